"""State every weight of the ranking, in one table.

A document's score is a sum of whole numbers and nothing else, so every engine reckons it exactly
and alike; no statistics of the index are in it. For each word of the query the best product

    (how the word was met) x (where in the document)

counts, once. Then come the bonuses, times the number of words so that they keep their proportion.

A word that is met as asked (lemma, other language) gets 160 points first, more than
its own parts and all bonuses can make up: splitting a word helps where the whole word is not, and
never drowns it.

What is met by a synonym gets 125 points first: whatever holds the asked word itself, in its keywords
or three times in its body, stands above what only holds a synonym in its title.

For example ``neuvonta`` in the body of one service and within ``perheneuvonta`` in the title of
another: the first gets 10 x 3 = 30, the second 10 x 4 = 40; ``neuvonta`` as a word of a long title
gets 10 x 10 = 100.

========================  ======  ================================================================
how                       weight  met as
========================  ======  ================================================================
lemma                     10      the word in any form, read in the user's language
other language            8       the same, read in one of the other two languages
synonym                   6       a word that the editors' synonyms name beside it
narrower                  3       a word that they name below it
approximate               4       a word one edit away, or with the same beginning (only if nothing
                                  matched as written)
own part                  1       each of the query word's own parts; two must be met, so about 0.2
                                  of a lemma together; it is worth 8 in the title and 2 elsewhere
========================  ======  ================================================================

The same form of the word, wherever it stands, gets 3 points more.

========================  ======  ================================================================
where                     points  stands for
========================  ======  ================================================================
title_short               12      the title, when it has at most three words
title                     10      a longer title
summary                   6       the summary; keywords and organisation that the body speaks of too
body_often                4       the body, three times or more; a keyword or the organisation alone
body                      3       the body
title_parts               4       part of a compound in the title: about 0.4 of the whole word
summary_parts             2       the same in summary, keywords, organisation
body_parts                1       the same in the body
========================  ======  ================================================================

========================  ======  ================================================================
place                     points  for a word that names a municipality
========================  ======  ================================================================
municipality_local        6       what is offered there, in whatever way its text says so
municipality              1       what is offered in the whole county or digitally
========================  ======  ================================================================

========================  ======  ================================================================
bonus                     points  for
========================  ======  ================================================================
specific                  80      a document of the chosen target group that is not open to all
standing                  50      a service confirmed within a year whose link isn't dead
recent                    15      what does not fade with age, and news of the last 90 days
current                   15      what does not fade with age, and news of the last two years
========================  ======  ================================================================

Equal scores are ordered by a fixed shuffle of the ids: no organisation is first by its name.
"""

from __future__ import annotations

from datetime import timedelta

from search.fields import Facet

LEMMA = 10
EXACT = LEMMA + 1
"""Tells the same form from another where a hit's reasons are given; its points are ``SAME_FORM``."""

OTHER_LANGUAGE = 8
SYNONYM = 6
NARROWER = 3
APPROXIMATE = 4
OWN_PART = 1

AS_ASKED = 160
"""What a word gets for being met as asked, and not only by its own parts or approximately."""

SAME_FORM = 3
"""What a document that holds a word in the form in which it was asked gets, once a word."""

AS_MEANT = 125
"""What a word gets for being met by what the editors' synonyms name beside or below it."""

WHOLE = {"title_short": 12, "title": 10, "summary": 6, "body_often": 4, "body": 3}
"""Points by field for whole words."""

PARTS = {"title_parts": 4, "summary_parts": 2, "body_parts": 1}
"""Points by field for the parts of compounds."""

EITHER = {"in_title": 8, "anywhere": 2}
"""Points by field for the query word's own parts, which may be met as whole words or as parts."""

PLACES = {Facet.MUNICIPALITY_LOCAL: 6, Facet.MUNICIPALITY: 1}
"""Points by facet for a word that is one of its values."""

SHORT_TITLE = 3
"""A title of at most so many words is a short one."""

OFTEN = 3
"""A word that stands in the body so many times stands there often."""

SPECIFIC = 80
STANDING = 50
RECENT = 15
CURRENT = 15

RECENT_FOR = timedelta(days=90)
CURRENT_FOR = timedelta(days=730)
CONFIRMED_FOR = timedelta(days=365)

MAX_WORDS = 9
"""Words of a query after these are not read, so that no score reaches ``MAX_SCORE``."""

MAX_SCORE = 4096
"""The embedded engine tells scores below this apart exactly."""
