"""Whether the public may see an organisation's picture or document: only once something published uses it."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, Model, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from cms.directory.models import Service
from cms.membership.models import OrganisationTerms


def public_files(files: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out pictures or documents of organisations' collections that nothing published uses.

    The umbrella's own files are public when they are uploaded, as Wagtail has it.
    """
    organisations = OrganisationTerms.objects.exclude(collection=None).values("collection")
    used = _used(files.model).annotate(key=Cast("to_object_id", IntegerField())).values("key")
    return files.filter(~Q(collection__in=organisations) | Q(pk__in=used))


def _used(model: type[Model]) -> QuerySet[ReferenceIndex]:
    kinds = ContentType.objects.get_for_models(model, Page, Service)
    pages = Page.objects.live().public()
    drafts_apart = Q(base_content_type__in=[kinds[Page], kinds[Service]])
    references = ReferenceIndex.objects.filter(to_content_type=kinds[model])
    return references.filter(
        ~drafts_apart
        | Q(base_content_type=kinds[Page], object_id__in=_keys(pages))
        | Q(base_content_type=kinds[Service], object_id__in=_keys(Service.objects.filter(live=True)))
    )


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(text_key=Cast("pk", CharField())).values("text_key")
