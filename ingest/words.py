"""Mark words for translation without translating them: plugins are imported before any setting is read.

Django's ``gettext_noop`` reads the settings when it is called, and so can't be used in a class's body.
"""

from __future__ import annotations


def gettext_noop(words: str) -> str:
    """Return the words as they are; ``makemessages`` finds them by the name ``_``."""
    return words
