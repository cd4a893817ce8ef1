"""What changes the state of links. Time is a parameter; nothing here talks to the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from cms.directory.actions import record_link_state
from cms.directory.models import Service
from ingest.http import InvalidUrl, Url, parse_url
from ingest.linkcheck import conf
from ingest.linkcheck.classes import State
from ingest.linkcheck.classification import classify
from ingest.linkcheck.content import (
    OwnSites,
    content_objects,
    content_type_of,
    own_sites,
    references_in,
    versions_of,
)
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.judgement import judge, next_check
from ingest.linkcheck.models import Check, Link, LinkUse, hash_of
from ingest.linkcheck.references import Reference
from search.fields import LinkState

CLAIM = timedelta(minutes=30)
"""A claim of a worker that was killed ends by itself; one that is still at work renews its claims."""

SERVICE_LINK = "link"
"""The field of a service whose state its page and the search tell."""

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
            if resolved is None or (resolved[1] and own.holds(parse_url(resolved[0]))):
                continue
            url, host = resolved
            key = (hash_of(url), version.value, reference.field[:255], reference.address, reference.text)
            wanted[key] = (url, host)
    uses = LinkUse.objects.filter(content_type=content_type_of(instance), object_id=str(instance.pk))
    present: dict[Place, int] = {
        (use.link.url_hash, use.version, use.field, use.reference, use.text): use.pk
        for use in uses.select_related("link")
    }
    added = [key for key in wanted if key not in present]
    removed = [pk for key, pk in present.items() if key not in wanted]
    if added or removed:
        with transaction.atomic():
            uses.filter(pk__in=removed).delete()
            LinkUse.objects.bulk_create(_use(instance, key, *wanted[key], at) for key in added)
    return len(wanted), len(added), len(removed)


def resolve(reference: Reference, base: Url | None) -> tuple[str, str] | None:
    """Return the normalised address of a reference and its host; ``None`` for one within the page.

    What can't be read is kept as written, without a host: its check says that it is no address.
    """
    address = reference.address.strip()
    if address.startswith("#"):
        return None
    try:
        url = parse_url(address, base)
    except InvalidUrl:
        return address, ""
    return str(url), url.host


def _use(instance: models.Model, key: Place, url: str, host: str, at: datetime) -> LinkUse:
    url_hash, version, field, reference, text = key
    link, _ = Link.objects.get_or_create(
        url_hash=url_hash, defaults={"url": url, "host": host[:255], "due_at": at}
    )
    return LinkUse(
        link=link,
        content_type=content_type_of(instance),
        object_id=str(instance.pk),
        version=version,
        field=field,
        reference=reference,
        text=text,
    )


def claim_links(*, at: datetime, limit: int, only_due: bool = True) -> list[Link]:
    """Take up to ``limit`` links that are in use for this worker alone; those longest due first.

    A claim or a check from the future was made while a clock was ahead, and holds nothing back; clocks of
    two workers may differ by as much as a claim lasts.
    """
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_until__gt=at + 2 * CLAIM)
    candidates = Link.objects.filter(free, models.Exists(LinkUse.objects.filter(link=models.OuterRef("pk"))))
    if only_due:
        candidates = candidates.filter(Q(due_at__lte=at) | Q(last_checked__gt=at + CLAIM))
    until = at + CLAIM
    claimed = []
    for link in candidates.order_by("due_at", "pk")[:limit]:
        # The condition is asked again in the update itself: of two workers, one changes the row.
        if Link.objects.filter(free, pk=link.pk).update(claimed_until=until):
            link.claimed_until = until
            claimed.append(link)
    return claimed


def renew_claims(*, links: list[Link], at: datetime) -> None:
    """Keep what was claimed and is not checked yet, if half of the claim's time is over."""
    until = at + CLAIM
    for link in links:
        if link.claimed_until is None or link.claimed_until - at >= CLAIM / 2:
            continue
        if Link.objects.filter(pk=link.pk, claimed_until=link.claimed_until).update(claimed_until=until):
            link.claimed_until = until


def release_links(*, links: list[Link]) -> None:
    """Give back what was claimed and not checked, unless another worker has claimed it since."""
    for link in links:
        Link.objects.filter(pk=link.pk, claimed_until=link.claimed_until).update(claimed_until=None)


@transaction.atomic
def record_check(*, link: Link, evidence: Evidence, at: datetime) -> Check | None:
    """Store what a check saw, judge the link by it, and set when it is due next.

    ``None`` when the host was not asked at all because it wants to be left alone: then the link only
    becomes due when the host allows it.
    """
    if evidence.failure is Failure.BUSY:
        later = evidence.retry_at or at + timedelta(hours=1)
        Link.objects.filter(pk=link.pk).update(due_at=later, claimed_until=None)
        return None
    current = Link.objects.select_for_update().get(pk=link.pk)
    finding = classify(evidence)
    standing = judge(current.standing, finding, timezone.localtime(at))
    due_at = next_check(standing, url=link.url, at=at, interval=conf.interval())
    if evidence.retry_at is not None:
        due_at = max(due_at, evidence.retry_at) if standing.state == State.OK else evidence.retry_at
    changed = current.link_class != finding.link_class
    changes: dict[str, Any] = {
        "state": standing.state,
        "link_class": finding.link_class,
        "state_since": standing.state_since,
        "first_failed": standing.first_failed,
        "last_ok": standing.last_ok,
        "strikes": standing.strikes,
        "strike_days": standing.strike_days,
        "last_strike": standing.last_strike,
    }
    Link.objects.filter(pk=link.pk).update(
        **changes,
        last_checked=at,
        final_url=evidence.final_url if evidence.final_url != link.url else "",
        due_at=due_at,
        claimed_until=None,
    )
    if standing.state != current.state:
        tell_services(link=link, state=LinkState(standing.state))
    return Check.objects.create(
        link=link,
        checked_at=at,
        link_class=finding.link_class,
        status=evidence.status,
        changed=changed,
        evidence=evidence.as_json(),
    )


def tell_services(*, link: Link, state: LinkState) -> None:
    """Let the services whose own link this is know its state, for their page and for the search."""
    keys = LinkUse.objects.filter(
        link=link,
        version=LinkUse.Version.LIVE,
        field=SERVICE_LINK,
        content_type=ContentType.objects.get_for_model(Service),
    ).values_list("object_id", flat=True)
    record_link_state(keys=[int(key) for key in keys], state=state)


def forget_old_checks(*, at: datetime) -> int:
    """Delete checks that changed nothing and are older than the settings keep them."""
    deleted, _ = Check.objects.filter(changed=False, checked_at__lt=at - conf.checks_kept()).delete()
    return deleted
