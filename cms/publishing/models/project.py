"""Projects and development work, with the fields of an Innokylä record."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.publishing.blocks import BodyBlock
from cms.publishing.models.article import Article


class Project(Article):
    """Describe a piece of development work.

    The page's title is the record's name, ``summary`` its short description, ``tags`` its topics.
    ``funders`` and ``phenomena`` are lists of names, one a line.
    """

    purpose = StreamField(BodyBlock(), verbose_name=_("purpose and goals"), blank=True)
    period = models.TextField(_("period"), blank=True)
    actors = StreamField(BodyBlock(), verbose_name=_("actors"), blank=True)
    funders = models.TextField(_("funders"), blank=True, help_text=_("One a line."))
    starting_point = StreamField(
        BodyBlock(), verbose_name=_("starting point and strategic connections"), blank=True
    )
    aims = StreamField(BodyBlock(), verbose_name=_("aims"), blank=True)
    intended_results = StreamField(
        BodyBlock(), verbose_name=_("intended results, outputs and effects"), blank=True
    )
    outputs = StreamField(BodyBlock(), verbose_name=_("outputs and results"), blank=True)
    effects = StreamField(BodyBlock(), verbose_name=_("effects"), blank=True)
    phenomena = models.TextField(_("phenomena"), blank=True, help_text=_("One a line."))
    contact_name = models.CharField(_("contact's name"), max_length=120, blank=True)
    contact_organisation = models.CharField(_("contact's organisation"), max_length=255, blank=True)
    contact_email = models.EmailField(_("contact's email address"), blank=True)
    author = models.CharField(_("author"), max_length=255, blank=True)
    record_created = models.DateField(_("record created"), null=True, blank=True)
    record_modified = models.DateField(_("record modified"), null=True, blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *Article.content_panels,
        FieldPanel("summary"),
        FieldPanel("purpose"),
        MultiFieldPanel(
            [FieldPanel("period"), FieldPanel("actors"), FieldPanel("funders")], heading=_("Who and when")
        ),
        MultiFieldPanel(
            [FieldPanel("starting_point"), FieldPanel("aims"), FieldPanel("intended_results")],
            heading=_("Aims"),
        ),
        MultiFieldPanel([FieldPanel("outputs"), FieldPanel("effects")], heading=_("Results")),
        FieldPanel("body"),
        FieldPanel("phenomena"),
        InlinePanel("links", heading=_("Attachments and links"), label=_("Link")),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_organisation"), FieldPanel("contact_email")],
            heading=_("Contact"),
        ),
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("record_created"), FieldPanel("record_modified")],
            heading=_("Record"),
        ),
    ]
    TEXT_SECTIONS: ClassVar[tuple[str, ...]] = (
        "purpose",
        "actors",
        "starting_point",
        "aims",
        "intended_results",
        "outputs",
        "effects",
        "body",
    )
    api_fields: ClassVar[list[APIField]] = [
        *Article.api_fields,
        *(APIField(name) for name in TEXT_SECTIONS if name != "body"),
        *(APIField(name) for name in ("period", "funders", "phenomena", "links")),
    ]
    parent_page_types: ClassVar[list[str]] = ["publishing.ProjectIndex"]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    @property
    def sections(self) -> list[tuple[str, object]]:
        """Return the filled text sections as (heading, stream value), in the record's order."""
        return [
            (str(self._meta.get_field(name).verbose_name), value)
            for name in self.TEXT_SECTIONS
            if (value := getattr(self, name))
        ]


class ProjectLink(Orderable):
    """Be an attachment or a link of a project; the source may have shown the text alone."""

    page = ParentalKey(Project, on_delete=models.CASCADE, related_name="links")
    text = models.CharField(_("text"), max_length=255)
    url = models.URLField(_("address"), max_length=1000, blank=True)

    api_fields: ClassVar[list[APIField]] = [APIField("text"), APIField("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.text
