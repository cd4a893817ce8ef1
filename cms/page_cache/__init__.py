"""Public pages kept as they were answered, for as long as nothing in the database changes that they show.

``changes`` says which state the database is in, ``triggers`` how it comes to know, ``kept`` what is kept of a
page, ``middleware`` when one is kept and answered. See docs/decisions/0018-page-cache.md.
"""
