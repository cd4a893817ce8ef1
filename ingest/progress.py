"""Show how far a run has come, on a terminal only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ingest.outcomes import Outcome
from ingest.pipeline import Pipeline


def progress(pipeline: Pipeline, stream: TextIO) -> Iterator[Outcome]:
    """Yield the pipeline's outcomes, with a bar and the counts on ``stream`` if that is a terminal."""
    if not stream.isatty():
        yield from pipeline.outcomes()
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=None)
        pipeline.on_total = lambda total: bar.update(task, total=total)
        for outcome in pipeline.outcomes():
            bar.update(task, advance=1, description=pipeline.counts.sentence())
            yield outcome
