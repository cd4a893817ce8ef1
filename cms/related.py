"""What a page leads on to; shown by ``_related.html``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, ReferenceIndex

from cms.directory.models import OrganisationPage, Service
from cms.directory.selectors import live_services
from cms.events.models import EventIndex, EventPage
from cms.events.selectors import coming_events_below
from cms.publishing.models import News, PressRelease
from cms.publishing.models.article import Article
from cms.publishing.selectors import NEWEST_FIRST, live_articles_below
from cms.translation.selectors import in_readers_language, readers_list

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
    return [_article_card(article, request) for article in found[:limit]]


@singledispatch
def led_on_to(page: Page, request: HttpRequest | None = None, limit: int = MOST) -> list[Related]:  # noqa: ARG001  by the kind of page
    """Return what a page leads on to beneath its text; nothing where its kind has no rule."""
    return []


@led_on_to.register
def articles_like(page: Article, request: HttpRequest | None = None, limit: int = MOST) -> list[Related]:
    """Return the pages of the same list that share most subjects with an article, then the newest."""
    parent = page.get_parent() if page.pk else None
    if parent is None:
        return []
    subjects = [tag.pk for tag in page.tags.all()]
    shared = Count("article_tags", filter=Q(article_tags__tag__in=subjects), distinct=True)
    (index,) = in_readers_language([parent])
    others = live_articles_below(index).exclude(translation_key=page.translation_key)
    found = others.annotate(shared=shared).order_by("-shared", *NEWEST_FIRST)[:limit]
    return [_article_card(other, request) for other in found]


@led_on_to.register
def events_like(page: EventPage, request: HttpRequest | None = None, limit: int = MOST) -> list[Related]:
    """Return the next events, those of the same organiser first, then those for the same people."""
    index = readers_list(EventIndex)
    if index is None:
        return []
    organiser, groups = page.organisation_id, [group.pk for group in page.target_groups.all()]
    theirs = EventPage.target_groups.through.objects.filter(targetgroup__in=groups).values("eventpage")
    nearness = Case(
        When(organisation__isnull=False, organisation=organiser, then=Value(0)),
        When(pk__in=theirs, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    coming = coming_events_below(index, at=timezone.now()).exclude(pk=page.pk)
    return [
        Related(
            title=other.title,
            url=other.get_url(request) or "",
            kicker=date_format(timezone.localtime(other.starts_at), "SHORT_DATE_FORMAT"),
            summary=other.summary,
            language=other.locale.language_code,
        )
        for other in coming.annotate(nearness=nearness).order_by("nearness", "starts_at", "pk")[:limit]
    ]


def _article_card(article: Article, request: HttpRequest | None) -> Related:
    when = getattr(article, "date", None)
    return Related(
        title=article.title,
        url=article.get_url(request) or "",
        kicker=date_format(when, "SHORT_DATE_FORMAT") if when else str(getattr(article, "year", "")),
        summary=article.summary,
        language=article.locale.language_code,
    )
