"""Make two contents one: what came from sources, addresses and services go over; nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import translation
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, Site

from cms.accounts.models import User
from cms.checklists.actions import in_each_language
from cms.directory.models import OrganisationPage, Service
from ingest.canonical import values_of
from ingest.delivery import Delivery
from ingest.errors import ImportRefused
from ingest.models import AdoptionOffer, FieldConflict, HarvestedRecord, Source
from ingest.saving import save_draft
from ingest.words import gettext_noop as _

ADDRESS = ("street_address", "postal_code", "city", "address_confidential")
"""Fields that go over together, so that no confidential address is parted from its confidentiality."""

_STATE = frozenset({"go_live_at", "expire_at", "first_published_at"})


def comparable_fields(model: type[models.Model]) -> list[str]:
    """Return the fields that tell what a thing is, those that people edit, in their order."""
    names = ["title"] if issubclass(model, Page) else []
    for field in model._meta.get_fields():
        if isinstance(field, models.ManyToOneRel):
            if isinstance(field.field, ParentalKey) and _is_of(field, model):
                names.append(field.get_accessor_name() or "")
        elif getattr(field, "editable", False) and not field.auto_created and field.name not in _STATE:
            names += [field.name] if not _is_wagtails(model, field.name) else []
    return names


def groups_of(names: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Yield the fields as they go over: the address as one."""
    yield from (((name,) if name != ADDRESS[0] else ADDRESS) for name in names if name not in ADDRESS[1:])


@transaction.atomic
def merge_contents(*, keep: Any, drop: Any, user: User | None = None, take: Collection[str] = ()) -> None:
    """Make two contents of one kind one.

    What came from sources is kept with ``keep``; of the fields in ``take`` it gets the other's values as a
    new draft revision. ``drop`` is taken offline, and its addresses lead to the other. An organisation's
    services become the other's. Nothing is deleted.

    Raises:
        ingest.errors.ImportRefused: they are of two kinds, one and the same, locked or under moderation.
        django.core.exceptions.ValidationError: a value is refused; nothing is changed.
    """
    if type(keep) is not type(drop) or keep.pk == drop.pk:
        raise ImportRefused(_("Only two things of one kind can become one."), remedy=_("Choose another."))
    if keep.locked or drop.locked:
        raise ImportRefused(_("An editor has locked one of them."), remedy=_("Unlock it first."))
    if drop.workflow_in_progress:
        raise ImportRefused(
            _("The one that goes waits for moderation."), remedy=_("Approve or return it first.")
        )
    if take:
        theirs = values_of(drop.get_latest_revision_as_object(), take)
        save_draft(model=type(keep), content=keep, values=theirs, delivery=Delivery(""), publish=False)
    _move_provenance(drop, keep)
    if isinstance(drop, OrganisationPage):
        _move_services(drop, keep)
    _lead_on(drop, keep)
    if drop.live:
        drop.unpublish(user=user)


def _move_provenance(drop: models.Model, keep: models.Model) -> None:
    """Let the records of one be the other's; what waits for a decision is compared with the other."""
    content_type = ContentType.objects.get_for_model(keep)
    moved = HarvestedRecord.objects.filter(content_type=content_type, object_id=str(drop.pk))
    keys = list(moved.values_list("pk", flat=True))
    moved.update(object_id=str(keep.pk), own_revision=None)
    latest = keep.get_latest_revision_as_object()  # type: ignore[attr-defined]  # all that is brought has revisions
    for conflict in FieldConflict.objects.filter(record__in=keys, settled_at=None):
        conflict.ours = values_of(latest, [conflict.field])[conflict.field]
        conflict.save(update_fields=["ours"])
    offers = AdoptionOffer.objects.filter(content_type=content_type, object_id=str(drop.pk))
    offers.update(object_id=str(keep.pk))


def _move_services(drop: OrganisationPage, keep: OrganisationPage) -> None:
    """Let services, their drafts and sources be the other organisation's."""
    for service in Service.objects.filter(organisation=drop):
        service.organisation = keep
        service.save(update_fields=["organisation"])
        draft = Revision.objects.filter(pk=service.latest_revision_id).first()
        if draft is not None and draft.content.get("organisation") == drop.pk:
            draft.content["organisation"] = keep.pk
            draft.save(update_fields=["content"])
    Source.objects.filter(organisation=drop).update(organisation=keep)


def _lead_on(drop: models.Model, keep: models.Model) -> None:
    """Lead one's addresses to the other's, also those that led to it before."""
    site = Site.objects.filter(is_default_site=True).first()
    olds, news = ([*in_each_language(path)] if (path := _path(one)) else [] for one in (drop, keep))
    if isinstance(keep, Page):
        Redirect.objects.filter(redirect_page_id=drop.pk).update(redirect_page_id=keep.pk)
    for old, new in zip(olds, news, strict=False):
        leads = (
            {"redirect_page": keep, "redirect_link": ""}
            if isinstance(keep, Page)
            else {"redirect_page": None, "redirect_link": new}
        )
        Redirect.objects.filter(redirect_link=old).update(redirect_link=new)
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(old), site=site, defaults={"is_permanent": True, **leads}
        )


def _path(content: Any) -> str:
    """Return the public address in the site's main language, whatever the person's own is."""
    with translation.override(settings.LANGUAGE_CODE):
        if isinstance(content, Page):
            parts = content.get_url_parts()
            return str(parts[2]) if parts else ""
        return str(content.get_absolute_url())


def _is_wagtails(model: type[models.Model], name: str) -> bool:
    return issubclass(model, Page) and name in {field.name for field in Page._meta.get_fields()}


def _is_of(relation: models.ManyToOneRel, model: type[models.Model]) -> bool:
    """Tell whether rows are the model's own, and neither tags nor Wagtail's."""
    return relation.model is model and not issubclass(relation.related_model, ItemBase)
