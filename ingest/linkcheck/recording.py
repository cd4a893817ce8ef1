"""Store what checks saw, many at a time: judge each link, keep its history, tell the services.

Two statements write whole rows at once, because the model's own way costs more than the check itself.
Time is a parameter; nothing here talks to the network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils import timezone

from cms.directory.actions import record_link_state
from cms.directory.models import Service
from ingest.linkcheck import conf
from ingest.linkcheck.claims import STANDING, Claimed, among, read_links
from ingest.linkcheck.classes import GOOD, LinkClass, Ruling, State, Treatment
from ingest.linkcheck.classification import Finding, classify
from ingest.linkcheck.days import lasts
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.inspection import UNCHANGED
from ingest.linkcheck.judgement import Standing, judge, next_check, spread_of
from ingest.linkcheck.models import Change, Check, Link, LinkUse
from ingest.linkcheck.rules import Rules
from search.fields import LinkState

SERVICE_LINK = "link"
"""The field of a service whose state its page and the search tell."""

LATER = timedelta(hours=1)
"""When a host that was too busy, and did not say until when, is asked again."""

UPDATED = (
    *STANDING,
    *("last_checked", "final_url", "due_at", "claimed_until", "etag", "last_modified", "certificate_ends"),
)
CHANGED = ("link", "at", "was", "became")
INSERT = "INSERT INTO {table} ({columns}) VALUES ({places})"
STORED = ("link", "checked_at", "link_class", "status", "changed", "evidence")

Row = tuple[Any, ...]


@dataclass(slots=True)
class Batch:
    """Gather what a batch of checks writes."""

    links: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    prints: dict[int, tuple[int, ...]] = field(default_factory=dict)
    changes: list[Row] = field(default_factory=list)
    told: dict[int, LinkState] = field(default_factory=dict)


def record_check(*, link: Link, evidence: Evidence, at: datetime) -> Check | None:
    """Store one check; ``None`` when the host was not asked because it wants to be left alone."""
    if not record_checks(results=[(claimed, evidence) for claimed in read_links([link.pk])], at=at):
        return None
    return Check.objects.filter(link=link, checked_at=at).latest("pk")


@transaction.atomic
def record_checks(*, results: Sequence[tuple[Claimed, Evidence]], at: datetime) -> dict[int, State]:
    """Store what checks saw, judge the links by it, and set when they are due next; return their states.

    Links whose host was not asked at all, because it wants to be left alone, only become due when it
    allows; they are not among what is returned, nor are those that were deleted meanwhile.
    """
    asked = [(link, evidence) for link, evidence in results if evidence.failure is not Failure.BUSY]
    for link, evidence in results:
        if evidence.failure is Failure.BUSY:
            later = (evidence.retry_at or at + LATER) + spread_of(link.url, LATER)
            Link.objects.filter(pk=link.pk).update(due_at=later, claimed_until=None)
    if not asked:
        return {}
    batch, states = Batch(), {}
    rules, local, times = Rules.of(at), timezone.localtime(at), _Times.of_settings()
    current = _as_they_are([link for link, _evidence in asked])
    for link, evidence in ((current[link.pk], seen) for link, seen in asked if link.pk in current):
        finding = ruled(classify(evidence), rules.treatment_of(link))
        after = judge(link.standing, finding, local)
        _gather(batch, link, evidence, after, at=at, due=times.due(after, link, evidence, at))
        states[link.pk] = after.state
    _write(Link, "UPDATE {table} SET {assignments} WHERE {key} = %s", UPDATED, batch.links)
    _write(Check, INSERT, STORED, batch.checks)
    for key, kept in batch.prints.items():
        Link.objects.filter(pk=key).update(confirmed_print=list(kept))
    _write(Change, INSERT, CHANGED, batch.changes)
    tell_services(states=batch.told, at=at)
    return states


def _as_they_are(links: Sequence[Claimed]) -> dict[int, Claimed]:
    """Lock the links and return them as they are; what has changed since the claim is read again."""
    until = links[0].claimed_until  # links that are checked together were claimed together
    claimed = [link.pk for link in links if link.claimed_until == until]
    rows = Link.objects.select_for_update()
    held: set[int] = set()
    if until is not None:
        held.update(rows.filter(among(claimed), claimed_until=until).values_list("pk", flat=True))
    mine = {link.pk: link for link in links if link.pk in held}
    others = [link.pk for link in links if link.pk not in held]
    if not others:
        return mine
    found = rows.filter(among(others)).values_list("pk", flat=True)
    return mine | {link.pk: link for link in read_links(list(found))}


def _gather(
    batch: Batch, link: Claimed, evidence: Evidence, after: Standing, *, at: datetime, due: datetime
) -> None:
    before = link.standing
    works = after.link_class in GOOD
    etag, last_modified = link.etag, link.last_modified
    if evidence.status != UNCHANGED:
        etag, last_modified = evidence.header("etag")[:255], evidence.header("last-modified")[:64]
    batch.links.append(
        (
            after.state.value,
            after.link_class.value if after.link_class else "",
            after.state_since,
            after.first_failed,
            after.last_ok,
            after.strikes,
            after.strike_days,
            after.last_strike,
            at,
            "" if evidence.final_url == link.url else evidence.final_url,
            due,
            None,
            etag if works else "",
            last_modified if works else "",
            evidence.certificate_ends,
            link.pk,
        )
    )
    changed = before.link_class is not after.link_class
    kind = after.link_class.value if after.link_class else ""
    batch.checks.append((link.pk, at, kind, evidence.status, changed, evidence.as_stored()))
    if works and evidence.print and not link.confirmed_print:
        batch.prints[link.pk] = evidence.print
    if after.state is before.state:
        return
    batch.told[link.pk] = LinkState(after.state)
    if before.state is not State.UNKNOWN or after.state is not State.OK:
        batch.changes.append((link.pk, at, before.state.value, after.state.value))


def tell_services(*, states: dict[int, LinkState], at: datetime) -> None:
    """Let the services whose own link it is know each link's state, for their page and for the search.

    A link that somebody vouches for works, whatever the checker says.
    """
    if not states:
        return
    uses = LinkUse.objects.filter(
        among(states, "link_id"),
        version=LinkUse.Version.LIVE,
        field=SERVICE_LINK,
        content_type=ContentType.objects.get_for_model(Service),
    )
    vouched = models.Q(link__ruling=Ruling.WORKING) & lasts("link__ruled_until", at)
    told: dict[LinkState, list[int]] = {}
    for link, key, works in uses.annotate(works=models.Q(vouched)).values_list("link", "object_id", "works"):
        told.setdefault(LinkState.OK if works else states[link], []).append(int(key))
    for state, services in told.items():
        record_link_state(keys=services, state=state)


def ruled(finding: Finding, treatment: Treatment | None) -> Finding:
    """Return the finding as an administrator's rule wants it."""
    if treatment is Treatment.WORKING and finding.link_class not in GOOD:
        return Finding(LinkClass.OK, strikes=False)
    if treatment is Treatment.DOUBTFUL:
        return replace(finding, strikes=False)
    return finding


