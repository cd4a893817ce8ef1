"""Run the sources that are kept: when they are due, on request, again after a failure."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ingest.alarms import tell_of_run
from ingest.deletions import count_missing_once
from ingest.delivery import Delivery
from ingest.errors import AlreadyRunning, IngestError, PluginError
from ingest.locks import source_lock
from ingest.models import Run, Source
from ingest.options import validated_settings
from ingest.outcomes import Counts, Outcome
from ingest.pipeline import Pipeline
from ingest.reading import Reading, context_of
from ingest.registry import plugin_named
from ingest.runs import begin_or_resume, finish_run, forget_idle_runs, mark_interrupted
from ingest.words import gettext_noop as _

READ_ALL_EVERY = timedelta(days=7)
"""So often everything is read again: some sources change without saying so, as PTV's connections do."""
FIRST_RETRY = timedelta(minutes=5)
JITTER = 0.1
"""Part of an interval by which a run is put off at random, so that not all sources begin at once."""
BUSY_RETRY = timedelta(minutes=1)


def pipeline_of(source: Source, *, read_all: bool = False, dry_run: bool = False) -> Pipeline:
    """Return the pipeline of a kept source; raise ``PluginError`` if its plugin or settings are not right."""
    plugin = plugin_named(source.plugin)
    settings = validated_settings(plugin, source.settings)
    return Pipeline(
        plugin(),
        settings,
        source.name,
        dry_run=dry_run,
        delivery=Delivery.of(source),
        reading=Reading(source, context_of(plugin, settings, source.language), read_all=read_all),
    )


def run_source(source: Source, *, read_all: bool = False) -> Iterator[tuple[Pipeline, Outcome]]:
    """Run a kept source now, or go on with its run that was broken off; yield the outcomes.

    Afterwards the source knows when it is due again, and letters are written.

    Raises:
        ingest.errors.AlreadyRunning: another process runs it just now.
        ingest.errors.IngestError: the run failed; that is remembered too.
    """
    with source_lock(source.name) as held:
        if not held:
            raise AlreadyRunning(
                _("The source %(name)s is being read just now.", name=source.name),
                remedy=_("Wait until it is done."),
            )
        mark_interrupted(source)
        read_all = read_all or wants_all(source)
        pipeline = None
        try:
            pipeline = pipeline_of(source, read_all=read_all)
            if pipeline.reading is None:
                raise ValueError("A kept source has a reading.")
            context = pipeline.reading.context
            pipeline.run = begin_or_resume(source=source, context=context, read_all=read_all)
            for outcome in pipeline.outcomes():
                yield pipeline, outcome
        except IngestError as error:
            _failed(source, pipeline, error)
            raise
        finally:
            if pipeline is not None and pipeline.run is not None:
                _ended(source, pipeline, read_all)


def wants_all(source: Source, now: datetime | None = None) -> bool:
    """Tell whether the source's next run reads everything again."""
    now = now or timezone.now()
    return source.read_all_next or source.read_all_at is None or source.read_all_at < now - READ_ALL_EVERY


def dry_run(source: Source, *, read_all: bool = False) -> Iterator[tuple[Pipeline, Outcome]]:
    """Yield what a run would bring; nothing is written."""
    pipeline = pipeline_of(source, read_all=read_all, dry_run=True)
    for outcome in pipeline.outcomes():
        yield pipeline, outcome


def due_sources(now: datetime | None = None) -> QuerySet[Source]:
    """Return the sources whose time has come, the longest waiting first."""
    return Source.objects.filter(kept=True, due_at__lte=now or timezone.now()).order_by("due_at")


def ask_for_run(source: Source, *, read_all: bool = False) -> None:
    """Have a worker run the source as soon as one is free."""
    Source.objects.filter(pk=source.pk).update(
        due_at=timezone.now(), read_all_next=read_all or source.read_all_next
    )


def put_off(source: Source) -> None:
    """Let a source whose run has just been given to a worker not be given to another at once."""
    Source.objects.filter(pk=source.pk).update(due_at=timezone.now() + BUSY_RETRY * 5)


def ask_to_cancel(run: Run) -> None:
    """Ask a run to end after the record that it is at."""
    Run.objects.filter(pk=run.pk, state=Run.State.RUNNING).update(cancel_requested=True)


@transaction.atomic
def go_on(run: Run) -> int:
    """Count what a held run found missing, as a person confirmed; return how many are gone by now."""
    if run.state != Run.State.HELD:
        return 0
    delivery = Delivery.of(run.source)
    outcomes = [count_missing_once(key=key, deleted=False, delivery=delivery, run=run) for key in run.missing]
    gone = sum(outcome is not None for outcome in outcomes)
    Run.objects.filter(pk=run.pk).update(state=Run.State.COMPLETED, missing=[], gone=run.gone + gone)
    return gone


def next_due(source: Source, now: datetime, *, failures: int) -> datetime | None:
    """Return when a source is due: after its interval, or sooner and ever later after failures in a row."""
    if not source.schedule:
        return None
    interval = timedelta(minutes=source.schedule)
    if failures:
        interval = min(interval, FIRST_RETRY * 2 ** min(failures - 1, 16))
    return now + interval * (1 + random.uniform(0, JITTER))  # noqa: S311  to spread load, not to hide anything


def _failed(source: Source, pipeline: Pipeline | None, error: IngestError) -> None:
    """Remember a run that couldn't even begin; one that began is remembered by the pipeline."""
    if pipeline is not None and pipeline.run is not None:
        return
    run = Run.objects.create(source=source, started_at=timezone.now())
    finish_run(run=run, counts=Counts(), state=Run.State.FAILED, error=error.told)
    _remember_end(source, run, {})


def _ended(source: Source, pipeline: Pipeline, read_all: bool) -> None:
    run = pipeline.run
    if run is None or pipeline.reading is None:
        return
    changes: dict[str, Any] = {}
    if run.state in (Run.State.COMPLETED, Run.State.HELD):
        changes = {
            "cursor": pipeline.next_cursor or "",
            "cursor_context": pipeline.reading.context,
            "read_all_next": False,
        }
        if read_all:
            changes["read_all_at"] = run.started_at
    _remember_end(source, run, changes)
    forget_idle_runs(source)


@transaction.atomic
def _remember_end(source: Source, run: Run, changes: dict[str, Any]) -> None:
    """Write when the source is due again, and the letters."""
    now = timezone.now()
    source.refresh_from_db()
    failures = source.failures + 1 if run.state == Run.State.FAILED else 0
    if failures == 0:
        changes |= {"completed_at": now} if run.state != Run.State.CANCELLED else {}
        if run.new or run.changed or source.changed_at is None:
            changes |= {"changed_at": now, "silence_told_at": None}
    changes |= {"failures": failures, "due_at": next_due(source, now, failures=failures)}
    Source.objects.filter(pk=source.pk).update(**changes)
    source.refresh_from_db()
    tell_of_run(source=source, run=run)


def plugin_problem(source: Source) -> PluginError | None:
    """Return why a source can't run: its plugin is missing or broken, or its settings no longer fit."""
    try:
        validated_settings(plugin_named(source.plugin), source.settings)
    except PluginError as error:
        return error
    return None
