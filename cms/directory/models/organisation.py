"""Member organisations."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from cms.accounts.models import User
from cms.directory.business_id import validate_business_id
from cms.directory.models.address import Addressed
from cms.directory.panels import ADDRESS_PANELS
from cms.membership.owned_form import ProfileForm
from cms.membership.rights import ProfileRights
from cms.publishing.blocks import BodyBlock
from cms.publishing.models.article import IndexedPage
from cms.translation.pages import MultilingualPage
from cms.translation.selectors import with_untranslated

SHOWN_SERVICES = 50
"""So many services stand on an organisation's page; the search has them all."""


class OrganisationIndex(MultilingualPage):
    """List the member organisations, who stand below the list in the site's own language alone."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels: ClassVar[list[Panel]] = [*Page.content_panels, FieldPanel("introduction")]
    api_fields: ClassVar[list[APIField]] = [APIField("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["directory.OrganisationPage"]
    max_count = 1

    class Meta:
        verbose_name = _("organisation index")
        verbose_name_plural = _("organisation indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``organisations``, the live ones by name."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        organisations = with_untranslated(OrganisationPage.objects.live().public(), self)
        context["organisations"] = organisations.order_by("title")
        return context

    @classmethod
    def original(cls) -> OrganisationIndex | None:
        """Return the list below which organisations stand, or ``None`` where nobody has made one."""
        return cls.objects.filter(locale__language_code=settings.LANGUAGE_CODE).order_by("path").first()


class OrganisationPage(Addressed, IndexedPage):
    """Be a member organisation's profile; the page's title is its name."""

    translatable = False

    business_id = models.CharField(
        _("business ID"), max_length=9, blank=True, validators=[validate_business_id]
    )
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("What the organisation does, in a sentence or two.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("content"), blank=True)
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    website = models.URLField(_("website"), max_length=1000, blank=True)
    email = models.EmailField(
        _("email address"), blank=True, help_text=_("A role's address, such as info@, not a person's.")
    )
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    member_since = models.DateField(_("member since"), null=True, blank=True)
    member_until = models.DateField(_("member until"), null=True, blank=True)
    municipalities = ParentalManyToManyField(
        "directory.Municipality",
        verbose_name=_("operating municipalities"),
        blank=True,
        related_name="organisations",
    )

    search_fields: ClassVar[list[index.BaseField]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("website"), FieldRowPanel([FieldPanel("email"), FieldPanel("telephone")])],
            heading=_("Contact"),
        ),
        MultiFieldPanel(ADDRESS_PANELS, heading=_("Visiting address")),
        FieldPanel("logo"),
        FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel(
            [
                FieldPanel("business_id"),
                FieldRowPanel([FieldPanel("member_since"), FieldPanel("member_until")]),
            ],
            heading=_("Membership"),
        ),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField(name)
        for name in (
            "business_id",
            "summary",
            "body",
            "logo",
            "website",
            "email",
            "telephone",
            "public_address",
            "municipalities",
        )
    ]
    base_form_class = ProfileForm
    parent_page_types: ClassVar[list[str]] = ["directory.OrganisationIndex"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    @classmethod
    def can_exist_under(cls, parent: Page) -> bool:
        """Refuse a list in another language: an organisation stands once."""
        own = bool(parent.locale.language_code == settings.LANGUAGE_CODE)
        return own and bool(super().can_exist_under(parent))

    def clean(self) -> None:
        """Refuse a business ID that another organisation has, and a membership that ends before it began."""
        super().clean()
        if self.business_id and (
            OrganisationPage.objects.filter(business_id=self.business_id).exclude(pk=self.pk).exists()
        ):
            raise ValidationError({"business_id": _("Another organisation has this business ID already.")})
        if self.member_since and self.member_until and self.member_until < self.member_since:
            raise ValidationError({"member_until": _("The membership can't end before it began.")})

    def permissions_for_user(self, user: User) -> ProfileRights:
        """Return what a person may do with the page: its own people neither copy, move nor delete it."""
        return ProfileRights(user, self)

    @property
    def is_public(self) -> bool:
        """Tell whether the public may see the organisation."""
        from cms.directory.selectors import public_organisations

        return public_organisations().filter(pk=self.pk).exists()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``services``, the first of the organisation's live ones, and how many ``further`` there are."""
        from cms.directory.selectors import live_services_of

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        services = live_services_of(self)
        shown = list(services[: SHOWN_SERVICES + 1])
        further = services.count() - SHOWN_SERVICES if len(shown) > SHOWN_SERVICES else 0
        return {**context, "services": shown[:SHOWN_SERVICES], "further": further}
