"""Store what checks saw, many at a time: judge each link, keep its history, tell the services.

Two statements write whole rows at once, because the model's own way costs more than the check itself.
Time is a parameter; nothing here talks to the network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.utils import timezone

from cms.directory.actions import record_link_state
from cms.directory.models import OrganisationPage, Service
from ingest.linkcheck import conf
from ingest.linkcheck.classes import GOOD, LinkClass, Ruling, State, Treatment
from ingest.linkcheck.classification import Finding, classify
from ingest.linkcheck.evidence import Evidence, Failure
from ingest.linkcheck.judgement import Standing, judge, next_check, spread_of
from ingest.linkcheck.models import Change, Check, Link, LinkUse
from ingest.linkcheck.rules import Rules
from search.fields import LinkState

SERVICE_LINK = "link"
"""The field of a service whose state its page and the search tell."""

LATER = timedelta(hours=1)
"""When a host that was too busy, and did not say until when, is asked again."""

STANDING = (
    *(
        "state",
        "link_class",
        "state_since",
        "first_failed",
        "last_ok",
        "strikes",
        "strike_days",
        "last_strike",
    ),
)
UPDATED = (
    *STANDING,
    *("last_checked", "final_url", "due_at", "claimed_until", "etag", "last_modified"),
    *("confirmed_print", "certificate_ends"),
)
KEPT = {"etag": "etag", "last_modified": "last-modified"}


@dataclass(frozen=True, slots=True)
class Stored:
    """Hold the state that a link has after a check, and the check's key if it was stored."""

    link: Link
    evidence: Evidence
    finding: Finding
    state: State


def record_check(*, link: Link, evidence: Evidence, at: datetime) -> Check | None:
    """Store one check; ``None`` when the host was not asked because it wants to be left alone."""
    if not record_checks(results=[(link, evidence)], at=at):
        return None
    return Check.objects.filter(link=link, checked_at=at).latest("pk")


@transaction.atomic
def record_checks(*, results: Sequence[tuple[Link, Evidence]], at: datetime) -> list[Stored]:
    """Store what checks saw, judge the links by it, and set when they are due next.

    Links whose host was not asked at all, because it wants to be left alone, only become due when it
    allows; they are not among what is returned.
    """
    asked = [(link, evidence) for link, evidence in results if evidence.failure is not Failure.BUSY]
    for link, evidence in results:
        if evidence.failure is Failure.BUSY:
            later = (evidence.retry_at or at + LATER) + spread_of(link.url, LATER)
            Link.objects.filter(pk=link.pk).update(due_at=later, claimed_until=None)
    if not asked:
        return []
    keys = [link.pk for link, _evidence in asked]
    rows = Link.objects.filter(pk__in=keys).select_for_update().values("pk", "confirmed_print", *STANDING)
    current = {row["pk"]: row for row in rows}
    frequent, rules, local = links_of_members(keys), Rules.of(at), timezone.localtime(at)
    stored, links, checks, changes = [], [], [], []
    states: dict[int, LinkState] = {}
    for link, evidence in asked:
        if link.pk not in current:
            continue
        row = current[link.pk]
        finding = ruled(classify(evidence), rules.treatment_of(link))
        before = _standing(row)
        after = judge(before, finding, local)
        due = _due(after, link, evidence, at, frequent=link.pk in frequent)
        links.append(_link_row(link, evidence, after, row, at, due))
        checks.append((link.pk, at, finding.link_class, evidence, before.link_class != finding.link_class))
        if after.state != before.state:
            states[link.pk] = LinkState(after.state)
        if after.state != before.state and (before.state != State.UNKNOWN or after.state != State.OK):
            changes.append(Change(link_id=link.pk, at=at, was=before.state, became=after.state))
        stored.append(Stored(link, evidence, finding, after.state))
    _write_links(links)
    _write_checks(checks)
    Change.objects.bulk_create(changes)
    tell_services(states=states, at=at)
    return stored


def links_of_members(keys: Iterable[int]) -> set[int]:
    """Return which of the links stand in a service or an organisation's page: they are checked more often."""
    types = ContentType.objects.get_for_models(Service, OrganisationPage).values()
    uses = LinkUse.objects.filter(link__in=keys, content_type__in=types)
    return set(uses.values_list("link", flat=True))


