"""What changes content, provenance and the memory of runs.

``plan`` reads and decides, ``apply`` writes what was decided, in one transaction per record; a dry run
only plans.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.publishing.actions import save_page_draft
from cms.publishing.selectors import NoParentPage, default_parent
from ingest.canonical import digest, respelled, values_of
from ingest.errors import ImportRefused
from ingest.importers import importer_of, values_for
from ingest.merging import Merge, merge
from ingest.models import HarvestedRecord, RecordError, Run, Source
from ingest.outcomes import Action, Counts, Harvested, Outcome, Problem
from ingest.records import Record


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what is to be done with one record, before anything is."""

    record: Record
    raw_hash: str
    action: Action
    values: Mapping[str, Any] = field(default_factory=dict)
    merged: Merge = field(default_factory=Merge)
    before: Mapping[str, Any] = field(default_factory=dict)
    known: HarvestedRecord | None = None
    page: Page | None = None
    publish: bool = False

    def outcome(self) -> Outcome:
        """Return what this comes to."""
        written = self.values if self.action is Action.NEW else self.merged.taken
        return Outcome(
            name=self.record.external_id,
            action=self.action,
            record=self.record,
            changes={
                name: (self.before.get(name), value)
                for name, value in written.items()
                if value or self.before
            },
            conflicts=self.merged.conflicts,
            published=self.publish,
        )


