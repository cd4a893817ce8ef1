"""Press releases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.api import APIField
from wagtail.models import Orderable

from cms.publishing.models.article import Article
from cms.publishing.panels import ReadabilityPanel


class PressRelease(Article):
    """Tell the press; whom to ask stands apart from the text."""

    date = models.DateField(_("date"), default=localdate)

    content_panels: ClassVar[list[Panel]] = [
        *Article.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        FieldPanel("body"),
        ReadabilityPanel(),
        InlinePanel("contacts", heading=_("Contacts for the press"), label=_("Contact")),
    ]
    api_fields: ClassVar[list[APIField]] = [*Article.api_fields, APIField("date"), APIField("contacts")]
    parent_page_types: ClassVar[list[str]] = ["publishing.NewsIndex"]

    class Meta:
        verbose_name = _("press release")
        verbose_name_plural = _("press releases")


class PressReleaseContact(Orderable):
    """Be somebody whom the press may ask."""

    page = ParentalKey(PressRelease, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=255, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)

    api_fields: ClassVar[list[APIField]] = [
        APIField(name) for name in ("name", "role", "organisation", "email", "telephone")
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return self.name or self.role or self.email
