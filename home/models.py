"""The front page, plain pages, and what the site says of itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel
from wagtail.api import APIField
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Locale, Orderable, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms.events.models import EventIndex
from cms.feedback.robots import stamp
from cms.newsletters.models import NewsletterIndexPage
from cms.publishing.blocks import BodyBlock
from cms.publishing.models import NewsIndex
from cms.publishing.panels import ReadabilityPanel
from cms.translation.pages import MultilingualPage
from cms.translation.selectors import readers_list
from home.accessibility import STAMPED_FOR
from home.forms import AccessibilityForm
from home.selectors import latest_news, next_events, search_choices


class HomePage(MultilingualPage):
    """Be the front page: the search box, the two doors, news, and a figure or two."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("A sentence or two above the search box.")
    )

    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        InlinePanel("figures", heading=_("Shown figures"), label=_("Figure"), max_num=4),
    ]
    api_fields: ClassVar[list[APIField]] = [APIField("introduction"), APIField("figures")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page below; what nobody has translated is found where it stands in the original's tree."""
        try:
            return super().route(request, path_components)
        except Http404:
            original = self.get_translation_or_none(Locale.get_default())
            if original is None or self.locale_id == original.locale_id:
                raise
            return original.route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the reader chooses from, ``latest_news`` and ``next_events``, and the lists of all."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news, events = readers_list(NewsIndex), readers_list(EventIndex)
        return {
            **context,
            **search_choices(),
            "newsletter": readers_list(NewsletterIndexPage),
            "news_list": news,
            "latest_news": latest_news(news),
            "event_list": events,
            "next_events": next_events(events),
        }


class HomePageFigure(Orderable):
    """Be one figure that the front page shows, such as 42 member organisations."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="figures")
    value = models.CharField(_("figure"), max_length=20)
    label = models.CharField(_("what it counts"), max_length=120)

    api_fields: ClassVar[list[APIField]] = [APIField("value"), APIField("label")]

    class Meta(Orderable.Meta):
        verbose_name = _("shown figure")
        verbose_name_plural = _("shown figures")

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class PlainPage(MultilingualPage):
    """Be a page of text that belongs to no series, such as the accessibility statement."""

    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    asks_about_accessibility = models.BooleanField(
        _("with a form for feedback on accessibility"),
        default=False,
        help_text=_("For the accessibility statement. What is sent goes to the site's contact address."),
    )

    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("body")]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("body"),
        ReadabilityPanel(),
        FieldPanel("asks_about_accessibility"),
    ]
    api_fields: ClassVar[list[APIField]] = [APIField("body")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["home.PlainPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the form with its stamp where the page asks about accessibility."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        if self.asks_about_accessibility:
            context |= {"form": AccessibilityForm(), "stamp": stamp(STAMPED_FOR)}
        return context


@register_setting(icon="home")
class SiteSettings(BaseSiteSetting):
    """Say whose site this is and how to reach them; shown in the header and the footer."""

    organisation_name = models.CharField(_("name of the organisation"), max_length=120, blank=True)
    contact_email = models.EmailField(
        _("contact email address"),
        blank=True,
        help_text=_("A role's address, such as info@, not a person's."),
    )
    footer_text = models.TextField(
        _("footer text"), blank=True, help_text=_("Who keeps the site, in a sentence or two.")
    )
    footer_text_sv = models.TextField(_("footer text in Swedish"), blank=True)
    footer_text_en = models.TextField(_("footer text in English"), blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("organisation_name"),
        FieldPanel("contact_email"),
        FieldPanel("footer_text"),
        FieldPanel("footer_text_sv"),
        FieldPanel("footer_text_en"),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    @property
    def footer(self) -> tuple[str, str]:
        """Return the footer's text in the active language, else in Finnish, and that language's code."""
        language = get_language() or "fi"
        text = getattr(self, f"footer_text_{language}", "")
        return (text, language) if text else (self.footer_text, "fi")
