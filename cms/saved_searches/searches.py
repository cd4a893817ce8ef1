"""A search as it is saved: its address's query, put in order and back into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from search.addresses import active_language
from search.documents import SearchDocument
from search.engine import get_engine
from search.errors import SearchError
from search.fields import Language, Sort
from search.labels import Labels
from search.parameters import FACET_PARAMETERS, InvalidParameters, SearchParameters, query_of, read_parameters
from search.query import MAX_PAGE_SIZE

KIND = "saved_search"
IGNORED = frozenset({"sort", "page", "page_size"})
"""What has no say in what is found."""
REMEMBERED = 1000
"""So many finds of a search are known from one time to the next; work and memory are bounded by it."""


def query_string_of(parameters: SearchParameters) -> str:
    """Return the one way to write a search, so that those who save the same share its work."""
    values = parameters.model_dump(mode="json", exclude=set(IGNORED), exclude_defaults=True)
    return urlencode(
        [
            (name, "true" if value is True else value)
            for name, given in sorted(values.items())
            for value in (sorted(given) if isinstance(given, list | tuple) else [given])
        ]
    )


def parameters_of(query: str) -> SearchParameters:
    """Return what a saved search asks. Raises ``InvalidParameters`` for what is known no more."""
    return read_parameters(QueryDict(query))


def in_words(query: str) -> str:
    """Say in the active language what a saved search looks for."""
    try:
        parameters = parameters_of(query)
    except InvalidParameters:
        return _("A search whose terms are no longer in use")
    labels = Labels(active_language())
    parts = [f"“{parameters.q}”"] if parameters.q else []
    for name, facet in FACET_PARAMETERS.items():
        names = labels.of(facet)
        parts += [names.get(str(value), str(value)) for value in getattr(parameters, name)]
    if parameters.age is not None:
        parts.append(_("Age %(age)g") % {"age": parameters.age})
    if parameters.local_only:
        parts.append(_("Local offers only"))
    return ", ".join(parts) or _("Everything")


def address_of(query: str) -> str:
    """Return the path of the search's page in the active language."""
    return reverse("search") + (f"?{query}" if query else "")


def finds_of(query: str, language: Language) -> Sequence[SearchDocument] | None:
    """Return what a saved search finds, the newest first, at most ``REMEMBERED``.

    What only comes close to the words is no find. ``None`` if there is no whole answer just now: the engine
    is away, or a term of the search is gone.
    """
    try:
        asked = parameters_of(query).model_copy(update={"sort": Sort.FRESHNESS, "page_size": MAX_PAGE_SIZE})
        found: list[SearchDocument] = []
        for page in range(1, REMEMBERED // MAX_PAGE_SIZE + 1):
            question = query_of(asked.model_copy(update={"page": page}), language=language)
            results = get_engine().search(replace(question, counted=()))
            if results.degraded:
                return None
            if results.fuzzy:
                return []
            found += [hit.document for hit in results.hits]
            if len(found) >= results.total or not results.hits:
                break
    except (InvalidParameters, SearchError):
        return None
    return found
