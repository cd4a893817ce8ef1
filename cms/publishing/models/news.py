"""News."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.api import APIField

from cms.publishing.models.article import Article
from cms.publishing.panels import ReadabilityPanel
from cms.publishing.pictures import PicturedPageForm


class News(Article):
    """Tell what has happened or is about to."""

    date = models.DateField(_("date"), default=localdate)
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = PicturedPageForm
    content_panels: ClassVar[list[Panel]] = [
        *Article.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
        ReadabilityPanel(),
    ]
    api_fields: ClassVar[list[APIField]] = [*Article.api_fields, APIField("date"), APIField("image")]
    parent_page_types: ClassVar[list[str]] = ["publishing.NewsIndex"]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
