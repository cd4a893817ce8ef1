"""Bring a source's records in: gather, fetch, parse, compare, import; one transaction for each record."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from ingest.actions import Plan, apply, begin_run, finish_run, plan, record_problem
from ingest.errors import IngestError
from ingest.guarded_web import GuardedWeb
from ingest.harvesting import gather, harvest
from ingest.models import HarvestedRecord, Run
from ingest.outcomes import Action, Counts, Harvested, Outcome, Problem
from ingest.protocols import SourcePlugin, UsesWeb
from ingest.selectors import records_by_id

logger = logging.getLogger(__name__)

CHUNK = 100
"""Records whose earlier imports are looked up in one query."""


@dataclass(slots=True)
class Pipeline:
    """Run one plugin once.

    A run's row is made when there is something to tell: a harvest that finds everything unchanged writes
    nothing at all. ``dry_run`` writes nothing in any case. ``source_name`` is under which the records are
    kept; their external ids are unique within it.
    """

    plugin: SourcePlugin
    settings: Any
    source_name: str
    publish: bool = False
    dry_run: bool = False
    on_total: Callable[[int], None] | None = None
    counts: Counts = field(default_factory=Counts)
    _run: Run | None = None

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what came of each thing, as it is done; raise ``IngestError`` if the source can't be listed.

        Closing the iterator early ends the run as failed; what was imported stays.
        """
        error = "The run was broken off."
        try:
            if isinstance(self.plugin, UsesWeb):
                self.plugin.use_web(GuardedWeb())
            references = gather(self.plugin, self.settings)
            if self.on_total:
                self.on_total(len(references))
            for chunk in _chunks(harvest(self.plugin, references), CHUNK):
                yield from self._outcomes_of(chunk)
            error = ""
        except Exception as failure:
            error = str(failure) or type(failure).__name__
            raise
        finally:
            if error and not self.dry_run:
                self._begun()
            if self._run is not None:
                finish_run(run=self._run, counts=self.counts, error=error)

    def _outcomes_of(self, chunk: list[Harvested]) -> Iterator[Outcome]:
        known = records_by_id(
            source_name=self.source_name, external_ids=[one.name for one in chunk if one.record]
        )
        for harvested in chunk:
            outcome = self._import(harvested, known.get(harvested.name) if harvested.record else None)
            self.counts.add(outcome)
            yield outcome

    def _import(self, harvested: Harvested, known: HarvestedRecord | None) -> Outcome:
        if harvested.problem is not None:
            return self._failed(harvested, harvested.problem, known)
        try:
            planned = plan(harvested=harvested, known=known, publish=self.publish)
            if not self.dry_run:
                self._apply(planned)
        except (IngestError, ValidationError, DatabaseError) as error:
            return self._failed(harvested, Problem.of(error, "import"), known)
        except Exception as error:  # a record that our own code stumbles over must not stop the others
            logger.exception("Importing %r failed", harvested.name)
            return self._failed(harvested, Problem.of(error, "import"), known)
        return planned.outcome()

    def _apply(self, planned: Plan) -> None:
        if planned.action is not Action.UNCHANGED or planned.publish:
            run = self._begun()
            apply(planned=planned, source=run.source, run=run)

    def _failed(self, harvested: Harvested, problem: Problem, known: HarvestedRecord | None) -> Outcome:
        if not self.dry_run:
            run = self._begun()
            record_problem(source=run.source, run=run, name=harvested.name, problem=problem, known=known)
        return Outcome(harvested.name, Action.FAILED, record=harvested.record, problems=(problem,))

    def _begun(self) -> Run:
        if self._run is None:
            self._run = begin_run(name=self.source_name, plugin=self.plugin.name, publish=self.publish)
        return self._run


def _chunks(things: Iterable[Harvested], size: int) -> Iterator[list[Harvested]]:
    iterator = iter(things)
    while chunk := list(islice(iterator, size)):
        yield chunk