def tell_services(*, states: dict[int, LinkState], at: datetime) -> None:
    """Let the services whose own link it is know each link's state, for their page and for the search.

    A link that somebody vouches for works, whatever the checker says.
    """
    if not states:
        return
    uses = LinkUse.objects.filter(
        link__in=states,
        version=LinkUse.Version.LIVE,
        field=SERVICE_LINK,
        content_type=ContentType.objects.get_for_model(Service),
    )
    vouched = models.Q(link__ruling=Ruling.WORKING) & (
        models.Q(link__ruled_until__isnull=True) | models.Q(link__ruled_until__gte=timezone.localdate(at))
    )
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


def _standing(row: dict[str, Any]) -> Standing:
    return Standing(
        State(row["state"]),
        LinkClass(row["link_class"]) if row["link_class"] else None,
        *(row[name] for name in STANDING[2:]),
    )


def _due(standing: Standing, link: Link, evidence: Evidence, at: datetime, *, frequent: bool) -> datetime:
    interval = conf.interval() if frequent else conf.other_interval()
    due = next_check(standing, url=link.url, at=at, interval=interval)
    if evidence.retry_at is None:
        return due
    asked_for = evidence.retry_at + spread_of(link.url, LATER)
    return max(due, asked_for) if standing.state == State.OK else asked_for


def _link_row(  # noqa: PLR0917 - one row's worth of values
    link: Link, evidence: Evidence, after: Standing, row: dict[str, Any], at: datetime, due: datetime
) -> tuple[Any, ...]:
    works = after.link_class in GOOD
    unchanged = evidence.status == 304
    known = {
        name: (getattr(link, name) if unchanged else evidence.header(header)) if works else ""
        for name, header in KEPT.items()
    }
    confirmed = row["confirmed_print"]
    if works and evidence.print and not confirmed:
        confirmed = list(evidence.print)
    return (
        *(
            after.state.value,
            str(after.link_class or ""),
            after.state_since,
            after.first_failed,
            after.last_ok,
        ),
        *(after.strikes, after.strike_days, after.last_strike),
        at,
        "" if evidence.final_url in {link.url, ""} else evidence.final_url,
        due,
        None,
        known["etag"][:255],
        known["last_modified"][:64],
        confirmed,
        evidence.certificate_ends,
        link.pk,
    )


def _write_links(rows: Sequence[tuple[Any, ...]]) -> None:
    fields: list[Any] = [Link._meta.get_field(name) for name in UPDATED]
    columns = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    table = connection.ops.quote_name(Link._meta.db_table)
    _write(f"UPDATE {table} SET {columns} WHERE id = %s", [*fields, Link._meta.pk], rows)  # noqa: S608 - own names


def _write_checks(checks: Sequence[tuple[int, datetime, LinkClass, Evidence, bool]]) -> None:
    names = ("link", "checked_at", "link_class", "status", "changed", "evidence")
    fields: list[Any] = [Check._meta.get_field(name) for name in names]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(Check._meta.db_table)
    places = ", ".join(["%s"] * len(fields))
    rows = [
        (link, at, str(kind), evidence.status, changed, evidence.as_json())
        for link, at, kind, evidence, changed in checks
    ]
    _write(f"INSERT INTO {table} ({columns}) VALUES ({places})", fields, rows)  # noqa: S608 - own names


def _write(statement: str, fields: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement for many rows, their values as the database takes them."""
    moments: dict[datetime, Any] = {}
    adapt_moment, documents = connection.ops.adapt_datetimefield_value, _documents()
    adapters = [documents if isinstance(field, models.JSONField) else None for field in fields]

    def adapted(value: Any, adapt: Callable[[Any], Any] | None) -> Any:
        if adapt is not None:
            return adapt(value)
        if type(value) is datetime:
            if value not in moments:
                moments[value] = adapt_moment(value)
            return moments[value]
        return value

    values = [[adapted(value, adapt) for value, adapt in zip(row, adapters, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


def _documents() -> Callable[[Any], Any]:
    if connection.vendor == "postgresql":
        return lambda value: connection.ops.adapt_json_value(value, None)
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
