"""What is missing: links, places, Swedish texts, logos, contacts, texts for those who see no pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from cms.directory.models import Challenge, OrganisationPage, Service, TargetGroup
from cms.moderation.subjects import edit_address
from cms.worklist.items import Scope, WorkAction, WorkItem
from cms.worklist.pages import Chain, Part

NOWHERE = Q(whole_county=False, digital=False) & ~Exists(
    Service.municipalities.through.objects.filter(service=OuterRef("pk"))
)


class MissingPieces:
    """List published services, profiles and pictures that lack something, and terms without Swedish names."""

    name = "missing"
    title = gettext_lazy("Something is missing")
    advice = gettext_lazy(
        "Fill in what is missing: complete information is found, understood and trusted more."
    )
    urgency = 80

    def counts(self, scope: Scope) -> Mapping[int | None, int]:
        """Count by organisation."""
        totals: Counter[int | None] = Counter()
        for rows, _item in _parts(scope):
            totals.update(dict(rows.order_by().values_list("whose").annotate(number=Count("pk"))))
        return totals

    def items(self, scope: Scope, *, limit: int, offset: int = 0) -> Sequence[WorkItem]:
        """List profiles, services, pictures, terms, each in the order of their keys."""
        lines = Chain([(rows.order_by("pk"), item) for rows, item in _parts(scope)])
        return lines[offset : offset + limit]


def _parts(scope: Scope) -> list[Part[WorkItem]]:
    """Return the rows that lack something, each with its ``whose``, and what makes lines of them."""
    parts: list[Part[WorkItem]] = [
        (_incomplete_profiles(), _profile_item),
        (_incomplete_services(), _service_item),
        (_silent_pictures(), _picture_item),
    ]
    if scope.organisations is not None:
        return [(rows.filter(whose__in=scope.organisations), item) for rows, item in parts]
    no_owner = Cast(None, BigIntegerField())
    terms = [(model.objects.filter(name_sv="").annotate(whose=no_owner), _term_item) for model in TERMS]
    return [*parts, *terms]


TERMS = (TargetGroup, Challenge)


def _incomplete_profiles() -> QuerySet[Any]:
    lacking = Q(logo=None) | Q(website="") | Q(email="")
    return OrganisationPage.objects.live().filter(lacking).annotate(whose=F("pk"))


def _incomplete_services() -> QuerySet[Any]:
    return (
        Service.objects.filter(live=True, organisation__live=True)
        .exclude(status=Service.Status.ENDED)
        .annotate(whose=F("organisation_id"), nowhere=_flag(NOWHERE))
        .filter(Q(link="") | Q(summary_sv="") | Q(nowhere=True))
    )


def _silent_pictures() -> QuerySet[Any]:
    """Return the pictures that stand on a page but have no description; an organisation owns its page's."""
    model = get_image_model()
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    )
    own = uses.filter(content_type=ContentType.objects.get_for_model(OrganisationPage)).order_by("pk")
    owner = Subquery(own.annotate(page=Cast("object_id", BigIntegerField())).values("page")[:1])
    return model.objects.filter(Exists(uses), description="").annotate(whose=owner)


def _flag(condition: Any) -> Any:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def _profile_item(page: OrganisationPage) -> WorkItem:
    lacking = [
        words
        for words, value in (
            (_("The profile has no logo."), page.logo_id),
            (_("The profile has no website."), page.website),
            (_("The profile has no e-mail address."), page.email),
        )
        if not value
    ]
    return WorkItem(
        key=f"profile-{page.pk}",
        organisation=page.pk,
        subject=_("Profile: %(organisation)s") % {"organisation": page.title},
        reason=" ".join(lacking),
        since=page.first_published_at,
        actions=(WorkAction(_("Complete"), edit_address(page)),),
    )


def _service_item(service: Any) -> WorkItem:
    lacking = [
        words
        for words, lacks in (
            (_("It has no link to your own site."), not service.link),
            (_("It does not say where it is offered."), service.nowhere),
            (_("It has no summary in Swedish."), not service.summary_sv),
        )
        if lacks
    ]
    return WorkItem(
        key=f"service-{service.pk}",
        organisation=service.organisation_id,
        subject=service.name,
        reason=" ".join(lacking),
        since=service.first_published_at,
        actions=(WorkAction(_("Complete"), edit_address(service)),),
    )


def _picture_item(image: Any) -> WorkItem:
    return WorkItem(
        key=f"picture-{image.pk}",
        organisation=image.whose,
        subject=_("Picture: %(title)s") % {"title": image.title},
        reason=_("It has no description for those who do not see pictures."),
        since=image.created_at,
        actions=(WorkAction(_("Describe"), reverse("wagtailimages:edit", args=[image.pk])),),
    )


def _term_item(term: TargetGroup | Challenge) -> WorkItem:
    return WorkItem(
        key=f"{term._meta.model_name}-{term.pk}",
        organisation=None,
        subject=f"{str(term._meta.verbose_name).capitalize()}: {term.name_fi}",
        reason=_("It has no name in Swedish."),
        since=None,
        actions=(WorkAction(_("Complete"), edit_address(term)),),
    )
