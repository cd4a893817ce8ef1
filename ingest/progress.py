"""Show how far a run has come, on a terminal only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.outcomes import Outcome
from ingest.pipeline import Pipeline


def progress(pipeline: Pipeline, stream: TextIO) -> Iterator[Outcome]:
    """Yield the pipeline's outcomes, with a bar and the counts on ``stream`` if that is a terminal."""
    for _, outcome in progress_of(((pipeline, outcome) for outcome in pipeline.outcomes()), stream):
        yield outcome


def progress_of(
    outcomes: Iterable[tuple[Pipeline, Outcome]], stream: TextIO
) -> Iterator[tuple[Pipeline, Outcome]]:
    """Do the same for outcomes that come with their pipeline."""
    if not stream.isatty():
        yield from outcomes
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=None)
        for pipeline, outcome in outcomes:
            done, total = pipeline.position, pipeline.total
            bar.update(task, completed=done, total=total, description=pipeline.counts.sentence())
            yield pipeline, outcome
