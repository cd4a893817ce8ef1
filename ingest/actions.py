"""What changes content and provenance, one record at a time.

``plan`` reads and decides, ``apply`` writes what was decided, in one transaction per record; a dry run
only plans.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import WorkflowMixin

from ingest.canonical import digest, respelled
from ingest.delivery import Delivery, Policy
from ingest.duplicates import Likeness, Recogniser
from ingest.errors import ImportRefused
from ingest.held import awaits_publication, held_values, holds_no_draft, is_locked, own_revision
from ingest.images import resolved_images
from ingest.importers import importer_of, values_for
from ingest.merging import Merge, merge
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord, Run, Source
from ingest.nowhere import refuse_nowhere
from ingest.outcomes import Action, Harvested, Outcome, Problem
from ingest.records import Record
from ingest.saving import publish_draft, save_draft, submit_for_moderation
from ingest.terms import term_mapping
from ingest.unmapped import note_unmapped
from ingest.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what is to be done with one record, before anything is."""

    record: Record | None
    delivery: Delivery
    raw_hash: str
    action: Action
    reference: str = ""
    record_hash: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    merged: Merge = field(default_factory=Merge)
    before: Mapping[str, Any] = field(default_factory=dict)
    known: HarvestedRecord | None = None
    content: Any = None
    publish: bool = False
    submit: bool = False
    likeness: Likeness | None = None

    @property
    def writes(self) -> bool:
        """Tell whether applying it changes anything."""
        if self.action is Action.UNCHANGED:
            return self.publish or self.submit
        return self.action is not Action.OFFERED or self.likeness is not None

    @classmethod
    def unread(cls, known: HarvestedRecord, delivery: Delivery) -> Plan:
        """Return the plan of a record that need not be read, since the source hasn't changed it."""
        return cls(None, delivery, known.raw_hash, Action.UNCHANGED, known=known)

    @property
    def given(self) -> Record:
        """Return the record; only an unread one has none, and of that nothing is written."""
        if self.record is None:
            raise ValueError("An unread record can't be written.")
        return self.record

    def with_values(self, change: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Plan:
        """Return the plan with all its values changed alike."""
        merged = replace(self.merged, taken=change(self.merged.taken))
        return replace(self, values=change(self.values), merged=merged)

    def outcome(self, problems: tuple[Problem, ...] = ()) -> Outcome:
        """Return what this comes to, with what went wrong beside it."""
        written = self.values if self.action is Action.NEW else self.merged.taken
        known = self.known
        return Outcome(
            name=self.record.external_id if self.record else known.external_id if known else "",
            action=self.action,
            record=self.record,
            problems=problems,
            title=known.title if known else "",
            kind=known.kind if known else "",
            url=known.url if known else "",
            changes={
                name: (self.before.get(name), value)
                for name, value in written.items()
                if value or self.before
            },
            conflicts=self.merged.conflicts,
            published=self.publish,
        )


def check_rows(model: type[models.Model], values: Mapping[str, Any]) -> None:
    """Raise ``ValidationError`` if a row of a child relation breaks its fields' rules.

    A page's own check looks at the page's fields only.
    """
    for relation in model._meta.related_objects:
        for row in values.get(relation.get_accessor_name() or "", []):
            child = relation.related_model(**row)
            child.clean_fields(exclude={relation.field.name})


def record_hash(record: Record, delivery: Delivery) -> str:
    """Return the hash by which a record is known to be unchanged; what its terms are here is part of it."""
    importer = importer_of(record)
    terms = {
        facet.value: term_mapping().map_terms(source=delivery.source_name, facet=facet, terms=terms).keys
        for facet, terms in importer.terms(record).items()
        if terms
    }
    dump = record.model_dump(mode="json", exclude={"faults"})
    return digest([dump, {facet: sorted(keys) for facet, keys in terms.items()}] if terms else dump)


def plan(
    *,
    harvested: Harvested,
    known: HarvestedRecord | None,
    delivery: Delivery,
    recogniser: Recogniser | None = None,
    offer: AdoptionOffer | None = None,
) -> Plan:
    """Decide what to do with a record; raise ``ImportRefused`` if it can't become content.

    Content that a person deleted stays deleted; what a person has in an unfinished draft, has locked, has
    given to a workflow or has taken offline, is never published here. What seems to be here already is
    offered for adoption, unless a person said that it is another one.
    """
    record = harvested.record
    if record is None:
        raise ValueError("Only a record can be planned.")
    planned = Plan(
        record,
        delivery,
        harvested.raw_hash,
        Action.UNCHANGED,
        reference=harvested.reference,
        record_hash=record_hash(record, delivery),
        known=known,
    )
    if known is not None and known.record_hash == planned.record_hash:
        return plan_unchanged(planned)
    model = importer_of(record).model
    undecided = offer if known is None and offer is not None and not offer.decision else None
    if undecided is not None and undecided.record_hash == planned.record_hash:
        return replace(planned, action=Action.OFFERED)
    values = resolved_images(values_for(record, delivery))
    check_rows(model, values)
    if known is None and (here := importer_of(record).here(values)) is not None:
        known = _known_of(record, here)
    if known is None:
        return _plan_new(replace(planned, values=values), recogniser, offer)
    return _plan_changed(replace(planned, values=values, known=known), known)


def plan_unchanged(planned: Plan) -> Plan:
    """Return the plan of what the source gave last time too: at most it is published or submitted now."""
    known = planned.known
    wanted = planned.delivery.policy
    if known is None or wanted is Policy.DRAFT:
        return planned
    content: Any = known.content
    waits = awaits_publication(known, content)
    if wanted is Policy.PUBLISH:
        return replace(planned, content=content, publish=waits)
    never_sent = waits and isinstance(content, WorkflowMixin) and not content.workflow_states.exists()
    return replace(planned, content=content, submit=never_sent)


def _plan_new(planned: Plan, recogniser: Recogniser | None, offer: AdoptionOffer | None) -> Plan:
    separate = offer is not None and offer.decision == AdoptionOffer.Decision.SEPARATE
    if recogniser is not None and not separate and importer_of(planned.given).recognised:
        likeness = recogniser.likeness(planned.given, importer_of(planned.given).model)
        if likeness is not None:
            return replace(planned, action=Action.OFFERED, likeness=likeness)
    refuse_nowhere(planned.given, planned.values, planned.delivery.source_name)
    policy = planned.delivery.policy
    return replace(
        planned,
        action=Action.NEW,
        publish=policy is Policy.PUBLISH,
        submit=policy is Policy.SUBMIT,
    )


def _plan_changed(planned: Plan, known: HarvestedRecord) -> Plan:
    content: Any = known.content
    values = planned.values
    if content is None:
        return planned
    found: Any = type(content)
    if found is not importer_of(planned.given).model:
        raise ImportRefused(
            _("It was a %(kind)s and is now of another kind.", kind=known.kind),
            remedy=_("Delete the page, or give it a new identifier."),
        )
    if is_locked(content):
        raise ImportRefused(_("An editor has locked the page."), remedy=_("Unlock the page and run again."))
    ours = held_values(content, values)
    if "tags" in values:
        ours["tags"] = respelled(ours["tags"], [*values["tags"], *known.imported.get("tags", [])])
    open_fields = {name: value for name, value in values.items() if name not in known.locked_fields}
    merged = merge(base=known.imported, ours=ours, theirs=open_fields)
    if merged.taken:
        refuse_nowhere(planned.given, {**ours, **merged.taken}, planned.delivery.source_name)
    policy = planned.delivery.policy
    clean = bool(merged.taken) and holds_no_draft(known, content)
    return replace(
        planned,
        action=Action.CONFLICTING if merged.conflicts else Action.CHANGED,
        merged=merged,
        before=ours,
        content=content,
        publish=clean and policy is Policy.PUBLISH,
        submit=clean and policy is Policy.SUBMIT,
    )


@transaction.atomic
def apply(*, planned: Plan, source: Source, run: Run) -> HarvestedRecord | None:
    """Write a plan: the content's draft (published or submitted if planned so) and its provenance."""
    if planned.action is Action.OFFERED:
        _offer(planned, source)
        return None
    known, content = planned.known, planned.content
    if planned.action is Action.UNCHANGED:
        if planned.publish and known is not None:
            publish_draft(content, known.imported)
        if planned.submit and content is not None:
            submit_for_moderation(content, changed=False)
        return known
    note_unmapped(planned.given, planned.delivery.source_name)
    if planned.action is Action.NEW:
        return _create(planned, source, run)
    if known is None:
        raise ValueError("What is not new has a record.")
    if content is None:
        raise ValueError("What is changed has content.")
    if known.pk is None:
        known.source, known.first_run = source, run
        _remember(known, replace(planned, values={}), run)
        known.save()
    clean = holds_no_draft(known, content)
    if planned.merged.taken:
        content = save_draft(
            model=importer_of(planned.given).model,
            content=content,
            values=planned.merged.taken,
            delivery=planned.delivery,
            publish=planned.publish,
        )
        known.own_revision = own_revision(content) if clean else None
        if planned.submit:
            submit_for_moderation(content)
    _remember_conflicts(known, planned)
    _remember(known, planned, run)
    known.save()
    return known


@transaction.atomic
def adopt(*, planned: Plan, source: Source, run: Run | None, content: models.Model) -> HarvestedRecord:
    """Make content that was here the record's: from now on it is merged with, as ever, and now too."""
    known = _known_of(planned.given, content)
    known.source, known.first_run = source, run
    changed = _plan_changed(replace(planned, known=known), known)
    _remember(known, replace(changed, values={}), run)
    known.save()
    if changed.merged.taken:
        save_draft(
            model=importer_of(planned.given).model,
            content=content,
            values=changed.merged.taken,
            delivery=planned.delivery,
            publish=False,
        )
    _remember_conflicts(known, changed)
    _remember(known, changed, run)
    known.save()
    return known


def _known_of(record: Record, content: models.Model) -> HarvestedRecord:
    """Return the memory of a record that content was here for before its source brought it."""
    return HarvestedRecord(
        external_id=record.external_id,
        kind=str(getattr(record, "kind", "")),
        content_type=ContentType.objects.get_for_model(content),
        object_id=str(content.pk),
    )


def _create(planned: Plan, source: Source, run: Run) -> HarvestedRecord:
    model = importer_of(planned.given).model
    content = save_draft(
        model=model,
        content=None,
        values=planned.values,
        delivery=planned.delivery,
        publish=planned.publish,
        language=planned.given.language,
    )
    if planned.submit:
        submit_for_moderation(content)
    known = HarvestedRecord(
        source=source,
        external_id=planned.given.external_id,
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(content.pk),
        own_revision=own_revision(content),
        first_run=run,
    )
    _remember(known, planned, run)
    known.save()
    return known


def _remember(known: HarvestedRecord, planned: Plan, run: Run | None) -> None:
    """Put what the source says now into the provenance.

    What the source no longer gives keeps what was imported last, to compare with when it comes back.
    """
    record, now = planned.given, timezone.now().isoformat()
    base = known.imported
    imported = {
        name: {"value": value, "at": now, "run": run.pk if run else None}
        for name, value in planned.values.items()
        if name not in base or base[name] != value
    }
    known.fields = {**known.fields, **imported}
    known.kind = str(getattr(record, "kind", ""))
    known.title, known.url = record.title, record.url
    known.identifiers = [[one.scheme, one.value] for one in record.identifiers]
    known.reference = planned.reference
    known.record_hash, known.raw_hash = planned.record_hash, planned.raw_hash
    known.last_run = run
    known.missing_runs, known.gone_at = 0, None


def _remember_conflicts(known: HarvestedRecord, planned: Plan) -> None:
    """Keep what both changed; a conflict that is none any more is settled by that."""
    base, found = known.imported, planned.merged.conflicts
    for conflict in FieldConflict.objects.filter(record=known, settled_at=None):
        name = conflict.field
        untouched = base.get(name) == planned.values.get(name) and planned.before.get(name) == conflict.ours
        if name not in found and not untouched:
            conflict.settlement, conflict.settled_at = FieldConflict.Settlement.GONE, timezone.now()
            conflict.save()
    for name, both in found.items():
        FieldConflict.objects.update_or_create(
            record=known,
            field=name,
            settled_at=None,
            defaults={"base": base.get(name), "ours": both.ours, "theirs": both.theirs},
        )


def _offer(planned: Plan, source: Source) -> None:
    if planned.likeness is None:
        return
    record, model = planned.given, importer_of(planned.given).model
    AdoptionOffer.objects.update_or_create(
        source=source,
        external_id=record.external_id,
        defaults={
            "reference": planned.reference,
            "kind": str(getattr(record, "kind", "")),
            "title": record.title,
            "url": record.url,
            "record": record.model_dump(mode="json"),
            "record_hash": planned.record_hash,
            "raw_hash": planned.raw_hash,
            "content_type": ContentType.objects.get_for_model(model),
            "object_id": str(planned.likeness.key),
            "reason": planned.likeness.reason,
            "decision": "",
        },
    )
