"""Save a search; look at saved searches anew and tell of what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import override

from cms.saved_searches.models import SavedSearch
from cms.saved_searches.searches import KIND, REMEMBERED, address_of, finds_of, in_words, query_string_of
from cms.subscriptions.actions import ask, write
from cms.subscriptions.models import Subscription
from cms.subscriptions.selectors import standing
from search import conf
from search.addresses import address_in
from search.documents import SearchDocument
from search.feeds import changed_at
from search.fields import Language
from search.locks import lock
from search.parameters import SearchParameters

LOCK = (0x7361766564,)
""""saved": the key of this work among PostgreSQL's advisory locks."""
SHOWN = 20
PERIODS = {
    Subscription.Rhythm.DAILY.value: timedelta(hours=20),
    Subscription.Rhythm.WEEKLY.value: timedelta(days=7, hours=-4),
}
"""How long a search rests; a little less than is said, for the clock of a worker is not exact."""


def save_search(*, parameters: SearchParameters, address: str, rhythm: str, language: str) -> None:
    """Write to an address and ask whether it wants mail of what is new in this search."""
    ask(kind=KIND, about=query_string_of(parameters), address=address, rhythm=rhythm, language=language)


def begin(subscription: Subscription) -> None:
    """Note what a search finds now, so that whatever comes later is new; nothing for one that is known."""
    _watch((subscription.about, subscription.language, subscription.rhythm), now())


def tell_of_new(*, at: datetime | None = None) -> int:
    """Look at each saved search that is due, once for all who saved it; return how many letters were written.

    Forgets those that nobody wants any more. One that has no answer just now stays due.
    """
    moment = at or now()
    with lock(LOCK, conf.state_directory() / "saved-searches.lock") as ours:
        if not ours:
            return 0
        wanted = set(standing(KIND).values_list("about", "language", "rhythm").distinct())
        known = {(one.query, one.language, one.rhythm): one for one in SavedSearch.objects.all()}
        SavedSearch.objects.filter(pk__in=[known[key].pk for key in known.keys() - wanted]).delete()
        for key in sorted(wanted - known.keys()):
            _watch(key, moment)
        due = [known[key] for key in sorted(wanted & known.keys()) if _is_due(known[key], moment)]
        return sum(_look_at(search, moment) for search in due)


def _is_due(search: SavedSearch, moment: datetime) -> bool:
    return moment - search.looked_at >= PERIODS[search.rhythm]


def _watch(key: tuple[str, str, str], moment: datetime) -> None:
    query, language, rhythm = key
    found = finds_of(query, Language(language))
    if found is not None:
        defaults = {"found": [document.id for document in found], "looked_at": moment}
        SavedSearch.objects.get_or_create(query=query, language=language, rhythm=rhythm, defaults=defaults)


def _look_at(search: SavedSearch, moment: datetime) -> int:
    """Search, note what is found, and write to everybody if some of it is new."""
    found = finds_of(search.query, Language(search.language))
    if found is None:
        return 0
    known, full = set(search.found), len(search.found) >= REMEMBERED
    new = [
        document
        for document in found
        if document.id not in known and not (full and changed_at(document) <= search.looked_at)
    ]
    with transaction.atomic():
        search.found, search.looked_at = [document.id for document in found], moment
        search.save(update_fields=["found", "looked_at"])
        if not new:
            return 0
        people = standing(KIND).filter(about=search.query, language=search.language, rhythm=search.rhythm)
        context = _letter_about(search, new)
        letters = [write(person, name="saved_search_new", context=context) for person in people.iterator()]
        return sum(letter is not None for letter in letters)


def _letter_about(search: SavedSearch, new: Sequence[SearchDocument]) -> dict[str, object]:
    """Return what all letters about new finds of a search say, in its language."""
    language, base = Language(search.language), settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    finds = [
        {
            "title": document.title,
            "organisation": document.organisation if document.organisation != document.title else "",
            "summary": document.summary,
            "url": urljoin(f"{base}/", address_in(document.url, language)),
        }
        for document in new[:SHOWN]
    ]
    with override(search.language):
        return {
            "about_words": in_words(search.query),
            "finds": finds,
            "number": len(new),
            "more": len(new) - len(finds),
            "search_url": base + address_of(search.query),
        }
