"""Bring a source's records in: gather, fetch, parse, compare, import; one transaction for each record."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError

from ingest.actions import Plan, apply, plan, plan_unchanged
from ingest.canonical import digest
from ingest.deletions import count_missing, missing_records
from ingest.delivery import Delivery, Policy
from ingest.duplicates import Recogniser
from ingest.errors import AlreadyRunning, IngestError
from ingest.guarded_web import GuardedWeb
from ingest.harvesting import Listing, gather, harvest
from ingest.images import bring_images, from_web_or_plugin, with_images
from ingest.locks import source_lock
from ingest.models import AdoptionOffer, HarvestedRecord, Run, Source
from ingest.nowhere import OfferedNowhere
from ingest.outcomes import Action, Counts, Harvested, Outcome, Problem, ReferenceRead
from ingest.protocols import SourcePlugin, UsesWeb, Web
from ingest.reading import Reading
from ingest.records import OrganisationRecord, Record
from ingest.runs import begin_run, finish_run, record_problem, save_progress, settle_errors
from ingest.selectors import offers_by_id, records_by_id, records_by_reference
from ingest.terms import term_mapping
from ingest.unmapped import note_unmapped
from ingest.words import gettext_noop as _

logger = logging.getLogger(__name__)

CHUNK = 100
"""Records whose earlier imports are looked up in one query."""
PROGRESS_SECONDS = 1.0


class Cancelled(Exception):
    """Report that somebody asked to cancel the run."""


@dataclass(slots=True)
class Pipeline:
    """Run one plugin once.

    Without a ``run`` its row is made when there is something to tell: a harvest that finds everything
    unchanged writes nothing at all. ``dry_run`` writes nothing in any case. ``source_name`` is under which
    the records are kept; their external ids are unique within it. With a ``reading``, a kept source's, what
    the source hasn't changed is not fetched or parsed again. ``delivery`` says what becomes of the records;
    ``publish`` is a short word for one that publishes.
    """

    plugin: SourcePlugin
    settings: Any
    source_name: str
    publish: bool = False
    dry_run: bool = False
    delivery: Delivery = field(default_factory=lambda: Delivery(""))
    reading: Reading | None = None
    run: Run | None = None
    total: int | None = None
    counts: Counts = field(default_factory=Counts)
    web: Web = field(default_factory=GuardedWeb)
    next_cursor: str | None = None
    position: int = 0
    _counted_there: dict[str, int] = field(default_factory=dict)
    _saved_at: float = 0.0
    _seen: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)
    _gone: set[str] = field(default_factory=set)
    _failed: set[str] = field(default_factory=set)
    _recogniser: Recogniser | None = None

    def __post_init__(self) -> None:
        if not self.delivery.source_name:
            policy = Policy.PUBLISH if self.publish else Policy.DRAFT
            self.delivery = Delivery(self.source_name, policy=policy)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield what came of each thing, as it is done; raise ``IngestError`` if the source can't be listed.

        Closing the iterator early ends the run as failed; what was imported stays.

        Raises:
            ingest.errors.AlreadyRunning: another process runs this source just now.
        """
        if self.dry_run or self.run is not None:  # whoever made the run's row holds the lock
            yield from self._outcomes()
            return
        with source_lock(self.source_name) as held:
            if not held:
                raise AlreadyRunning(
                    _("The source %(name)s is being read just now.", name=self.source_name),
                    remedy=_("Wait until it is done."),
                )
            yield from self._outcomes()

    def _outcomes(self) -> Iterator[Outcome]:
        state: Run.State = Run.State.FAILED
        error: str = _("The run was broken off.")
        try:
            listing = self._listing()
            yield from self._records_of(listing)
            state, error = Run.State.COMPLETED, ""
            yield from self._missing_from(listing)
            if self.run is not None and self.run.missing:
                state = Run.State.HELD
        except Cancelled:
            state, error = Run.State.CANCELLED, ""
        except Exception as failure:
            state = Run.State.FAILED
            error = (
                failure.told if isinstance(failure, IngestError) else str(failure) or type(failure).__name__
            )
            raise
        finally:
            if error and not self.dry_run:
                self._begun()
            if self.run is not None and not self.dry_run:
                finish_run(run=self.run, counts=self.counts, state=state, error=error)

    def _listing(self) -> Listing:
        if isinstance(self.plugin, UsesWeb):
            self.plugin.use_web(self.web)
        term_mapping().begin()
        self._recogniser = Recogniser(self.source_name)
        reading = self.reading
        listing = gather(self.plugin, self.settings, reading.cursor if reading else None)
        self.next_cursor = listing.cursor
        if reading is not None:
            listing = reading.prepared(listing)
            self._resume(listing)
        self.total = len(listing.references)
        return listing

    def _resume(self, listing: Listing) -> None:
        """Go on where the same list was left, or begin it."""
        run = self.run
        if run is None:
            return
        mark = digest([reference.external_id for reference in listing.references])
        if run.listing == mark and run.position:
            self.position = run.position
            self.counts.update(run.counted)
            self._kept |= {reference.external_id for reference in listing.references[: run.position]}
        else:
            run.listing, run.position, run.total = mark, 0, len(listing.references)
            run.save(update_fields=["listing", "position", "total"])

    def _records_of(self, listing: Listing) -> Iterator[Outcome]:
        waiting = listing.references[self.position :]
        hashes = self.reading.hashes() if self.reading else {}
        for chunk in _chunks(harvest(self.plugin, waiting, hashes), CHUNK):
            yield from self._outcomes_of(chunk)

    def _outcomes_of(self, chunk: list[Harvested | ReferenceRead]) -> Iterator[Outcome]:
        names = [item.name for item in chunk if isinstance(item, Harvested) and item.record]
        ended = [item for item in chunk if isinstance(item, ReferenceRead)]
        unread = [item.reference.external_id for item in ended if item.unchanged]
        known = records_by_id(source_name=self.source_name, external_ids=names)
        offers = offers_by_id(source_name=self.source_name, external_ids=set(names) - known.keys())
        held = records_by_reference(source_name=self.source_name, references=unread)
        for item in chunk:
            if isinstance(item, Harvested):
                if item.record is not None:
                    self._seen.add(item.name)
                    yield self._counted(self._import(item, known.get(item.name), offers.get(item.name)))
                elif not self._tells_only_that_it_is_gone(item):
                    yield self._counted(self._failed_outcome(item.name, item.problem, None, item.reference))
            else:
                for record in held.get(item.reference.external_id, []):
                    yield self._counted(self._import_unread(record))
                self._end_of(item)
            self._tell_progress()
        self._save_reading()

    def _save_reading(self) -> None:
        if self.reading is not None and not self.dry_run:
            self.reading.save()

    def _counted(self, outcome: Outcome) -> Outcome:
        self.counts.add(outcome)
        return outcome

    def _tells_only_that_it_is_gone(self, item: Harvested) -> bool:
        """Tell whether a thing brought in before is no longer there: then it is missing, and no failure."""
        gone = item.problem is not None and item.problem.gone
        return (
            gone
            and HarvestedRecord.objects.filter(
                source__name=self.source_name, reference=item.reference
            ).exists()
        )

    def _end_of(self, read: ReferenceRead) -> None:
        name = read.reference.external_id
        if read.gone:
            self._gone.add(name)
        elif read.unchanged or read.failed:
            self._kept.add(name)
        if self.reading is not None:
            self.reading.end(read, again=read.failed or name in self._failed)
        self.position += 1
        self._counted_there = dict(self.counts)

    def _import(
        self, harvested: Harvested, known: HarvestedRecord | None, offer: AdoptionOffer | None
    ) -> Outcome:
        harvested = replace(harvested, record=self.delivery.in_its_language(harvested.record))
        try:
            planned = plan(
                harvested=harvested,
                known=known,
                delivery=self.delivery,
                recogniser=self._recogniser,
                offer=offer,
            )
            if self.dry_run and isinstance(harvested.record, OrganisationRecord):
                self.delivery.expected.add(harvested.name)
            return self._carried_out(planned, harvested.name, known)
        except Exception as error:  # a record that our own code stumbles over must not stop the others
            problem = _problem_of(error, harvested.name)
            if isinstance(error, OfferedNowhere) and harvested.record is not None and not self.dry_run:
                note_unmapped(harvested.record, self.source_name)  # which may be why it was refused
            return self._failed_outcome(harvested.name, problem, known, harvested.reference, harvested.record)

    def _import_unread(self, known: HarvestedRecord) -> Outcome:
        """Return the outcome of a record that the source gave before and hasn't changed."""
        try:
            planned = plan_unchanged(Plan.unread(known, self.delivery))
            return self._carried_out(planned, known.external_id, known)
        except Exception as error:  # as above
            problem = _problem_of(error, known.external_id)
            return self._failed_outcome(known.external_id, problem, known, known.reference)

    def _carried_out(self, planned: Plan, name: str, known: HarvestedRecord | None) -> Outcome:
        """Write what was planned, if anything; return what came of it."""
        problems: list[Problem] = []
        if self.dry_run:
            return planned.outcome()
        if planned.writes:
            run = self._begun()
            planned, problems = self._with_images(planned, run.source)
            apply(planned=planned, source=run.source, run=run)
            for problem in problems:
                record_problem(source=run.source, run=run, name=name, problem=problem)
        if known is not None and known.missing_runs and planned.action is Action.UNCHANGED:
            HarvestedRecord.objects.filter(pk=known.pk).update(missing_runs=0, gone_at=None)
        return planned.outcome(tuple(problems))

    def _with_images(self, planned: Plan, source: Source) -> tuple[Plan, list[Problem]]:
        """Bring the images of what is about to be written, before its transaction."""
        fetch = from_web_or_plugin(self.plugin, self.web)
        wanted = planned.values if planned.action is Action.NEW else planned.merged.taken
        keys, problems = bring_images(wanted, fetch=fetch, source=source)
        return (planned.with_values(lambda values: with_images(values, keys)) if keys else planned), problems

    def _failed_outcome(
        self,
        name: str,
        problem: Problem | None,
        known: HarvestedRecord | None,
        reference: str,
        record: Record | None = None,
    ) -> Outcome:
        if problem is None:
            raise ValueError("What failed has a problem.")
        self._failed.add(reference)
        if not self.dry_run:
            run = self._begun()
            record_problem(source=run.source, run=run, name=name, problem=problem, known=known)
        return Outcome(name, Action.FAILED, record=record, problems=(problem,))

    def _missing_from(self, listing: Listing) -> Iterator[Outcome]:
        """Count what a kept source no longer has; hold the run if that is too much at once."""
        if self.reading is None or (self.run is None and not self.dry_run):
            return
        source = self.reading.source
        missing = missing_records(
            source=source,
            complete=listing.complete,
            seen=self._seen,
            kept_references=self._kept,
            gone_references=self._gone,
            deleted=listing.deleted,
        )
        if self.dry_run or self.run is None:
            return
        settle_errors(source=source, seen=self._seen | self._kept, since_before=self.run)
        listed = {reference.external_id for reference in listing.references}
        self.reading.forget(missing.references & listed)  # unread, it would bring its gone things back
        if missing.shrinks:
            self.run.missing = list(missing.keys)
            return
        for outcome in count_missing(
            keys=missing.keys, deleted=missing.deleted, delivery=self.delivery, run=self.run
        ):
            yield self._counted(outcome)

    def _tell_progress(self) -> None:
        now = time.monotonic()
        if self.run is None or self.dry_run or now - self._saved_at < PROGRESS_SECONDS:
            return
        self._saved_at = now
        self._save_reading()  # what lies before the position has been read
        if save_progress(self.run, self.counts, position=self.position, counted=self._counted_there):
            raise Cancelled

    def _begun(self) -> Run:
        if self.run is None:
            publish = self.delivery.policy is Policy.PUBLISH
            self.run = begin_run(name=self.source_name, plugin=self.plugin.name, publish=publish)
        return self.run


def _problem_of(error: Exception, name: str) -> Problem:
    """Return the problem that an import's failure is; a mistake of our own is logged to be mended."""
    if not isinstance(error, IngestError | ValidationError | DatabaseError):
        logger.error("Importing %r failed", name, exc_info=error)
    return Problem.of(error, "import")


def _chunks(
    things: Iterable[Harvested | ReferenceRead], size: int
) -> Iterator[list[Harvested | ReferenceRead]]:
    """Yield the things in lists, sooner than they are full if things come slowly."""
    chunk: list[Harvested | ReferenceRead] = []
    begun = time.monotonic()
    for thing in things:
        chunk.append(thing)
        if len(chunk) >= size or time.monotonic() - begun >= PROGRESS_SECONDS:
            yield chunk
            chunk, begun = [], time.monotonic()
    if chunk:
        yield chunk
