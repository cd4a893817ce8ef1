"""Services: what member organisations offer."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin
from wagtail.search import index

from cms.directory.fields import ChoiceListField
from cms.directory.forms import SEARCH_CARD, ServiceForm
from cms.directory.models.address import Addressed
from cms.directory.models.organisation import OrganisationPage
from cms.directory.panels import SERVICE_EDIT_HANDLER
from search.fields import LinkState


class ServiceTag(TaggedItemBase):
    """Join a service and a tag."""

    content_object = ParentalKey("directory.Service", related_name="tagged_items", on_delete=models.CASCADE)


class Service(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    Addressed,
    ClusterableModel,
):
    """Be one service of a member organisation.

    It is offered in the whole county, in ``municipalities``, digitally, or several of these, but never
    nowhere. Ages are decimal years, inclusive. ``link`` leads to the section of the organisation's own
    site that tells of this service.
    """

    class Status(models.TextChoices):
        """Whether people can use the service now."""

        ACTIVE = "active", _("active")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    class Channel(models.TextChoices):
        """How people meet the service."""

        PLACE = "place", _("on site")
        TELEPHONE = "telephone", _("by telephone")
        CHAT = "chat", _("by chat")
        HOME_VISIT = "home_visit", _("home visits")
        GROUP = "group", _("in a group")

    class ServiceLanguage(models.TextChoices):
        """A language in which one is served (ISO 639, and sign language)."""

        FI = "fi", _("Finnish")
        SV = "sv", _("Swedish")
        EN = "en", _("English")
        AR = "ar", _("Arabic")
        SO = "so", _("Somali")
        RU = "ru", _("Russian")
        UK = "uk", _("Ukrainian")
        KU = "ku", _("Kurdish")
        FA = "fa", _("Persian")
        FSE = "fse", _("Finnish Sign Language")

    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="services",
    )
    name = models.CharField(
        _("name"), max_length=120, help_text=_("What people call it, without the organisation's name.")
    )
    slug = models.SlugField(_("address part"), max_length=140, unique=True, editable=False)
    summary = models.CharField(
        _("summary"), max_length=200, help_text=_("What one gets, in a sentence. At most 200 characters.")
    )
    summary_sv = models.CharField(
        _("summary in Swedish"),
        max_length=200,
        blank=True,
        help_text=_("The same in Swedish; shown to those who read the pages in Swedish."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("What happens, for whom, and how to begin. Leave a blank line between paragraphs."),
    )
    open_to_all = models.BooleanField(
        _("for everybody"),
        default=False,
        help_text=_("The service is not meant for any target group in particular."),
    )
    target_groups = ParentalManyToManyField(
        "directory.TargetGroup", verbose_name=_("target groups"), blank=True, related_name="services"
    )
    challenges = ParentalManyToManyField(
        "directory.Challenge", verbose_name=_("challenges"), blank=True, related_name="services"
    )
    tags = ClusterTaggableManager(through=ServiceTag, blank=True, verbose_name=_("tags"))
    whole_county = models.BooleanField(_("in the whole county"), default=False)
    municipalities = ParentalManyToManyField(
        "directory.Municipality",
        verbose_name=_("municipalities"),
        blank=True,
        related_name="services",
        help_text=_("Only if the service is not offered in the whole county."),
    )
    digital = models.BooleanField(
        _("digitally"), default=False, help_text=_("On the web, wherever one lives.")
    )
    channels = ChoiceListField(
        Channel, verbose_name=_("channels"), blank=True, help_text=_("How people meet you.")
    )
    opening_hours = models.TextField(
        _("opening hours"), blank=True, help_text=_("As you would tell them on the telephone.")
    )
    is_free = models.BooleanField(_("free of charge"), default=True)
    price = models.CharField(
        _("price"), max_length=200, blank=True, help_text=_("Only if the service is not free.")
    )
    anonymous = models.BooleanField(_("can be used anonymously"), default=False)
    languages = ChoiceListField(ServiceLanguage, verbose_name=_("languages"), blank=True)
    age_from = models.DecimalField(
        _("age from"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(120)],
        help_text=_("In years; 0.5 is six months."),
    )
    age_to = models.DecimalField(
        _("age to"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(120)],
    )
    link = models.URLField(
        _("link"),
        max_length=1000,
        blank=True,
        help_text=_("The page, and its section, on your own site that tells of this service."),
    )
    link_state = models.CharField(
        _("state of the link"),
        max_length=10,
        default=LinkState.UNKNOWN.value,
        editable=False,
        choices=[(state.value, state.value) for state in LinkState],
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    confirmed_at = models.DateField(_("confirmed"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    revisions = GenericRelation("wagtailcore.Revision", related_query_name="service")
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="service",
        for_concrete_model=False,
    )

    base_form_class = ServiceForm
    edit_handler = SERVICE_EDIT_HANDLER
    search_fields: ClassVar[list[index.BaseField]] = [
        index.AutocompleteField("name"),
        index.SearchField("name"),
        index.SearchField("summary"),
        index.FilterField("organisation"),
        index.FilterField("status"),
    ]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering: ClassVar[list[str]] = ["name", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name"], name="services_by_name"),  # the admin's list, far down
            models.Index(  # the front page's counts, without a look at the services themselves
                fields=["organisation", "live", "status", "open_to_all"], name="services_shown"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse ages that nobody has."""
        super().clean()
        if self.age_from is not None and self.age_to is not None and self.age_to < self.age_from:
            raise ValidationError({"age_to": _("The upper age can't be below the lower one.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save within a transaction; a new service gets an address part of its own."""
        with transaction.atomic():
            if not self.slug:
                self.slug = self._free_slug()
            super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        base = slugify(self.name)[:120].strip("-") or "palvelu"
        if not Service.objects.filter(slug=base).exists():
            return base
        taken = set(Service.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        return next(slug for slug in candidates if slug not in taken)

    def with_content_json(self, content: dict[str, Any]) -> Service:
        """Return a revision's state, but never let an old draft undo what was found out since.

        An organisation that has been deleted since gives way to the one that the service has now.
        """
        key = content.get("organisation")
        if key != self.organisation_id and not OrganisationPage.objects.filter(pk=key).exists():
            content = {**content, "organisation": self.organisation_id}
        service: Service = super().with_content_json(content)
        stored = Service.objects.filter(pk=self.pk).first()
        if stored is not None:
            service.slug = stored.slug
            service.confirmed_at, service.confirmed_by_id = stored.confirmed_at, stored.confirmed_by_id
            same_link = service.link == stored.link
            service.link_state = stored.link_state if same_link else LinkState.UNKNOWN.value
        return service

    def get_absolute_url(self) -> str:
        """Return the path of the service's public page, empty before it is saved for the first time."""
        return reverse("service", args=[self.slug]) if self.slug else ""

    @property
    def summary_language(self) -> str:
        """Return in which language ``summary_here`` is."""
        return "sv" if self.summary_sv and (get_language() or "").startswith("sv") else "fi"

    @property
    def summary_here(self) -> str:
        """Return the summary in the active language, or in Finnish."""
        return self.summary_sv if self.summary_language == "sv" else self.summary

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Offer the page, and the card that professionals see among the results of a search."""
        return [*self.DEFAULT_PREVIEW_MODES, (SEARCH_CARD, _("In the search results"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002  Wagtail's signature
        """Show a preview as the public page, or a page of results, shows it."""
        return "directory/search_card.html" if mode_name == SEARCH_CARD else "directory/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what the previewed page's template needs."""
        context = {**super().get_preview_context(request, mode_name), "service": self}
        if mode_name == SEARCH_CARD:
            from cms.directory.indexing import preview_document
            from search.presentation import result_of

            context["result"] = result_of(preview_document(self))
        return context

    @property
    def is_public(self) -> bool:
        """Tell whether the public may see the service: published, of a public organisation, not ended."""
        from cms.directory.selectors import live_services

        return live_services().filter(pk=self.pk).exists()

    @property
    def channel_labels(self) -> list[str]:
        """Return the channels in words, in the active language."""
        return [str(self.Channel(channel).label) for channel in self.channels]

    @property
    def language_labels(self) -> list[str]:
        """Return the languages in words, in the active language."""
        return [str(self.ServiceLanguage(language).label) for language in self.languages]
