"""Check the links of the content by hand: what was checked within a day is taken as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from cms.directory.models import OrganisationPage
from ingest.http import Client
from ingest.linkcheck import conf
from ingest.linkcheck.actions import refresh_links
from ingest.linkcheck.checking import check_links
from ingest.linkcheck.claims import Claimed
from ingest.linkcheck.classes import State
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.models import Link, LinkUse
from ingest.linkcheck.naming import name_of
from ingest.linkcheck.presenting import Result
from ingest.linkcheck.selectors import last_evidence, places_of
from ingest.words import gettext_noop as _


class NoSuchOrganisation(LookupError):
    """Report a slug that no organisation has; ``message`` is words (``ingest.words``)."""

    def __init__(self, slug: str) -> None:
        self.message = _("No organisation has the slug %(slug)s.", slug=slug)
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class ContentRun:
    """Hold how many results there will be, and the results, each with whether its link is dead."""

    total: int
    results: Iterator[tuple[Result, bool]]


def check_content(
    *, client: Client, organisation: str, again: bool, clock: Callable[[], datetime]
) -> ContentRun:
    """Find the links of all content, or of one organisation's, and check those that are not fresh.

    With ``again`` every one is checked. Raises ``NoSuchOrganisation``.
    """
    refresh_links(at=clock())
    uses = LinkUse.objects.filter(link=OuterRef("pk"))
    if organisation:
        owner = OrganisationPage.objects.filter(slug=organisation).first()
        if owner is None:
            raise NoSuchOrganisation(organisation)
        uses = uses.filter(organisation=owner)
    links = Link.objects.filter(Exists(uses))
    fresh = links.none() if again else links.filter(last_checked__gt=clock() - conf.cached())
    keys = list(links.exclude(pk__in=fresh.values("pk")).values_list("pk", flat=True))
    stored = list(fresh.values_list("pk", flat=True))
    return ContentRun(len(keys) + len(stored), _results(client, keys, stored, clock))


def _results(
    client: Client, keys: list[int], stored: list[int], clock: Callable[[], datetime]
) -> Iterator[tuple[Result, bool]]:
    for key in stored:
        link = Link.objects.get(pk=key)
        yield _result(link, last_evidence(link)), link.state == State.DEAD
    for checked in check_links(client=client, limit=len(keys), only_due=False, keys=keys, clock=clock):
        claimed = checked.link
        state = checked.state or claimed.standing.state
        yield _result(claimed, checked.evidence), state == State.DEAD


def _result(link: Link | Claimed, evidence: Evidence) -> Result:
    return Result(link.url, evidence, places_of(link.pk), name_of(link.url))