def check_rows(model: type[Page], values: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` if a row of a child relation breaks its fields' rules.

    A page's own check looks at the page's fields only.
    """
    for relation in model._meta.related_objects:
        for row in values.get(relation.get_accessor_name() or "", []):
            child = relation.related_model(**row)
            child.clean_fields(exclude={relation.field.name})


def record_hash(record: Record) -> str:
    """Return the hash by which a record is known to be unchanged."""
    return digest(record.model_dump(mode="json"))


def plan(*, harvested: Harvested, known: HarvestedRecord | None, publish: bool) -> Plan:
    """Decide what to do with a record; raise ``ImportRefused`` if it can't become content.

    Content that a person deleted stays deleted; what a person has in an unfinished draft, has locked, has
    given to a workflow or has taken offline, is never published here.
    """
    record = harvested.record
    if record is None:
        raise ValueError("Only a record can be planned.")
    if known is not None and known.record_hash == record_hash(record):
        page = _page_of(known) if publish else None
        return Plan(
            record,
            harvested.raw_hash,
            Action.UNCHANGED,
            known=known,
            page=page,
            publish=_awaits_publication(known, page),
        )
    values = values_for(record)
    check_rows(importer_of(record).model, values)
    if known is None:
        return Plan(record, harvested.raw_hash, Action.NEW, values=values, publish=publish)
    page = _page_of(known)
    if page is None:
        return Plan(record, harvested.raw_hash, Action.UNCHANGED, values=values, known=known)
    if not isinstance(page, importer_of(record).model):
        raise ImportRefused(
            f"It was a {known.kind} and is now of another kind.",
            remedy="Delete the page, or give it a new identifier.",
        )
    if page.locked:
        raise ImportRefused("An editor has locked the page.", remedy="Unlock the page and run again.")
    ours = values_of(page.get_latest_revision_as_object(), values)
    if "tags" in values:
        ours["tags"] = respelled(ours["tags"], [*values["tags"], *known.imported.get("tags", [])])
    merged = merge(base=known.imported, ours=ours, theirs=values)
    action = Action.CONFLICTING if merged.conflicts else Action.CHANGED
    may_publish = publish and bool(merged.taken) and _holds_no_draft(known, page)
    return Plan(record, harvested.raw_hash, action, values, merged, ours, known, page, may_publish)


@transaction.atomic
def apply(*, planned: Plan, source: Source, run: Run) -> HarvestedRecord | None:
    """Write a plan: the page's draft (published if planned so) and its provenance."""
    if planned.action is Action.NEW:
        return _create(planned, source, run)
    known, page = planned.known, planned.page
    if known is None:
        raise ValueError("What is not new has a record.")
    if planned.action is Action.UNCHANGED:
        if planned.publish and page is not None and page.latest_revision is not None:
            page.latest_revision.publish()
        return known
    if page is None:
        raise ValueError("What is changed has a page.")
    clean = _holds_no_draft(known, page)
    if planned.merged.taken:
        page = save_page_draft(
            model=importer_of(planned.record).model,
            page=page,
            values=deepcopy(planned.merged.taken),
            publish=planned.publish,
        )
        known.own_revision = page.latest_revision_id if clean else None
    _remember(known, planned, run)
    known.save()
    return known


@transaction.atomic
def record_problem(
    *, source: Source, run: Run, name: str, problem: Problem, known: HarvestedRecord | None = None
) -> RecordError:
    """Keep a failure; it outlives the record and the run."""
    return RecordError.objects.create(
        source=source,
        run=run,
        record=known,
        stage=problem.stage,
        external_id=name[:500],
        message=problem.message,
        remedy=problem.remedy,
    )


def begin_run(*, name: str, plugin: str, publish: bool) -> Run:
    """Create a run's row, and the source's if it is new."""
    source, _ = Source.objects.get_or_create(name=name, defaults={"plugin": plugin})
    return Run.objects.create(source=source, publish=publish, started_at=timezone.now())


def finish_run(*, run: Run, counts: Counts, error: str = "") -> None:
    """Write a run's counts and how it ended."""
    for name, count in counts.as_dict().items():
        setattr(run, name, count)
    run.state = Run.State.FAILED if error else Run.State.COMPLETED
    run.error = error
    run.finished_at = timezone.now()
    run.save()


def _create(planned: Plan, source: Source, run: Run) -> HarvestedRecord:
    model = importer_of(planned.record).model
    try:
        parent = default_parent(model)
    except NoParentPage as error:
        raise ImportRefused(str(error)) from error
    page = save_page_draft(
        model=model, parent=parent, values=deepcopy(dict(planned.values)), publish=planned.publish
    )
    known = HarvestedRecord(
        source=source,
        external_id=planned.record.external_id,
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(page.pk),
        own_revision=page.latest_revision_id,
        first_run=run,
    )
    _remember(known, planned, run)
    known.save()
    return known


def _remember(known: HarvestedRecord, planned: Plan, run: Run) -> None:
    """Put what the source says now into the provenance; a settled conflict goes, a new one is added.

    What the source no longer gives keeps what was imported last, to compare with when it comes back.
    """
    record, now = planned.record, timezone.now().isoformat()
    base = known.imported
    imported = {
        name: {"value": value, "at": now, "run": run.pk}
        for name, value in planned.values.items()
        if name not in base or base[name] != value
    }
    known.fields = {**known.fields, **imported}
    open_conflicts = {
        name: conflict
        for name, conflict in known.conflicts.items()
        if base.get(name) == planned.values.get(name) and planned.before.get(name) == conflict["ours"]
    }
    added = {
        name: {"ours": conflict.ours, "theirs": conflict.theirs, "at": now}
        for name, conflict in planned.merged.conflicts.items()
    }
    known.conflicts = {**open_conflicts, **added}
    known.kind = str(getattr(record, "kind", ""))
    known.title, known.url = record.title, record.url
    known.record_hash, known.raw_hash = record_hash(record), planned.raw_hash
    known.last_run = run


def _page_of(known: HarvestedRecord) -> Page | None:
    content = known.content
    return content if isinstance(content, Page) else None


def _holds_no_draft(known: HarvestedRecord, page: Page) -> bool:
    """Tell whether nothing of a person's is waiting to be published or was taken offline."""
    if page.workflow_in_progress:
        return False
    own = page.latest_revision_id == known.own_revision
    if page.live:
        return own or not page.has_unpublished_changes
    return own and page.first_published_at is None


def _awaits_publication(known: HarvestedRecord, page: Page | None) -> bool:
    """Tell whether the newest revision is ours alone and not yet live."""
    if page is None or page.latest_revision_id != known.own_revision:
        return False
    if page.locked or page.workflow_in_progress:
        return False
    return page.has_unpublished_changes if page.live else page.first_published_at is None
