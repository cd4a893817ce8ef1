"""Say where a link leads in words that people know: a page of ours by its title, the rest by the address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page

from ingest.linkcheck.references import INTERNAL

_PREFIX = f"{INTERNAL}:"

Titles = Mapping[str, str]


def name_of(address: str) -> str:
    """Return what one address is called; ``names_of_addresses`` asks for many at once."""
    return names_of_addresses([address])[address]


def names_of_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Return what each address is called, with one query for each kind of thing that is known by its key.

    Only what readers may see is called by its title: a draft, a private document and what was deleted have
    their number, so that nobody learns of them by linking to them.
    """
    listed = list(dict.fromkeys(addresses))
    keys: dict[str, set[str]] = {}
    for address in listed:
        if address.startswith(_PREFIX):
            kind, key, _section = _read(address)
            keys.setdefault(kind, set()).add(key)
    titles = {kind: _TITLES[kind](found) for kind, found in keys.items() if kind in _TITLES}
    return {address: _name(address, titles) for address in listed}


def _read(address: str) -> tuple[str, str, str]:
    """Return kind, key and section of an internal address."""
    place, _hash, section = address.removeprefix(_PREFIX).partition("#")
    kind, _slash, key = place.partition("/")
    return kind, key, section


def _name(address: str, titles: Mapping[str, Titles]) -> str:
    if not address.startswith(_PREFIX):
        return address
    kind, key, section = _read(address)
    title = titles.get(kind, {}).get(key)
    name = _unnamed(kind, key) if title is None else _named(kind, title)
    return f"{name} #{section}" if section else name


def _named(kind: str, title: str) -> str:
    if kind == "page":
        return _("Page “%(title)s”") % {"title": title}
    if kind == "document":
        return _("Document “%(title)s”") % {"title": title}
    return _("Picture “%(title)s”") % {"title": title}


def _unnamed(kind: str, key: str) -> str:
    if kind == "page":
        return _("An unpublished or deleted page (number %(key)s)") % {"key": key}
    if kind == "document":
        return _("A private or deleted document (number %(key)s)") % {"key": key}
    return _("A deleted picture (number %(key)s)") % {"key": key}


def _pages(keys: Collection[str]) -> Titles:
    return _titles(Page.objects.live().public(), keys)


def _documents(keys: Collection[str]) -> Titles:
    hidden: set[int] = set()
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        within = restriction.collection.get_descendants(inclusive=True)
        hidden.update(within.values_list("pk", flat=True))
    return _titles(get_document_model().objects.exclude(collection__in=hidden), keys)


def _images(keys: Collection[str]) -> Titles:
    return _titles(get_image_model().objects.all(), keys)


def _titles(rows: Any, keys: Collection[str]) -> Titles:
    wanted = [int(key) for key in keys if key.isdecimal()]
    return {str(key): title for key, title in rows.filter(pk__in=wanted).values_list("pk", "title")}


_TITLES: Mapping[str, Callable[[Collection[str]], Titles]] = {
    "page": _pages,
    "document": _documents,
    "image": _images,
}
