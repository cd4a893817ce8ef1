"""Claim links, look at them, and record what was seen: the whole of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils import timezone

from ingest.http import Client
from ingest.linkcheck import conf
from ingest.linkcheck.actions import claim_links, record_check, release_links, renew_claims
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.models import Link


def check_links(
    *,
    client: Client,
    limit: int,
    only_due: bool = True,
    clock: Callable[[], datetime] = timezone.now,
) -> Iterator[tuple[Link, Evidence]]:
    """Check up to ``limit`` links and yield each with its evidence once it is recorded.

    What was claimed and not reached, because the caller stopped, is given back.
    """
    waiting = {link.url: link for link in claim_links(at=clock(), limit=limit, only_due=only_due)}
    try:
        for evidence in inspect_all(list(waiting), client=client, concurrency=conf.concurrency()):
            link = waiting[evidence.url]
            at = clock()
            record_check(link=link, evidence=evidence, at=at)
            del waiting[evidence.url]
            renew_claims(links=list(waiting.values()), at=at)
            yield link, evidence
    finally:
        release_links(links=list(waiting.values()))
