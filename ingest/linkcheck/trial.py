"""Try one link at once, for somebody who is just writing it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from cms.directory.links import LinkTrial
from ingest.http import Client
from ingest.linkcheck.classes import GOOD
from ingest.linkcheck.classification import Finding, classify
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.inspection import PAGE_LIMITS
from ingest.linkcheck.verdicts import verdict_on
from search.fields import LinkState

TRIAL_LIMITS = replace(PAGE_LIMITS, connect_seconds=4, total_seconds=8)
"""A person waits: what is slower than this is left to the regular check."""


def try_link(address: str, *, client: Client | None = None) -> LinkTrial:
    """Look at one address now, record nothing, and say in the active language what was seen.

    One try never says more than it knows: what may be over tomorrow, or opens in a browser, is doubtful.
    """
    [evidence] = inspect_all([address], client=client or Client(), concurrency=1, limits=TRIAL_LIMITS)
    finding = classify(evidence)
    verdict = verdict_on(finding.link_class, evidence.url)
    return LinkTrial(
        state=_state_of(finding),
        words=str(verdict.problem) or _("The link works."),
        advice=str(verdict.fix),
    )


def _state_of(finding: Finding) -> LinkState:
    if finding.link_class in GOOD:
        return LinkState.OK
    return LinkState.DEAD if finding.dead else LinkState.DOUBTFUL
