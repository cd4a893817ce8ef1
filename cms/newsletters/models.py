"""The newsletter's pages, and the sending of an issue: counts of how it went, and who still waits for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.newsletters.blocks import LetterBlock
from cms.newsletters.panels import MailingPanel, NewlyPublishedPanel
from cms.publishing.models.article import IndexedPage
from cms.publishing.models.indexes import ArticleIndex
from cms.publishing.panels import ReadabilityPanel

AS_LETTER, AS_TEXT = "letter", "text"


class NewsletterIndexPage(ArticleIndex):
    """Say what the newsletter is, take subscriptions, and list the past issues."""

    sender_name = models.CharField(
        _("name of the sender"),
        max_length=100,
        blank=True,
        help_text=_("Stands as the sender in mail programs; the name of the organisation, no person's."),
    )
    reply_address = models.EmailField(
        _("address for replies"),
        blank=True,
        help_text=_("A role's address, such as info@, not a person's."),
    )

    content_panels: ClassVar[list[Panel]] = [
        *ArticleIndex.content_panels,
        MultiFieldPanel([FieldPanel("sender_name"), FieldPanel("reply_address")], heading=_("The letters")),
    ]
    subpage_types: ClassVar[list[str]] = ["newsletters.NewsletterPage"]
    template = "newsletters/newsletter_index.html"

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")

    def listing(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002  nothing narrows it
        """Return the issues, and the form by which one subscribes."""
        from cms.newsletters.forms import form_context
        from cms.newsletters.selectors import issues_below

        return {"articles": issues_below(self), **form_context()}


class NewsletterPage(IndexedPage):
    """Be one issue, read here or as a letter."""

    date = models.DateField(_("date"), default=localdate)
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("What is in it, in a sentence; mail programs show it beside the subject."),
    )
    body = StreamField(LetterBlock(), verbose_name=_("content"), blank=True)

    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        MailingPanel(heading=_("As a letter")),
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("summary"),
        NewlyPublishedPanel(heading=_("Published since the last issue"), classname="collapsed"),
        FieldPanel("body"),
        ReadabilityPanel(),
    ]
    api_fields: ClassVar[list[APIField]] = [APIField("date"), APIField("summary"), APIField("body")]
    parent_page_types: ClassVar[list[str]] = ["newsletters.NewsletterIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    show_in_menus_default = False
    template = "newsletters/newsletter_page.html"

    class Meta:
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")

    @cached_property
    def known_mailing(self) -> Mailing | None:
        """Return the sending of this issue, if it was ever begun or is to be."""
        return Mailing.objects.filter(issue_id=self.pk).first() if self.pk else None

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Show the page, the letter as mail programs show it, and the letter as plain text."""
        return [
            *super().preview_modes,
            (AS_LETTER, _("Letter")),
            (AS_TEXT, _("Letter as plain text")),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer what a mode shows."""
        from cms.newsletters.previewing import as_letter, as_text

        if mode_name == AS_LETTER:
            return as_letter(request, self)
        if mode_name == AS_TEXT:
            return as_text(request, self)
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response


class Mailing(models.Model):
    """Be the one sending of an issue: the letter as it was when it began, and how many got it.

    To whom it went is known only as long as it still has to go, see ``Delivery``.
    """

    class State(StrEnum):
        """How far it is."""

        SCHEDULED = "scheduled"
        RUNNING = "running"
        OVER = "over"

    issue = models.OneToOneField(
        NewsletterPage, verbose_name=_("issue"), on_delete=models.CASCADE, related_name="mailing"
    )
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ordered_at = models.DateTimeField(_("ordered"), default=now)
    starts_at = models.DateTimeField(_("begins"), default=now)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    over_at = models.DateTimeField(_("over"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    subject = models.CharField(_("subject"), max_length=255, blank=True)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)
    sent = models.PositiveIntegerField(_("sent"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    unsure = models.PositiveIntegerField(_("unsure"), default=0)
    problem = models.TextField(_("problem"), blank=True)

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        ordering: ClassVar[list[str]] = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.state}"

    @property
    def state(self) -> State:
        """Return how far it is."""
        if self.over_at:
            return self.State.OVER
        return self.State.RUNNING if self.begun_at else self.State.SCHEDULED

    @property
    def settled(self) -> int:
        """Return of how many recipients it is known how it went, or that it can't be known."""
        return self.sent + self.refused + self.unsure


class Delivery(models.Model):
    """Be one letter that still has to go; deleted when it went, was refused, or nobody can tell."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey("subscriptions.Subscription", on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    taken_at = models.DateTimeField(
        _("taken"), null=True, blank=True, help_text=_("When a worker began to hand it over.")
    )

    class Meta:
        verbose_name = _("letter on its way")
        verbose_name_plural = _("letters on their way")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mailing", "subscription"], name="one_delivery_a_subscription")
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}: {self.subscription_id}"
