"""Events and the page that lists them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.directory.models import OrganisationPage
from cms.publishing.blocks import BodyBlock
from cms.publishing.models.article import IndexedPage
from cms.publishing.models.indexes import ArticleIndex
from cms.publishing.panels import ReadabilityPanel
from cms.publishing.pictures import PicturedPageForm

CALENDAR = "ics"


class EventIndex(ArticleIndex):
    """List the events to come, and those of the past on request; all to come as a calendar."""

    api_fields: ClassVar[list[APIField]] = [APIField("introduction")]
    subpage_types: ClassVar[list[str]] = ["events.EventPage"]
    template = "events/event_index.html"

    class Meta:
        verbose_name = _("event index")
        verbose_name_plural = _("event indexes")

    def listing(self, request: HttpRequest) -> dict[str, Any]:
        """Return the events, and ``past``: whether they are those that are over."""
        from cms.events.selectors import coming_events_below, past_events_below

        past = "past" in request.GET
        below = past_events_below if past else coming_events_below
        return {"articles": below(self, at=timezone.now()), "past": past}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page, or with ``export=ics`` the events to come as a calendar."""
        from cms.events.calendars import calendar_response
        from cms.events.selectors import coming_events_below

        if request.GET.get("export") == CALENDAR:
            events = coming_events_below(self, at=timezone.now())
            return calendar_response(events, request, name=self.slug)
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response


class EventPage(IndexedPage):
    """Be one event: when, where or by which link, for whom, and how to get in."""

    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("What happens, in a sentence or two; shown in lists.")
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    all_day = models.BooleanField(
        _("all day"), default=False, help_text=_("Only the days are shown, not the times.")
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("For example Meeting place Timantti, 2nd floor.")
    )
    street_address = models.CharField(_("street address"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        "directory.Municipality",
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    online_url = models.URLField(_("link to take part online"), max_length=1000, blank=True)
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organiser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        help_text=_("A member organisation; empty if the umbrella organisation holds it."),
    )
    target_groups = ParentalManyToManyField(
        "directory.TargetGroup", verbose_name=_("target groups"), blank=True, related_name="+"
    )
    registration_url = models.URLField(_("registration link"), max_length=1000, blank=True)
    registration_until = models.DateField(_("last day of registration"), null=True, blank=True)
    price = models.CharField(
        _("price"), max_length=120, blank=True, help_text=_("Empty if it costs nothing.")
    )
    contact_email = models.EmailField(
        _("contact email address"),
        blank=True,
        help_text=_("A role's address, such as info@, not a person's."),
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    source_url = models.URLField(
        _("original address"), max_length=1000, blank=True, help_text=_("Where the text was first published.")
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    base_form_class = PicturedPageForm
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("all_day")],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("street_address"), FieldPanel("municipality")]),
                FieldPanel("online_url"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("organisation"),
                FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
                FieldPanel("price"),
                FieldRowPanel([FieldPanel("registration_url"), FieldPanel("registration_until")]),
                FieldPanel("contact_email"),
            ],
            heading=_("Who and how"),
        ),
        FieldPanel("image"),
        FieldPanel("body"),
        ReadabilityPanel(),
    ]
    promote_panels: ClassVar[list[Panel]] = [FieldPanel("source_url"), *Page.promote_panels]
    api_fields: ClassVar[list[APIField]] = [
        APIField(name)
        for name in (
            "summary",
            "starts_at",
            "ends_at",
            "all_day",
            "place",
            "street_address",
            "municipality",
            "online_url",
            "organisation",
            "target_groups",
            "registration_url",
            "registration_until",
            "price",
            "contact_email",
            "image",
            "body",
        )
    ]
    parent_page_types: ClassVar[list[str]] = ["events.EventIndex"]
    subpage_types: ClassVar[list[str]] = []
    show_in_menus_default = False
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def last_moment(self) -> datetime:
        """Return when the event is over, as far as is known: its end, else its beginning."""
        return self.ends_at or self.starts_at

    @property
    def is_over(self) -> bool:
        """Tell whether the event is over; one that lasts all day or has no end is over when its day is."""
        return timezone.localdate(self.last_moment) < timezone.localdate()

    @property
    def takes_registrations(self) -> bool:
        """Tell whether one can still register by a link."""
        in_time = self.registration_until is None or self.registration_until >= timezone.localdate()
        return bool(self.registration_url and in_time and not self.is_over)

    @property
    def takes_several_days(self) -> bool:
        """Tell whether it ends on another day than it begins."""
        return bool(self.ends_at and timezone.localdate(self.ends_at) != timezone.localdate(self.starts_at))

    @cached_property
    def organiser(self) -> OrganisationPage | None:
        """Return the member organisation that holds it, if the public may see that organisation."""
        return self.organisation if self.organisation and self.organisation.is_public else None

    @property
    def where(self) -> str:
        """Return place, street address and municipality in one line."""
        town = self.municipality.name if self.municipality else ""
        return ", ".join(part for part in (self.place, self.street_address, town) if part)

    def clean(self) -> None:
        """Refuse an event that ends before it begins, or stands nowhere."""
        super().clean()
        if self.ends_at and self.starts_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The event can't end before it begins.")})
        if not (self.place or self.street_address or self.municipality_id or self.online_url):
            raise ValidationError(
                {"place": _("Say where the event is, or give the link to take part online.")}
            )

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the page, or with ``export=ics`` the event for one's own calendar."""
        from cms.events.calendars import calendar_response

        if request.GET.get("export") == CALENDAR:
            return calendar_response([self], request, name=self.slug)
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response
