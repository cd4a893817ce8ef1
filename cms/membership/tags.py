"""Which tags an organisation's people are offered while they type."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.accounts.models import User
from cms.directory.models import ServiceTag
from cms.directory.selectors import published_services
from cms.membership.selectors import services_of

LIMIT = 10


def known_tags(user: User, beginning: str) -> list[str]:
    """Return tags that begin like this: the person's own, and what several organisations use in public."""
    if not beginning:
        return []
    public = ServiceTag.objects.filter(content_object__in=published_services()).values("tag")
    shared = public.annotate(used_by=Count("content_object__organisation", distinct=True)).filter(
        used_by__gt=1
    )
    own = ServiceTag.objects.filter(content_object__in=services_of(user))
    wanted = Q(pk__in=shared.values("tag")) | Q(pk__in=own.values("tag"))
    for model in (get_image_model(), get_document_model()):
        wanted |= Q(pk__in=tags_of_files(user, model).values("pk"))
    names = Tag.objects.filter(wanted, name__istartswith=beginning).order_by("name")
    return list(names.values_list("name", flat=True)[:LIMIT])


def tags_of_files(user: User, model: type) -> QuerySet[Tag]:
    """Return the tags of the pictures or documents that a person may choose."""
    mine = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ["choose"])
    return Tag.objects.filter(
        taggit_taggeditem_items__content_type__app_label=model._meta.app_label,
        taggit_taggeditem_items__content_type__model=model._meta.model_name,
        taggit_taggeditem_items__object_id__in=mine.values("pk"),
    ).distinct()
