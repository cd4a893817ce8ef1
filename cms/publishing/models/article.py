"""What all written pages have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.publishing.blocks import BodyBlock
from cms.translation.pages import MultilingualPage


class IndexedPage(MultilingualPage):
    """Save in one transaction, so that the row and what its signals write stand or fall together."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save within a transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)


class Article(IndexedPage):
    """Be a written page: a summary, a body of blocks, tags."""

    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences; shown in lists."))
    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    source_url = models.URLField(
        _("original address"), max_length=1000, blank=True, help_text=_("Where the text was first published.")
    )
    tags = ClusterTaggableManager(through="publishing.ArticleTag", blank=True, verbose_name=_("tags"))

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    api_fields: ClassVar[list[APIField]] = [APIField("summary"), APIField("body"), APIField("tags")]
    promote_panels: ClassVar[list[Panel]] = [
        FieldPanel("tags"),
        FieldPanel("source_url"),
        *Page.promote_panels,
    ]
    subpage_types: ClassVar[list[str]] = []
    show_in_menus_default = False

    class Meta:
        abstract = True
