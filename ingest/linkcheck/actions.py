"""Keep the links and their places in line with the content. Nothing here talks to the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from cms.directory.models import Service
from ingest.http import Url, url_or_none
from ingest.linkcheck.content import (
    OwnSites,
    content_objects,
    content_type_of,
    own_sites,
    owner_of,
    references_in,
    versions_of,
)
from ingest.linkcheck.models import Link, LinkUse, hash_of, place_hash
from ingest.linkcheck.recording import SERVICE_LINK, tell_services
from ingest.linkcheck.references import Reference, internal_address
from search.fields import LinkState

Place = tuple[str, str, str, str, str]
"""A use without its object: the link's hash, version, field, reference, text."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Count what a refresh found and changed."""

    objects: int
    uses: int
    added: int
    removed: int


def refresh_links(*, at: datetime) -> Refreshed:
    """Bring links and uses in line with the content; a link that is new is due at once.

    Links that nobody uses any more keep their history but are not checked. Running it again without
    changes writes nothing.
    """
    counts: Counter[str] = Counter()
    seen: dict[int, set[str]] = {}
    sites = own_sites()
    for instance in content_objects():
        found, added, removed = refresh_object(instance, at=at, sites=sites)
        counts.update(objects=1, uses=found, added=added, removed=removed)
        seen.setdefault(content_type_of(instance).pk, set()).add(str(instance.pk))
    stale = [
        pk
        for pk, type_id, object_id in LinkUse.objects.values_list("pk", "content_type_id", "object_id")
        if object_id not in seen.get(type_id, set())
    ]
    LinkUse.objects.filter(pk__in=stale).delete()
    return Refreshed(counts["objects"], counts["uses"], counts["added"], counts["removed"] + len(stale))


def refresh_object(
    instance: models.Model, *, at: datetime, sites: OwnSites | None = None
) -> tuple[int, int, int]:
    """Bring the uses of one object in line; return how many it has, were added and removed."""
    own = own_sites() if sites is None else sites
    base = own.base_of(instance)
    wanted: dict[Place, tuple[str, str]] = {}
    for version, shown in versions_of(instance):
        for reference in references_in(shown):
            resolved = resolve(reference, base)
            if resolved is not None:
                field, text = reference.field[:255], reference.text[:255]
                key = (hash_of(resolved[0]), version.value, field, reference.address, text)
                wanted[key] = resolved
    uses = LinkUse.objects.filter(content_type=content_type_of(instance), object_id=str(instance.pk))
    present: dict[Place, tuple[int, int | None]] = {
        (use.link.url_hash, use.version, use.field, use.reference, use.text): (use.pk, use.organisation_id)
        for use in uses.select_related("link")
    }
    owner = owner_of(instance)
    added = [key for key in wanted if key not in present]
    removed = [pk for key, (pk, _owner) in present.items() if key not in wanted]
    if added or removed:
        with transaction.atomic():
            uses.filter(pk__in=removed).delete()
            _add(instance, {key: wanted[key] for key in added}, owner, at)
            _tell(instance, at)
    if any(known != owner for _pk, known in present.values()):
        uses.update(organisation=owner)
    return len(wanted), len(added), len(removed)


def forget_object(*, content_type: int, object_id: str) -> int:
    """Forget the places of an object that was deleted; return how many it had."""
    deleted, _rows = LinkUse.objects.filter(content_type=content_type, object_id=object_id).delete()
    return deleted


def hurry_internal(*, page: int, at: datetime) -> list[int]:
    """Make the links to a page of ours due, whose standing changed; return their keys."""
    address = internal_address("page", page)
    links = Link.objects.filter(models.Q(url=address) | models.Q(url__startswith=f"{address}#"))
    links.filter(due_at__gt=at).update(due_at=at)
    return list(links.values_list("pk", flat=True))


def resolve(reference: Reference, base: Url | None) -> tuple[str, str] | None:
    """Return the normalised address of a reference and its host; ``None`` for one within the page.

    What can't be read is kept as written, without a host: its check says that it is no address. An anchor
    within the object's own page is checked with that page.
    """
    address = reference.address.strip()
    if address.startswith("#") and (base is None or address == "#"):
        return None
    url = url_or_none(address, base)
    return (address, "") if url is None else (str(url), url.host)


def _tell(instance: models.Model, at: datetime) -> None:
    """Let a service whose link changed know what is known of the new one: its next check may be days away."""
    if not isinstance(instance, Service):
        return
    uses = LinkUse.objects.filter(
        content_type=content_type_of(instance),
        object_id=str(instance.pk),
        version=LinkUse.Version.LIVE,
        field=SERVICE_LINK,
    )
    states = {link: LinkState(state) for link, state in uses.values_list("link", "link__state")}
    tell_services(states=states, at=at)


def _add(
    instance: models.Model, wanted: dict[Place, tuple[str, str]], owner: int | None, at: datetime
) -> None:
    new = {
        key[0]: Link(url_hash=key[0], url=url, host=host[:255], due_at=at)
        for key, (url, host) in wanted.items()
    }
    Link.objects.bulk_create(new.values(), ignore_conflicts=True)
    keys = dict(Link.objects.filter(url_hash__in=list(new)).values_list("url_hash", "pk"))
    kind, object_id = content_type_of(instance), str(instance.pk)
    LinkUse.objects.bulk_create(
        (
            LinkUse(
                link_id=keys[url_hash],
                content_type=kind,
                object_id=object_id,
                version=version,
                field=field,
                reference=reference,
                text=text,
                organisation_id=owner,
                place_hash=place_hash(str(kind.pk), object_id, url_hash, version, field, reference, text),
            )
            for url_hash, version, field, reference, text in wanted
        ),
        ignore_conflicts=True,
    )
