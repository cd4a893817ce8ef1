"""What writes the memory of runs: how they begin, how far they are, how they end, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ingest.locks import source_lock
from ingest.models import HarvestedRecord, RecordError, Run, Source
from ingest.outcomes import Counts, Problem
from ingest.storable import storable
from ingest.words import Words, kept
from ingest.words import gettext_noop as _

RESUMABLE = timedelta(days=1)
"""A run that was broken off longer ago begins anew."""
STOPPED = _("The process that ran it was stopped. The next run goes on from there.")


def begin_run(*, name: str, plugin: str, publish: bool = False, read_all: bool = False) -> Run:
    """Create a run's row, and the source's if it is new; earlier runs that still run are dead.

    The caller holds the source's lock.
    """
    source, _made = Source.objects.get_or_create(name=name, defaults={"plugin": plugin})
    mark_interrupted(source)
    return Run.objects.create(source=source, publish=publish, read_all=read_all, started_at=timezone.now())


def begin_or_resume(*, source: Source, context: str, read_all: bool) -> Run:
    """Return the source's run that was broken off under the same ``context``, or a new one.

    The caller holds the source's lock.
    """
    mark_interrupted(source)
    latest = source.runs.order_by("-started_at", "-pk").first()
    if (
        latest is not None
        and latest.state == Run.State.INTERRUPTED
        and latest.context == context
        and latest.read_all == read_all
        and latest.started_at > timezone.now() - RESUMABLE
    ):
        latest.state, latest.finished_at, latest.error, latest.words = Run.State.RUNNING, None, "", {}
        latest.save(update_fields=["state", "finished_at", "error", "words"])
        return latest
    return Run.objects.create(
        source=source,
        publish=source.policy == Source.Policy.PUBLISH,
        read_all=read_all,
        context=context,
        started_at=timezone.now(),
    )


def mark_interrupted(source: Source) -> int:
    """Mark the source's runs that never ended; the caller holds its lock, so their process is dead."""
    return source.runs.filter(state=Run.State.RUNNING).update(
        state=Run.State.INTERRUPTED,
        finished_at=timezone.now(),
        error=STOPPED,
        words={"error": kept(STOPPED)},
    )


def mark_dead_runs() -> list[Source]:
    """Mark every run whose process is dead; return their sources."""
    marked = []
    for source in Source.objects.filter(runs__state=Run.State.RUNNING).distinct():
        with source_lock(source.name) as held:
            if held and mark_interrupted(source):
                marked.append(source)
    return marked


def save_progress(run: Run, counts: Counts, *, position: int, counted: Mapping[str, int]) -> bool:
    """Write how far a run is; return whether somebody asked to cancel it.

    ``counted`` are the counts when the references up to ``position`` were done: from there it goes on.
    """
    Run.objects.filter(pk=run.pk).update(position=position, counted=dict(counted), **counts.as_dict())
    return Run.objects.filter(pk=run.pk, cancel_requested=True).exists()


@transaction.atomic
def finish_run(*, run: Run, counts: Counts, state: Run.State, error: str = "") -> None:
    """Write a run's counts and how it ended. A later run's end makes an undecided one before it obsolete."""
    for name, count in counts.as_dict().items():
        setattr(run, name, count)
    error = error if isinstance(error, Words) else storable(error)
    run.state, run.error, run.finished_at = state, error, timezone.now()
    run.words = {"error": kept(error)} if error else {}
    run.save()
    if state in (Run.State.COMPLETED, Run.State.HELD):
        earlier = run.source.runs.filter(state=Run.State.HELD).exclude(pk=run.pk)
        earlier.update(state=Run.State.COMPLETED)


def forget_idle_runs(source: Source) -> None:
    """Delete the runs that found everything unchanged, but for the newest."""
    idle = source.runs.filter(
        state=Run.State.COMPLETED, new=0, changed=0, conflicting=0, failed=0, gone=0, offered=0, published=0
    )
    newest = idle.order_by("-started_at", "-pk").values_list("pk", flat=True).first()
    idle.exclude(pk__in=[newest]).delete()


@transaction.atomic
def record_problem(
    *, source: Source, run: Run, name: str, problem: Problem, known: HarvestedRecord | None = None
) -> RecordError:
    """Keep a failure; it outlives the record and the run. The same failure again is counted."""
    now, name = timezone.now(), storable(name)[:500]
    same = RecordError.objects.filter(
        source=source, external_id=name, stage=problem.stage, message=problem.message, settled_at=None
    ).first()
    if same is not None:
        RecordError.objects.filter(pk=same.pk).update(run=run, times=F("times") + 1, occurred_at=now)
        return same
    return RecordError.objects.create(
        source=source,
        run=run,
        record=known,
        stage=problem.stage,
        external_id=name,
        message=problem.message,
        remedy=problem.remedy,
        words={"message": kept(problem.message), "remedy": kept(problem.remedy)},
        first_at=now,
        occurred_at=now,
    )


def settle_errors(*, source: Source, seen: Iterable[str], since_before: Run) -> None:
    """Mark the errors of things that this run met without meeting the error again."""
    names = set(seen)
    old = RecordError.objects.filter(source=source, settled_at=None, occurred_at__lt=since_before.started_at)
    settled = [error.pk for error in old.only("pk", "external_id").iterator() if error.external_id in names]
    if settled:
        RecordError.objects.filter(pk__in=settled).update(settled_at=timezone.now())
