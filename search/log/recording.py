"""Note the public page's searches without ever holding one up."""

from __future__ import annotations

from dataclasses import dataclass

from search import tasks
from search.fields import Language
from search.log.entries import is_logged, search_of
from search.parameters import SearchParameters
from search.presentation import SearchAnswer


@dataclass(frozen=True, slots=True)
class ShownLog:
    """Let a page report back: ``token`` with each click; with ``pending`` also that it was looked at."""

    token: str
    pending: bool


def note_search(
    parameters: SearchParameters, found: SearchAnswer, *, language: Language, typing: bool
) -> ShownLog | None:
    """Have a worker log a search, and return what the page needs to report clicks.

    While somebody types, nothing is logged yet: the page itself says when she stays with what it
    shows, or opens a result.
    """
    if not is_logged(parameters):
        return None
    search = search_of(
        parameters,
        language=language,
        hits=found.total,
        fuzzy=found.fuzzy,
        suggestion=found.suggestion or "",
    )
    if not typing:
        tasks.log_later(search)
    return ShownLog(search.token(), pending=typing)
