"""Make the passages that a hit is shown with: HTML-safe, the matching words in ``<mark>``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from search.documents import SearchDocument
from search.matching import Matches, Span, keyword_place

PASSAGE = 200
"""How many characters of the body a passage shows, about."""

_LEAD = 60
ELLIPSIS = "…"


def highlights(document: SearchDocument, matches: Matches) -> Mapping[str, tuple[str, ...]]:
    """Return the title, the summary, the keywords and the organisation whole, and the best passage of
    the body, those that match."""
    found: dict[str, tuple[str, ...]] = {}
    whole = {"title": document.title, "summary": document.summary, "organisation": document.organisation}
    for name, text in whole.items():
        if name in matches.spans:
            found[name] = (marked(text, matches.spans[name], 0, len(text)),)
    keywords = tuple(
        marked(text, matches.spans[place], 0, len(text))
        for number, text in enumerate(document.keywords)
        if (place := keyword_place(number)) in matches.spans
    )
    if keywords:
        found["keywords"] = keywords
    if "body" in matches.spans:
        found["body"] = (_passage(document.body, matches.spans["body"]),)
    return found


def marked(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    """Return ``text[start:end]`` escaped, with the spans within it in ``<mark>``."""
    pieces: list[str] = []
    at = start
    for left, right in spans:
        if left < at or right > end:
            continue
        pieces += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
        at = right
    pieces.append(escape(text[at:end]))
    return "".join(pieces)


def _passage(text: str, spans: Sequence[Span]) -> str:
    """Return the stretch that holds most different matching words, cut between words."""
    start, end = _best_window(text, spans)
    lead = ELLIPSIS if start > 0 else ""
    tail = ELLIPSIS if end < len(text) else ""
    return lead + " ".join(marked(text, spans, start, end).split()) + tail


def _best_window(text: str, spans: Sequence[Span]) -> Span:
    if len(text) <= PASSAGE:
        return 0, len(text)
    best, most = spans[0][0], (0, 0)
    forms = [text[left:right].casefold() for left, right in spans] if len(spans) > 1 else []
    for number, (left, _) in enumerate(spans[:-1] if forms else ()):
        last = number
        while last < len(spans) and spans[last][1] <= left + PASSAGE - _LEAD:
            last += 1
        worth = (len(set(forms[number:last])), last - number)
        if worth > most:
            best, most = left, worth
    start = 0 if best <= _LEAD else best - _LEAD
    shown = next(right for left, right in spans if left == best)
    end = min(len(text), max(start + PASSAGE, shown))
    start = max(0, min(start, end - PASSAGE, best))
    return _word_start(text, start, best), _word_end(text, end, shown)


def _word_start(text: str, at: int, latest: int) -> int:
    """Return the beginning of the first whole word at or after ``at``, ``latest`` at most."""
    if at == 0 or text[at - 1].isspace():
        return at
    while at < latest and not text[at].isspace():
        at += 1
    while at < latest and text[at].isspace():
        at += 1
    return at


def _word_end(text: str, at: int, earliest: int) -> int:
    """Return the end of the last whole word at or before ``at``, ``earliest`` at least."""
    if at >= len(text) or text[at].isspace():
        return at
    while at > earliest and not text[at].isspace():
        at -= 1
    while at > earliest and text[at - 1].isspace():
        at -= 1
    return at
