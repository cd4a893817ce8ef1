"""What a page leads on to; shown by ``_related.html``."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.http import HttpRequest
from django.utils.formats import date_format
from wagtail.models import Page, ReferenceIndex

from cms.directory.models import OrganisationPage, Service
from cms.directory.selectors import live_services
from cms.publishing.models import News, PressRelease

MOST = 3


@dataclass(frozen=True, slots=True)
class Related:
    """Be one page that is led on to; ``language`` is the text's, where it may differ from the reader's."""

    title: str
    url: str
    kicker: str = ""
    summary: str = ""
    language: str = ""


def services_like(service: Service, limit: int = MOST) -> list[Related]:
    """Return the services for the same challenges, and before others those for the same people.

    What shares no challenge is not like it, whoever it is for.
    """
    challenges = [challenge.pk for challenge in service.challenges.all()]
    groups = [group.pk for group in service.target_groups.all()]
    found = (
        live_services()
        .filter(status=Service.Status.ACTIVE, challenges__in=challenges)
        .exclude(pk=service.pk)
        .annotate(
            same_challenges=Count("challenges", filter=Q(challenges__in=challenges), distinct=True),
            same_groups=Count("target_groups", filter=Q(target_groups__in=groups), distinct=True),
        )
        .order_by((F("same_challenges") + F("same_groups")).desc(), "-same_challenges", "name", "pk")
    )
    return [
        Related(
            title=other.name,
            url=other.get_absolute_url(),
            kicker=other.organisation.title,
            summary=other.summary_here,
            language=other.summary_language,
        )
        for other in found.prefetch_related(None)[:limit]
    ]


def articles_about(
    organisation: OrganisationPage, request: HttpRequest | None = None, limit: int = MOST
) -> list[Related]:
    """Return the newest live news and press releases that name an organisation or a service of its.

    They name it by a link or a card: what Wagtail's index of references knows.
    """
    pages, services = (ContentType.objects.get_for_model(model) for model in (Page, Service))
    own = [str(key) for key in organisation.services.values_list("pk", flat=True)]
    naming = ReferenceIndex.objects.filter(
        Q(to_content_type=pages, to_object_id=str(organisation.pk))
        | Q(to_content_type=services, to_object_id__in=own),
        base_content_type=pages,
    )
    keys = {int(key) for key in naming.values_list("object_id", flat=True)}
    found = [
        article
        for model in (News, PressRelease)
        for article in model.objects.live()
        .public()
        .filter(pk__in=keys)
        .select_related("locale")
        .order_by("-date")[:limit]
    ]
    found.sort(key=lambda article: article.date, reverse=True)
    return [
        Related(
            title=article.title,
            url=article.get_url(request) or "",
            kicker=date_format(article.date, "SHORT_DATE_FORMAT"),
            summary=article.summary,
            language=article.locale.language_code,
        )
        for article in found[:limit]
    ]
