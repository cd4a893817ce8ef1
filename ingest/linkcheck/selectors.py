"""What others may ask of links."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from ingest.http import InvalidUrl, normalise_url
from ingest.linkcheck.classes import State
from ingest.linkcheck.models import Link, LinkUse, hash_of


def link_state(url: str) -> str:
    """Return ``unknown``, ``ok``, ``doubtful`` or ``dead`` for an address as an editor wrote it."""
    return link_states([url])[url]


def link_states(urls: Iterable[str]) -> dict[str, str]:
    """Return the states of many addresses with one query."""
    keys = {url: hash_of(_normalised(url)) for url in urls}
    known = dict(Link.objects.filter(url_hash__in=keys.values()).values_list("url_hash", "state"))
    return {url: known.get(key, State.UNKNOWN.value) for url, key in keys.items()}


def _normalised(url: str) -> str:
    try:
        return normalise_url(url)
    except InvalidUrl:
        return url.strip()


def count_used() -> int:
    """Return how many links stand somewhere."""
    return Link.objects.filter(models.Exists(LinkUse.objects.filter(link=models.OuterRef("pk")))).count()


def places_of(link: Link) -> tuple[str, ...]:
    """Return where a link stands, in words: the object and the field, each once."""
    uses = link.uses.select_related("content_type").order_by("content_type", "object_id", "field")
    return tuple(dict.fromkeys(place_of(use) for use in uses))


def place_of(use: LinkUse) -> str:
    """Name one place: the kind of object, its title, the field without the blocks within it, the version."""
    model = use.content_type.model_class()
    kind = str(model._meta.verbose_name) if model else use.content_type.model
    title = str(use.content_object) if model and use.content_object else f"#{use.object_id}"
    draft = f" ({use.get_version_display()})" if use.version == LinkUse.Version.DRAFT else ""
    return f"{kind}: {title}, {use.field.partition('.')[0]}{draft}"
