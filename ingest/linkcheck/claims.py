"""Take links for one worker alone, spread over hosts, and give back what it did not reach."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import F, Func, Q, QuerySet

from cms.directory.models import OrganisationPage, Service
from ingest.linkcheck.classes import LinkClass, State
from ingest.linkcheck.judgement import Standing
from ingest.linkcheck.models import Link, LinkUse

CLAIM = timedelta(hours=1)
"""A claim of a worker that was killed ends by itself, one that is still at work renews its claims.

As long as the shortest time between two checks of a link: what was asked for and could not be stored is not
asked for again any sooner.
"""

WINDOW = 2000
"""From at least so many links those of different hosts are taken first."""

STANDING = tuple(field.name for field in fields(Standing))
"""The part of a link's row that a check changes."""


@dataclass(slots=True)
class Claimed:
    """Be a link as the worker knows it that has claimed it: what a check of it begins with.

    ``frequent`` says that it stands in a member's own content; nobody holds it without ``claimed_until``.
    """

    pk: int
    url: str
    host: str
    claimed_until: datetime | None
    frequent: bool
    standing: Standing
    etag: str
    last_modified: str
    confirmed_print: tuple[int, ...]


def claim_links(
    *,
    at: datetime,
    limit: int,
    unchecked_since: datetime | None = None,
    keys: Iterable[int] | None = None,
) -> list[Claimed]:
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
        if chosen:
            Link.objects.filter(among(chosen)).update(claimed_until=until)
    links = {link.pk: link for link in read_links(chosen)}
    return [links[key] for key in chosen if key in links]


def read_links(keys: Collection[int]) -> list[Claimed]:
    """Return links as they are in the database now."""
    if not keys:
        return []
    frequent = links_of_members(keys)
    rows = Link.objects.filter(among(keys))
    prints = dict(rows.exclude(confirmed_print=[]).values_list("pk", "confirmed_print"))
    names = ("pk", "url", "host", "claimed_until", "etag", "last_modified", *STANDING)
    return [
        Claimed(
            pk=pk,
            url=url,
            host=host,
            claimed_until=until,
            frequent=pk in frequent,
            standing=Standing(State(state), LinkClass(link_class) if link_class else None, *rest),
            etag=etag,
            last_modified=last_modified,
            confirmed_print=tuple(prints.get(pk, ())),
        )
        for pk, url, host, until, etag, last_modified, state, link_class, *rest in rows.values_list(*names)
    ]


def links_of_members(keys: Collection[int]) -> set[int]:
    """Return which of the links stand in a service or an organisation's page: they are checked more often."""
    if not keys:
        return set()
    types = ContentType.objects.get_for_models(Service, OrganisationPage).values()
    uses = LinkUse.objects.filter(among(keys, "link_id"), content_type__in=types)
    return set(uses.values_list("link", flat=True))


def among(keys: Iterable[int], column: str = "pk") -> Any:
    """Return the condition that a key is one of many: ``__in`` spends more on each key than a check does."""
    listed = ", ".join(map(str, map(int, keys)))
    return Func(F(column), template=f"%(expressions)s IN ({listed})", output_field=models.BooleanField())


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


def renew_claims(*, links: Sequence[Claimed], at: datetime) -> None:
    """Keep what was claimed together and is not checked yet, if half of the claim's time is over."""
    if links and _still_claimed(links).update(claimed_until=at + CLAIM):
        for link in links:
            link.claimed_until = at + CLAIM


def release_links(*, links: Sequence[Claimed]) -> None:
    """Give back what was claimed together and not checked, unless another worker has claimed it since."""
    if links:
        _still_claimed(links).update(claimed_until=None)


def _still_claimed(links: Sequence[Claimed]) -> QuerySet[Link]:
    return Link.objects.filter(among(link.pk for link in links), claimed_until=links[0].claimed_until)


def _locked(candidates: QuerySet[Link]) -> QuerySet[Link]:
    # SQLite has one writer at a time, and a transaction there takes the lock when it begins.
    if not connection.features.has_select_for_update_skip_locked:
        return candidates
    return candidates.select_for_update(skip_locked=True, of=("self",))
