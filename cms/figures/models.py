"""What is counted, the round in which members are asked, what they answer, and the sums that were published.

What an organisation is still writing lies in ``Answer.draft``; a ``ReportedFigure`` is what it has sent. So
nothing unfinished is ever in a sum. What the public sees are ``PublishedSum`` rows, which change only when
somebody says so (docs/decisions/0021-key-figures.md).
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.directory.models.taxonomies import Named, Term

DIGITS, DECIMALS = 15, 2
"""How large and how exact a value may be."""
YEARS = (MinValueValidator(1900), MaxValueValidator(2100))


class KeyFigure(Term):
    """Be one thing that is counted each year; the description tells members what to count."""

    class Together(models.TextChoices):
        """How the members' values become one."""

        SUM = "sum", _("sum")
        MEAN = "mean", _("mean")
        LARGEST = "largest", _("largest")
        NONE = "none", _("not put together")

    unit = models.CharField(
        _("unit"), max_length=20, blank=True, help_text=_("For example €, h or %; empty for a plain number.")
    )
    together = models.CharField(
        _("put together as"), max_length=10, choices=Together, default=Together.SUM.value
    )
    in_use = models.BooleanField(
        _("in use"), default=True, help_text=_("A figure that is no longer in use keeps its past values.")
    )

    panels: ClassVar[list[Panel]] = [
        *Named.NAME_PANELS,
        FieldPanel("description"),
        FieldPanel("unit"),
        FieldPanel("together"),
        FieldPanel("sort_order"),
        FieldPanel("in_use"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")


class Collection(models.Model):
    """Be the round in which members are asked for the key figures of one year."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True, validators=YEARS)
    figures = models.ManyToManyField(KeyFigure, verbose_name=_("key figures that are asked"))
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"), help_text=_("The last day on which figures can be sent."))
    letter = models.TextField(
        _("text of the letter"), blank=True, help_text=_("Stands at the beginning of each reminder.")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("collection of key figures")
        verbose_name_plural = _("collections of key figures")
        ordering: ClassVar[list[str]] = ["-year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(closes__gte=models.F("opens")), name="figures_collection_opens_first"
            )
        ]

    def __str__(self) -> str:
        return gettext("Key figures of %(year)d") % {"year": self.year}

    def clean(self) -> None:
        """Refuse a round that closes before it opens."""
        if self.opens and self.closes and self.closes < self.opens:
            raise ValidationError({"closes": _("The collection closes before it opens.")})

    def is_open(self, today: date | None = None) -> bool:
        """Tell whether figures can be sent."""
        return self.closed_at is None and self.opens <= (today or localdate()) <= self.closes


class Answer(models.Model):
    """Be what one organisation answers for one year: the draft, and when it was sent."""

    class State(models.TextChoices):
        """How far an organisation has come."""

        NONE = "none", _("not begun")
        PART = "part", _("in part")
        SENT = "sent", _("sent")
        CHANGING = "changing", _("sent, being changed")

    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="figure_answers",
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    draft = models.JSONField(_("draft"), default=dict, blank=True)
    """Texts as they were typed, by the figure's slug: ``{"volunteers": {"value": "1 200", "note": ""}}``."""
    shown = models.BooleanField(
        _("these figures may be shown on our page"), default=False, help_text=_("You can change this later.")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("answer with key figures")
        verbose_name_plural = _("answers with key figures")
        ordering: ClassVar[list[str]] = ["-year", "organisation"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "year"], name="figures_one_answer_a_year")
        ]

    def __str__(self) -> str:
        return gettext("Key figures of %(year)d") % {"year": self.year}

    @property
    def state(self) -> Answer.State:
        """Return how far the organisation has come."""
        if self.sent_at:
            return Answer.State.CHANGING if self.draft else Answer.State.SENT
        typed = any(entry["value"] or entry["note"] for entry in self.draft.values())
        return Answer.State.PART if typed else Answer.State.NONE


class ReportedFigure(models.Model):
    """Be the value of one key figure that one organisation has reported for one year."""

    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="reported_figures",
    )
    figure = models.ForeignKey(
        KeyFigure, verbose_name=_("key figure"), on_delete=models.PROTECT, related_name="reported"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    value = models.DecimalField(_("value"), max_digits=DIGITS, decimal_places=DECIMALS)
    note = models.CharField(_("note"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        ordering: ClassVar[list[str]] = ["-year", "organisation", "figure"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["organisation", "figure", "year"], name="figures_one_value_a_year"
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["year", "figure"], name="figures_by_year")
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.year}: {self.value}"


class PublishedSum(models.Model):
    """Be what the members' values of one figure and year came to when it was published."""

    figure = models.ForeignKey(
        KeyFigure, verbose_name=_("key figure"), on_delete=models.PROTECT, related_name="published_sums"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    value = models.DecimalField(_("value"), max_digits=DIGITS + 4, decimal_places=DECIMALS)
    organisations = models.PositiveIntegerField(_("organisations"))
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("published sum")
        verbose_name_plural = _("published sums")
        ordering: ClassVar[list[str]] = ["-year", "figure__sort_order", "figure__name_fi"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["figure", "year"], name="figures_one_sum_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.figure} {self.year}: {self.value}"
