"""What people decide: conflicts, locks, adoptions, and that two contents are one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from pydantic import TypeAdapter
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from ingest.actions import Plan, adopt, record_hash
from ingest.delivery import Delivery
from ingest.errors import ImportRefused
from ingest.images import resolved_images
from ingest.importers import values_for
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord
from ingest.outcomes import Action
from ingest.records import AnyRecord, Record
from ingest.saving import save_draft
from ingest.terms import term_mapping

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
        ingest.errors.ImportRefused: the content is gone or locked.
        django.core.exceptions.ValidationError: the value is refused.
    """
    if conflict.settled_at is not None:
        return
    if settlement == Settlement.SOURCE:
        _write(conflict, conflict.theirs)
    elif settlement == Settlement.MERGED:
        _write(conflict, joined(conflict.ours, conflict.theirs) if merged is None else merged)
    conflict.settlement, conflict.settled_at, conflict.settled_by = settlement, timezone.now(), user
    conflict.save()


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
            raise ImportRefused("What was here is gone.", remedy="Say that it is another one.")
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


@transaction.atomic
def merge_contents(*, keep: models.Model, drop: models.Model, user: User | None = None) -> None:
    """Make two contents of one kind one.

    What came from sources is kept with ``keep``; ``drop`` is taken offline, and its address leads to the
    other. Nothing is deleted.

    Raises:
        ingest.errors.ImportRefused: they are of two kinds, or one and the same.
    """
    if type(keep) is not type(drop) or keep.pk == drop.pk:
        raise ImportRefused("Only two things of one kind can become one.", remedy="Choose another.")
    content_type = ContentType.objects.get_for_model(keep)
    HarvestedRecord.objects.filter(content_type=content_type, object_id=str(drop.pk)).update(
        object_id=str(keep.pk), own_revision=None
    )
    if isinstance(drop, OrganisationPage):
        Service.objects.filter(organisation=drop).update(organisation=keep)
    _redirect(drop, keep)
    if getattr(drop, "live", False):
        drop.unpublish(user=user)  # type: ignore[attr-defined]  # a page or a service


def _redirect(drop: models.Model, keep: models.Model) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    address = _path(drop)
    if not address:
        return
    target = {"redirect_page": keep} if isinstance(keep, Page) else {"redirect_link": _path(keep)}
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(address),
        site=site,
        defaults={"is_permanent": True, "redirect_page": None, "redirect_link": "", **target},
    )


def _path(content: Any) -> str:
    if isinstance(content, Page):
        parts = content.get_url_parts()
        return str(parts[2]) if parts else ""
    return str(content.get_absolute_url())


def _write(conflict: FieldConflict, value: Any) -> None:
    content = conflict.record.content
    if content is None:
        raise ImportRefused("The content is gone.", remedy="Keep your own.")
    if content.locked:
        raise ImportRefused("An editor has locked the page.", remedy="Unlock the page first.")
    save_draft(
        model=type(content),
        content=content,
        values={conflict.field: value},
        delivery=Delivery.of(conflict.record.source),
        publish=False,
    )
    HarvestedRecord.objects.filter(pk=conflict.record_id).update(own_revision=None)
