"""The archive of what has been published: by year, and within it by subject."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import ExtractYear
from wagtail.query import PageQuerySet

from cms.publishing.models import ArticleTag

MOST_TOPICS = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """Be a year or a subject that the archive leads to; ``count`` pages stand there."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """Hold the chosen pages, and what a reader may choose from."""

    articles: PageQuerySet
    years: tuple[Choice, ...]
    topics: tuple[Choice, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the labels of what has been chosen."""
        return tuple(choice.label for choice in (*self.years, *self.topics) if choice.chosen)


def archive_of(articles: PageQuerySet, *, year: str = "", topic: str = "") -> Archive:
    """Return those of ``articles`` of a year and a subject, and all years and subjects there are.

    ``articles`` have an ``article_date``. Subjects are those of the chosen year, the commonest first; a year
    or a subject that no page has leaves no page.
    """
    dated = articles.annotate(article_year_of_date=ExtractYear("article_date"))
    rows = dated.prefetch_related(None).order_by("-article_year_of_date")
    counts = rows.values_list("article_year_of_date").annotate(Count("pk"))
    years = tuple(
        Choice(str(number), str(number), count, str(number) == year)
        for number, count in counts
        if number is not None
    )
    if year:
        articles = _narrowed(articles, years, article_date__year=year)
    topics = _topics(articles, topic)
    if topic:
        articles = _narrowed(articles, topics, article_tags__tag__slug=topic)
    return Archive(articles, years, topics)


def _narrowed(articles: PageQuerySet, choices: tuple[Choice, ...], **wanted: str) -> PageQuerySet:
    """Ask the database only for what is known to exist: an address may hold anything."""
    return articles.filter(**wanted) if any(choice.chosen for choice in choices) else articles.none()


def _topics(articles: PageQuerySet, topic: str) -> tuple[Choice, ...]:
    keys = articles.prefetch_related(None).order_by().values("pk")
    counts = (
        ArticleTag.objects.filter(content_object__in=keys)
        .values_list("tag__slug", "tag__name")
        .annotate(count=Count("content_object"))
        .order_by("-count", "tag__name")
    )
    found = [Choice(slug, name, count, slug == topic) for slug, name, count in counts]
    return tuple(choice for place, choice in enumerate(found) if place < MOST_TOPICS or choice.chosen)
