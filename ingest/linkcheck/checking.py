"""Claim links, look at them, and record what was seen: the whole of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ingest.http import Client
from ingest.linkcheck import conf
from ingest.linkcheck.claims import CLAIM, Claimed, claim_links, release_links, renew_claims
from ingest.linkcheck.classes import GOOD, State, Treatment
from ingest.linkcheck.content import own_sites
from ingest.linkcheck.crawl import inspect_in_batches
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.inspection import Known
from ingest.linkcheck.internal import inspect_internal, is_internal
from ingest.linkcheck.judgement import next_check
from ingest.linkcheck.models import Link
from ingest.linkcheck.recording import record_checks
from ingest.linkcheck.rules import Rules
from ingest.linkcheck.siblings import Origin

ROUND = 2000
"""So many links are claimed at a time: memory does not grow with the number of links."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what became of a link: ``state`` is what all its checks together mean now.

    It is ``None`` when the host was not asked, because it wants to be left alone.
    """

    link: Claimed
    evidence: Evidence
    state: State | None


def check_links(
    *,
    client: Client,
    limit: int,
    only_due: bool = True,
    keys: Iterable[int] | None = None,
    clock: Callable[[], datetime] = timezone.now,
) -> Iterator[Checked]:
    """Check up to ``limit`` links and yield each with its evidence once it is recorded.

    What was claimed and not reached, because the caller stopped, is given back. Each link is checked once
    a run, even if all are asked for.
    """
    started, done = clock(), 0
    slices = [None] if keys is None else list(_sliced(list(keys)))
    unchecked_since = None if only_due else started
    honest: set[Origin] = set()
    tried: set[int] = set()  # a busy host's links are tried, but not checked
    for chosen in slices:
        while done < limit:
            claimed = claim_links(
                at=clock(), limit=min(ROUND, limit - done), unchecked_since=unchecked_since, keys=chosen
            )
            release_links(links=[link for link in claimed if link.pk in tried])
            fresh = [link for link in claimed if link.pk not in tried]
            if not fresh:
                break
            tried.update(link.pk for link in fresh)
            done += len(fresh)
            yield from _round(fresh, client, clock, honest)


def _sliced(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), ROUND):
        yield keys[start : start + ROUND]


def _round(
    links: list[Claimed], client: Client, clock: Callable[[], datetime], honest: set[Origin]
) -> Iterator[Checked]:
    waiting = {link.url: link for link in links}
    own = own_sites()
    own_hosts = {"", *(host for host, _port in own.places)}
    try:
        _pass_over(waiting, clock())
        inside = [link for link in waiting.values() if link.host in own_hosts and is_internal(link.url, own)]
        for link in inside:
            yield from _record([inspect_internal(link.url, own)], waiting, clock())
        for batch in inspect_in_batches(
            list(waiting),
            client=client,
            concurrency=conf.concurrency(),
            known=known_of(waiting.values()),
            honest=honest,
        ):
            yield from _record(batch, waiting, clock())
    finally:
        release_links(links=list(waiting.values()))


def _record(batch: list[Evidence], waiting: dict[str, Claimed], at: datetime) -> Iterator[Checked]:
    results = [(waiting[evidence.url], evidence) for evidence in batch]
    states = record_checks(results=results, at=at)
    for evidence in batch:
        del waiting[evidence.url]
    first = next(iter(waiting.values()), None)
    if first is not None and (first.claimed_until is None or first.claimed_until - at < CLAIM / 2):
        renew_claims(links=list(waiting.values()), at=at)
    for link, evidence in results:
        yield Checked(link, evidence, states.get(link.pk))


def _pass_over(waiting: dict[str, Claimed], at: datetime) -> None:
    """Leave out what an administrator's rule does not want checked; a month later the rule is asked again."""
    rules, interval = Rules.of(at), conf.other_interval()
    for url, link in list(waiting.items()):
        if rules.treatment_of(link) is Treatment.SKIPPED:
            later = next_check(link.standing, url=url, at=at, interval=interval)
            Link.objects.filter(pk=link.pk).update(due_at=max(later, at + interval), claimed_until=None)
            del waiting[url]


def known_of(links: Iterable[Claimed]) -> dict[str, Known]:
    """Return what earlier checks know of links that work: the servers are asked whether anything changed."""
    known = {}
    for link in links:
        works = link.standing.link_class in GOOD
        wants_print = link.frequent and not link.confirmed_print
        if works or wants_print:
            known[link.url] = Known(
                etag=link.etag if works and not wants_print else "",
                last_modified=link.last_modified if works and not wants_print else "",
                print=link.confirmed_print,
                wants_print=wants_print,
            )
    return known
