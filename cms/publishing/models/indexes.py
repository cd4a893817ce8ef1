"""The pages under which written pages stand."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.translation.pages import MultilingualPage

ARTICLES_PER_PAGE = 20


class ArticleIndex(MultilingualPage):
    """List the live pages below, the newest first."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Panel]] = [*MultilingualPage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    max_count = 1

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``articles``, one page of them; a page number out of range gives the nearest."""
        from cms.publishing.selectors import live_articles_below

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        paginator = Paginator(live_articles_below(self), ARTICLES_PER_PAGE)
        context["articles"] = paginator.get_page(request.GET.get("page"))
        return context


class NewsIndex(ArticleIndex):
    """News and press releases."""

    template = "publishing/article_index.html"
    subpage_types: ClassVar[list[str]] = ["publishing.News", "publishing.PressRelease"]

    class Meta:
        verbose_name = _("news index")
        verbose_name_plural = _("news indexes")


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
