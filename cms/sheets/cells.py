"""Texts that no spreadsheet takes for a formula, and the way back.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is reckoned, or sent
somewhere, when a CSV file is opened (OWASP, CSV Injection; also with blanks before it, and in full-width
forms). An apostrophe before it makes it text. Texts that begin with an apostrophe get one more, so that
``restored(harmless(text)) == text`` for every text.
"""

from __future__ import annotations

APOSTROPHE = "'"
FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take ``text`` for a formula."""
    return text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)


def harmless(text: str) -> str:
    """Return ``text`` with an apostrophe before it where it needs one."""
    return APOSTROPHE + text if text.startswith(APOSTROPHE) or looks_like_formula(text) else text


def restored(text: str) -> str:
    """Return what ``harmless`` was given; an apostrophe that it did not write stays."""
    rest = text[1:]
    if text.startswith(APOSTROPHE) and (rest.startswith(APOSTROPHE) or looks_like_formula(rest)):
        return rest
    return text
