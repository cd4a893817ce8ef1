"""Write letters about runs and about silence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.mail.actions import write_letter
from cms.membership.selectors import ADMINISTRATORS, umbrella_people
from ingest.models import Run, Source

ERRORS_IN_LETTER = 10


def recipients_of(source: Source) -> list[User | str]:
    """Return to whom a source's letters go: its own address, else the umbrella's administrators."""
    return [source.alarm_email] if source.alarm_email else list(umbrella_people(ADMINISTRATORS))


def tell_of_run(*, source: Source, run: Run) -> int:
    """Write letters about a run if its source wants them; return how many.

    Of failures in a row only the first is told.
    """
    if not wants_letter(source, run):
        return 0
    errors = list(run.errors.all()[:ERRORS_IN_LETTER])
    return _write("ingest_run", source, {"run": run, "errors": errors})


def wants_letter(source: Source, run: Run) -> bool:
    """Tell whether a run is of those that the source sends letters of."""
    wrong = run.state in (Run.State.FAILED, Run.State.HELD) or run.failed > 0
    changed = any((run.new, run.changed, run.conflicting, run.gone, run.offered))
    if run.state == Run.State.FAILED and source.failures > 1:
        return False
    if source.alarms == Source.Alarms.ERRORS:
        return wrong
    if source.alarms == Source.Alarms.CHANGES:
        return changed
    return source.alarms == Source.Alarms.ALL


def silent_sources(now: datetime | None = None) -> list[Source]:
    """Return the kept sources that brought nothing for longer than expected, the longest silent first."""
    at = now or timezone.now()
    expecting = Source.objects.filter(kept=True, expected_days__isnull=False)
    silent = [source for source in expecting if silent_since(source) + expected_period(source) < at]
    return sorted(silent, key=silent_since)


def silent_since(source: Source) -> datetime:
    """Return when a source last brought something, or when it was made."""
    return source.changed_at or source.created_at


def expected_period(source: Source) -> timedelta:
    """Return within which time something new is expected."""
    return timedelta(days=source.expected_days or 0)


@transaction.atomic
def tell_of_silence(now: datetime | None = None) -> int:
    """Write a letter about each source that has fallen silent, once each time; return how many did."""
    silent = [source for source in silent_sources(now) if source.silence_told_at is None]
    for source in silent:
        if source.alarms in (Source.Alarms.ERRORS, Source.Alarms.ALL):
            _write("ingest_silence", source, {})
    Source.objects.filter(pk__in=[source.pk for source in silent]).update(silence_told_at=timezone.now())
    return len(silent)


def _write(name: str, source: Source, context: dict[str, Any]) -> int:
    people: Iterable[User | str] = recipients_of(source)
    return len([write_letter(name=name, to=to, context={"source": source, **context}) for to in people])
