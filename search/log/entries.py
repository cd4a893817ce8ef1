"""One search as it travels: from the page to the worker, and signed through the reader's browser."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from search.fields import Language
from search.log.texts import normalised_text
from search.models import SearchLogEntry
from search.models.log import MAX_LOGGED_TEXT
from search.parameters import FACET_PARAMETERS, SearchParameters

SALT = "search.log"
VALID_FOR = timedelta(hours=12)
MAX_TOKEN_LENGTH = 4000


class InvalidToken(ValueError):
    """Report a token that we didn't sign, or that is too old."""


@dataclass(frozen=True, slots=True)
class Search:
    """Hold what the log keeps of a search; ``created`` is ISO 8601."""

    id: str
    text: str
    language: str
    filters: dict[str, Any]
    hits: int
    fuzzy: bool
    suggestion: str
    created: str

    def token(self) -> str:
        """Return the search signed, for the page to send back with a click."""
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @classmethod
    def from_token(cls, token: str) -> Search:
        """Return the search that ``token`` was made of; raise ``InvalidToken``."""
        if len(token) > MAX_TOKEN_LENGTH:
            raise InvalidToken("The token is too long.")
        try:
            return cls(**signing.loads(token, salt=SALT, max_age=VALID_FOR))
        except (signing.BadSignature, TypeError, ValueError) as error:
            raise InvalidToken("The token is not ours, or too old.") from error


def search_of(
    parameters: SearchParameters, *, language: Language, hits: int, fuzzy: bool, suggestion: str
) -> Search:
    """Return what the log keeps of a search that was just answered."""
    return Search(
        id=str(uuid.uuid4()),
        text=normalised_text(parameters.q),
        language=language.value,
        filters=_filters(parameters),
        hits=hits,
        fuzzy=fuzzy,
        suggestion=suggestion[:MAX_LOGGED_TEXT],
        created=timezone.now().isoformat(),
    )


def is_logged(parameters: SearchParameters) -> bool:
    """Tell whether a search is worth keeping: its first page, and something asked."""
    return parameters.page == 1 and bool(normalised_text(parameters.q) or _filters(parameters))


def _filters(parameters: SearchParameters) -> dict[str, Any]:
    chosen: dict[str, Any] = {
        name: [str(value) for value in getattr(parameters, name)]
        for name in FACET_PARAMETERS
        if getattr(parameters, name)
    }
    if parameters.local_only:
        chosen["local_only"] = True
    if parameters.age is not None:
        chosen["age"] = parameters.age
    return chosen


def stored(search: Search) -> SearchLogEntry:
    """Return the row that keeps a search; not saved."""
    return SearchLogEntry(
        id=uuid.UUID(search.id),
        text=search.text,
        language=search.language,
        filters=search.filters,
        hits=search.hits,
        fuzzy=search.fuzzy,
        suggestion=search.suggestion,
        created=datetime.fromisoformat(search.created),
    )
