"""Take links for one worker alone, spread over hosts, and give back what it did not reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.db.models import Q, QuerySet

from ingest.linkcheck.models import Link, LinkUse

CLAIM = timedelta(hours=1)
"""A claim of a worker that was killed ends by itself, one that is still at work renews its claims.

As long as the shortest time between two checks of a link: what was asked for and could not be stored is not
asked for again any sooner.
"""

WINDOW = 2000
"""From at least so many links those of different hosts are taken first."""


def claim_links(
    *,
    at: datetime,
    limit: int,
    unchecked_since: datetime | None = None,
    keys: Iterable[int] | None = None,
) -> list[Link]:
    """Take up to ``limit`` links that are in use, of many hosts; those longest due first.

    Those that are due are meant, or with ``unchecked_since`` all that nobody has checked since then;
    ``keys`` narrows the choice. A claim or a check from the future was made while a clock was ahead, and
    holds nothing back; clocks of two workers may differ by as much as a claim lasts. Two workers never get
    the same link: rows that another one is about to claim are passed over.
    """
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at) | Q(claimed_until__gt=at + 2 * CLAIM)
    candidates = Link.objects.filter(free, models.Exists(LinkUse.objects.filter(link=models.OuterRef("pk"))))
    if unchecked_since is None:
        candidates = candidates.filter(Q(due_at__lte=at) | Q(last_checked__gt=at + CLAIM))
    else:
        candidates = candidates.exclude(last_checked__gte=unchecked_since)
    if keys is not None:
        candidates = candidates.filter(pk__in=list(keys))
    until = at + CLAIM
    with transaction.atomic():
        found = _locked(candidates).order_by("due_at", "pk").values_list("pk", "host")[: max(limit, WINDOW)]
        chosen = spread(list(found), limit)
        Link.objects.filter(pk__in=chosen).update(claimed_until=until)
    rank = {key: place for place, key in enumerate(chosen)}
    return sorted(Link.objects.filter(pk__in=chosen), key=lambda link: rank[link.pk])


def spread(found: Sequence[tuple[int, str]], limit: int) -> list[int]:
    """Return up to ``limit`` keys, one of each host in turn, in the order in which the hosts come."""
    hosts: dict[str, deque[int]] = {}
    for key, host in found:
        hosts.setdefault(host, deque()).append(key)
    waiting = deque(hosts.values())
    chosen: list[int] = []
    while waiting and len(chosen) < limit:
        links = waiting.popleft()
        chosen.append(links.popleft())
        if links:
            waiting.append(links)
    return chosen


def renew_claims(*, links: Sequence[Link], at: datetime) -> None:
    """Keep what was claimed and is not checked yet, if half of the claim's time is over."""
    late = [link for link in links if link.claimed_until is None or link.claimed_until - at < CLAIM / 2]
    until = at + CLAIM
    for mine in _by_claim(late):
        Link.objects.filter(pk__in=[link.pk for link in mine], claimed_until=mine[0].claimed_until).update(
            claimed_until=until
        )
        for link in mine:
            link.claimed_until = until


def release_links(*, links: Sequence[Link]) -> None:
    """Give back what was claimed and not checked, unless another worker has claimed it since."""
    for mine in _by_claim(links):
        Link.objects.filter(pk__in=[link.pk for link in mine], claimed_until=mine[0].claimed_until).update(
            claimed_until=None
        )


def _by_claim(links: Sequence[Link]) -> list[list[Link]]:
    claims: dict[datetime, list[Link]] = {}
    for link in links:
        if link.claimed_until is not None:
            claims.setdefault(link.claimed_until, []).append(link)
    return list(claims.values())


def _locked(candidates: QuerySet[Link]) -> QuerySet[Link]:
    # SQLite has one writer at a time, and a transaction there takes the lock when it begins.
    if not connection.features.has_select_for_update_skip_locked:
        return candidates
    return candidates.select_for_update(skip_locked=True, of=("self",))