def forget_old_checks(*, at: datetime) -> int:
    """Delete checks that changed nothing and are older than the settings keep them."""
    deleted, _rows = Check.objects.filter(changed=False, checked_at__lt=at - conf.checks_kept()).delete()
    return deleted


@dataclass(frozen=True, slots=True)
class _Times:
    """Hold how often working links are checked."""

    members: timedelta
    others: timedelta

    @classmethod
    def of_settings(cls) -> _Times:
        return cls(conf.interval(), conf.other_interval())

    def due(self, standing: Standing, link: Claimed, evidence: Evidence, at: datetime) -> datetime:
        """Return when a link is due, no earlier than its host wants."""
        interval = self.members if link.frequent else self.others
        due = next_check(standing, url=link.url, at=at, interval=interval)
        if evidence.retry_at is None:
            return due
        asked_for = evidence.retry_at + spread_of(link.url, LATER)
        return max(due, asked_for) if standing.state == State.OK else asked_for


def _write(model: type[models.Model], statement: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Run a statement for many rows; their values are adapted column by column, each moment once."""
    if not rows:
        return
    quote, adapt = connection.ops.quote_name, connection.ops.adapt_datetimefield_value
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [quote(entry.column) for entry in fields]
    sql = statement.format(
        table=quote(model._meta.db_table),
        columns=", ".join(columns),
        places=", ".join(["%s"] * len(columns)),
        assignments=", ".join(f"{column} = %s" for column in columns),
        key=quote("id"),
    )
    moments: dict[datetime | None, Any] = {None: None}
    encode = _documents()
    values = [list(column) for column in zip(*rows, strict=True)]
    for place, entry in enumerate(fields):
        if isinstance(entry, models.DateTimeField):
            for moment in set(values[place]) - moments.keys():
                moments[moment] = adapt(moment)
            values[place] = [moments[moment] for moment in values[place]]
        elif isinstance(entry, models.JSONField):
            values[place] = list(map(encode, values[place]))
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(zip(*values, strict=True)))


def _documents() -> Callable[[Any], Any]:
    if connection.vendor == "postgresql":
        return lambda value: connection.ops.adapt_json_value(value, None)
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
