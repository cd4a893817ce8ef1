"""Say where a link leads in words that people know: a page of ours by its title, the rest by the address."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, Page

from ingest.linkcheck.references import INTERNAL

_PREFIX = f"{INTERNAL}:"

Titles = Mapping[str, str | None]
"""What is there by its key; ``None`` for what readers may not see."""


def name_of(address: str) -> str:
    """Return what one address is called; ``names_of_addresses`` asks for many at once."""
    return names_of_addresses([address])[address]


def names_of_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Return what each address is called, with one query for each kind of thing that is known by its key.

    Only what readers may see is called by its title: a draft and a private document have their number, so
    that nobody learns of them by linking to them; what was deleted is told as such.
    """
    listed = list(dict.fromkeys(addresses))
    titles = _titles_of(listed)
    return {address: _name(address, titles) for address in listed}


def _titles_of(addresses: Iterable[str]) -> dict[str, Titles]:
    """Return by kind what is known of the things that internal addresses lead to."""
    keys: dict[str, set[str]] = {}
    for address in addresses:
        if address.startswith(_PREFIX):
            kind, key, _section = _read(address)
            keys.setdefault(kind, set()).add(key)
    return {kind: _TITLES[kind](found) for kind, found in keys.items() if kind in _TITLES}


def _read(address: str) -> tuple[str, str, str]:
    """Return kind, key and section of an internal address."""
    place, _hash, section = address.removeprefix(_PREFIX).partition("#")
    kind, _slash, key = place.partition("/")
    return kind, key, section


def _name(address: str, titles: Mapping[str, Titles]) -> str:
    if not address.startswith(_PREFIX):
        return address
    kind, key, section = _read(address)
    found = titles.get(kind, {})
    title = found.get(key)
    if title is not None:
        name = _named(kind, title)
    else:
        name = _hidden(kind, key) if key in found else _deleted(kind, key)
    return f"{name} #{section}" if section else name


def _named(kind: str, title: str) -> str:
    if kind == "page":
        return _("Page “%(title)s”") % {"title": title}
    if kind == "document":
        return _("Document “%(title)s”") % {"title": title}
    return _("Picture “%(title)s”") % {"title": title}


def _hidden(kind: str, key: str) -> str:
    if kind == "page":
        return _("Unpublished page (number %(key)s)") % {"key": key}
    return _("Private document (number %(key)s)") % {"key": key}


def _deleted(kind: str, key: str) -> str:
    if kind == "page":
        return _("Deleted page (number %(key)s)") % {"key": key}
    if kind == "document":
        return _("Deleted document (number %(key)s)") % {"key": key}
    return _("Deleted picture (number %(key)s)") % {"key": key}


def reader_address(address: str) -> str:
    """Return where a reader opens one link; ``reader_addresses`` asks for many at once."""
    return reader_addresses([address])[address]


def reader_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Return where a reader opens each link, empty for what can't be opened: deleted, hidden, no web page."""
    listed = list(dict.fromkeys(addresses))
    titles = _titles_of(listed)
    opened = {
        kind: _opened(kind, [key for key, title in found.items() if title is not None])
        for kind, found in titles.items()
    }
    return {address: _opening(address, opened) for address in listed}


def _opening(address: str, opened: Mapping[str, Mapping[str, str]]) -> str:
    if not address.startswith(_PREFIX):
        return address if address.startswith(("http://", "https://")) else ""
    kind, key, section = _read(address)
    found = opened.get(kind, {}).get(key, "")
    return f"{found}#{section}" if found and section else found


def _opened(kind: str, keys: Collection[str]) -> dict[str, str]:
    models = {"page": Page, "document": get_document_model(), "image": get_image_model()}
    rows: dict[int, Any] = models[kind]._default_manager.in_bulk([int(key) for key in keys])
    return {str(key): _absolute(_address_of(kind, row)) for key, row in rows.items()}


def _address_of(kind: str, row: Any) -> str:
    if kind == "page":
        return row.full_url or ""
    return str(row.url if kind == "document" else row.file.url)


def _absolute(address: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}" if address.startswith("/") else address


def _pages(keys: Collection[str]) -> Titles:
    return _titles(Page.objects.all(), Page.objects.live().public(), keys)


def _documents(keys: Collection[str]) -> Titles:
    hidden: set[int] = set()
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        within = restriction.collection.get_descendants(inclusive=True)
        hidden.update(within.values_list("pk", flat=True))
    documents = get_document_model().objects
    return _titles(documents.all(), documents.exclude(collection__in=hidden), keys)


def _images(keys: Collection[str]) -> Titles:
    images = get_image_model().objects.all()
    return _titles(images, images, keys)


def _titles(rows: Any, public: Any, keys: Collection[str]) -> Titles:
    wanted = [int(key) for key in keys if key.isdecimal()]
    there = dict.fromkeys(map(str, rows.filter(pk__in=wanted).values_list("pk", flat=True)))
    shown = public.filter(pk__in=wanted).values_list("pk", "title")
    return there | {str(key): title for key, title in shown}


_TITLES: Mapping[str, Callable[[Collection[str]], Titles]] = {
    "page": _pages,
    "document": _documents,
    "image": _images,
}
