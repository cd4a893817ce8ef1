"""Run the sources by Celery."""

from __future__ import annotations

from celery import shared_task

from ingest.alarms import tell_of_silence
from ingest.errors import AlreadyRunning, IngestError
from ingest.keeping import ask_for_run, due_sources, put_off, run_source
from ingest.models import Source
from ingest.runs import mark_dead_runs


@shared_task(name="ingest.start_due_sources")
def start_due_sources() -> int:
    """Give each due source to a worker, and each whose run was broken off; return how many."""
    for source in mark_dead_runs():
        ask_for_run(source)
    started = list(due_sources())
    for source in started:
        put_off(source)
        run_due_source.delay(source.pk)
    return len(started)


@shared_task(name="ingest.run_source")
def run_due_source(key: int) -> int:
    """Run one source; return how many things came. A failed one is due again by itself."""
    source = Source.objects.filter(pk=key).first()
    if source is None:
        return 0
    try:
        return sum(1 for _ in run_source(source))
    except (AlreadyRunning, IngestError):
        return 0


@shared_task(name="ingest.tell_of_silence")
def tell_of_silent_sources() -> int:
    """Write of the sources that have fallen silent; return how many have."""
    return tell_of_silence()
