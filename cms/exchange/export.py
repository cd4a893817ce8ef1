"""The directory as tables: services, organisations, and the words that cells may hold."""

from __future__ import annotations

from itertools import zip_longest
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from cms.exchange.columns import (
    ADDRESS,
    CHANGED,
    CONFIRMED,
    ORGANISATION_NAME,
    ORGANISATIONS,
    SERVICES,
    STATE,
    Kind,
)
from cms.exchange.states import State, states
from cms.exchange.words import Words
from cms.sheets.writing import Table, Value

CHOICES = "Valinnat"


def directory_table(kind: Kind, words: Words | None = None) -> Table:
    """Return everything of a kind, drafts too, but no address that is confidential."""
    words = words or Words.read()
    rows = [
        [
            state.key,
            state.version,
            *(column.show(state.values[column.field], words) for column in kind.columns),
            *_told(kind, state, words),
        ]
        for state in states(kind, words).values()
    ]
    return Table(kind.title, kind.header, rows)


def directory_tables() -> list[Table]:
    """Return the whole directory, with the choices that its cells have."""
    words = Words.read()
    return [directory_table(SERVICES, words), directory_table(ORGANISATIONS, words), _choices(words)]


def _told(kind: Kind, state: State, words: Words) -> list[Value]:
    told: dict[str, Value] = {
        STATE: state.publication,
        CONFIRMED: state.confirmed,
        CHANGED: state.changed,
        ADDRESS: _address(kind, state),
    }
    if kind is SERVICES:
        told[ORGANISATION_NAME] = words.organisations.get(state.values["organisation"], "")
    return [told[heading] for heading in kind.told]


def _address(kind: Kind, state: State) -> str:
    if not state.live:
        return ""
    path = reverse("service", args=[state.address]) if kind is SERVICES else _page_path(state.address)
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def _page_path(url_path: str) -> str:
    """Return the path of a page below the front page, which is the first step of ``url_path``."""
    return "/" + url_path.strip("/").partition("/")[2] + "/"


def _choices(words: Words) -> Table:
    lists = {
        "Kohderyhmät": words.target_groups,
        "Haasteet": words.challenges,
        "Kunnat": words.municipalities,
        "Asiointitavat": words.channels,
        "Kielet": words.languages,
        "Tila": words.statuses,
    }
    rows: list[tuple[Value, ...]] = list(
        zip_longest(*(names.shown.values() for names in lists.values()), fillvalue="")
    )
    return Table(CHOICES, list(lists), rows)
