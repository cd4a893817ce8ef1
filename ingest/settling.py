"""What people decide: conflicts, locks, adoptions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from cms.accounts.models import User
from cms.figures.models import Answer
from ingest.actions import Plan, adopt, record_hash
from ingest.delivery import Delivery
from ingest.errors import ImportRefused
from ingest.held import is_locked
from ingest.images import resolved_images
from ingest.importers import values_for
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord
from ingest.outcomes import Action
from ingest.records import AnyRecord, Record
from ingest.saving import save_draft
from ingest.terms import term_mapping
from ingest.words import gettext_noop as _

RECORDS: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)
Settlement = FieldConflict.Settlement


@transaction.atomic
def settle_conflict(
    *, conflict: FieldConflict, settlement: str, user: User | None = None, merged: Any = None
) -> None:
    """Settle a conflict as a person decided; what changes becomes a new draft revision, never live.

    ``merged`` is the value of a merged field; for lists and texts of blocks it may be left out: then the
    source's parts that ours lacks come after ours.

    Raises:
        ingest.errors.ImportRefused: the content is gone or locked, or two numbers were to be merged.
        django.core.exceptions.ValidationError: the value is refused.
    """
    if conflict.settled_at is not None:
        return
    if settlement == Settlement.SOURCE:
        _write(conflict, conflict.theirs)
    elif settlement == Settlement.MERGED:
        if not may_merge(conflict):
            raise ImportRefused(
                _("Two numbers can't be merged."), remedy=_("Take the source's, or keep your own.")
            )
        _write(conflict, joined(conflict.ours, conflict.theirs) if merged is None else merged)
    conflict.settlement, conflict.settled_at, conflict.settled_by = settlement, timezone.now(), user
    conflict.save()


def may_merge(conflict: FieldConflict) -> bool:
    """Tell whether both values can stand in one: texts and lists can, a key figure's numbers can't."""
    if conflict.record.content_type.model_class() is Answer:
        return False
    return isinstance(conflict.ours, list) or (
        isinstance(conflict.ours, str) and isinstance(conflict.theirs, str)
    )


def joined(ours: Any, theirs: Any) -> Any:
    """Return both values in one: ours, and then what of theirs is new."""
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(part for part in theirs if part not in ours)]
    if isinstance(ours, str) and isinstance(theirs, str):
        return "\n\n".join(text for text in dict.fromkeys((ours, theirs)) if text)
    return ours or theirs


@transaction.atomic
def lock_field(*, record: HarvestedRecord, field: str, locked: bool) -> None:
    """Lock a field against every import, or unlock it."""
    fields = set(record.locked_fields) - {field} | ({field} if locked else set())
    record.locked_fields = sorted(fields & record.fields.keys())
    record.save(update_fields=["locked_fields", "changed_at"])


@transaction.atomic
def decide_offer(*, offer: AdoptionOffer, decision: str, user: User | None = None) -> None:
    """Adopt what was here as the record's, or say that it is another: then the next run creates it."""
    if offer.decision:
        return
    if decision == AdoptionOffer.Decision.ADOPTED:
        content = offer.content
        if content is None:
            raise ImportRefused(_("What was here is gone."), remedy=_("Say that it is another one."))
        record: Record = RECORDS.validate_python(offer.record)
        delivery = Delivery.of(offer.source)
        term_mapping().begin()  # what was read for a run may be long past
        planned = Plan(
            record,
            delivery,
            offer.raw_hash,
            Action.CHANGED,
            reference=offer.reference,
            record_hash=record_hash(record, delivery),
        )
        adopt(
            planned=replace(planned, values=resolved_images(values_for(record, delivery))),
            source=offer.source,
            run=None,
            content=content,
        )
    offer.decision, offer.decided_at, offer.decided_by = decision, timezone.now(), user
    offer.save()
    if decision == AdoptionOffer.Decision.SEPARATE:
        offer.source.references.filter(external_id=offer.reference).update(raw_hash="", validators=[])


def _write(conflict: FieldConflict, value: Any) -> None:
    content = conflict.record.content
    if content is None:
        raise ImportRefused(_("The content is gone."), remedy=_("Keep your own."))
    if is_locked(content):
        raise ImportRefused(_("An editor has locked the page."), remedy=_("Unlock the page first."))
    save_draft(
        model=type(content),
        content=content,
        values={conflict.field: value},
        delivery=Delivery.of(conflict.record.source),
        publish=False,
    )
    HarvestedRecord.objects.filter(pk=conflict.record_id).update(own_revision=None)
