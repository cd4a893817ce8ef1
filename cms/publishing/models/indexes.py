"""The pages under which written pages stand."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField

from cms.translation.pages import MultilingualPage

ARTICLES_PER_PAGE = 20


class ArticleIndex(MultilingualPage):
    """List the live pages below, the newest first."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Panel]] = [*MultilingualPage.content_panels, FieldPanel("introduction")]
    api_fields: ClassVar[list[APIField]] = [APIField("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    max_count = 1

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``articles``, one page of them; a page number out of range gives the nearest."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= self.listing(request)
        context["articles"] = Paginator(context["articles"], ARTICLES_PER_PAGE).get_page(
            request.GET.get("page")
        )
        return context

    def listing(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002  some lists are narrowed by it
        """Return ``articles``, all that the list shows, and what else the page needs to tell of them."""
        from cms.publishing.selectors import live_articles_below

        return {"articles": live_articles_below(self)}


class NewsIndex(ArticleIndex):
    """News and press releases, with an archive."""

    template = "publishing/news_index.html"
    subpage_types: ClassVar[list[str]] = ["publishing.News", "publishing.PressRelease"]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")

    def listing(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the year and the subject in the address leave, and ``archive`` to choose them from."""
        from cms.publishing.archive import archive_of
        from cms.publishing.selectors import live_articles_below

        year, topic = (request.GET.get(name, "") for name in ("year", "topic"))
        archive = archive_of(live_articles_below(self), year=year, topic=topic)
        return {"articles": archive.articles, "archive": archive}


class ReviewIndex(ArticleIndex):
    """Annual reviews."""

    template = "publishing/article_index.html"
    subpage_types: ClassVar[list[str]] = ["publishing.AnnualReview"]

    class Meta:
        verbose_name = _("review index")
        verbose_name_plural = _("review indexes")


class ProjectIndex(ArticleIndex):
    """Projects and development work."""

    template = "publishing/article_index.html"
    subpage_types: ClassVar[list[str]] = ["publishing.Project"]

    class Meta:
        verbose_name = _("project index")
        verbose_name_plural = _("project indexes")
