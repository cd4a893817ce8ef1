"""What services are found by: target groups, challenges, municipalities."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.search import index


class Named(index.Indexed, models.Model):
    """Have a name in Finnish, and perhaps in Swedish and English."""

    name_fi = models.CharField(_("name in Finnish"), max_length=120, unique=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    slug = models.SlugField(_("address part"), max_length=120, unique=True)

    search_fields: ClassVar[list[index.BaseField]] = [
        index.AutocompleteField("name_fi"),
        index.SearchField("name_fi"),
        index.SearchField("name_sv"),
    ]
    NAME_PANELS: ClassVar[list[Panel]] = [
        FieldPanel("name_fi"),
        FieldRowPanel([FieldPanel("name_sv"), FieldPanel("name_en")]),
        FieldPanel("slug"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in one transaction with what the signals write for the index."""
        with transaction.atomic():
            super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """Return the name in the active language, or in Finnish."""
        return self.name_in(get_language() or "fi")

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name in every language that has one, Finnish first."""
        return tuple(name for name in (self.name_fi, self.name_sv, self.name_en) if name)

    def name_in(self, language: str) -> str:
        """Return the name in ``language`` (ISO 639-1), or in Finnish where there is none."""
        return getattr(self, f"name_{language[:2]}", "") or self.name_fi


class Term(Named):
    """Be one entry of a list that editors keep and put in order."""

    description = models.TextField(
        _("description"), blank=True, help_text=_("Who or what this means; shown where people choose.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels: ClassVar[list[Panel]] = [*Named.NAME_PANELS, FieldPanel("description"), FieldPanel("sort_order")]

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["sort_order", "name_fi"]


class TargetGroup(Term):
    """Be a group of people for whom services are meant (kohderyhmä)."""

    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Challenge(Term):
    """Be a difficulty in which services help (haaste)."""

    class Meta(Term.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")


class Municipality(Named):
    """Be a municipality of the county; ``code`` is Statistics Finland's three digits."""

    code = models.CharField(_("municipality code"), max_length=3, unique=True)

    panels: ClassVar[list[Panel]] = [FieldPanel("code"), *Named.NAME_PANELS]

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering: ClassVar[list[str]] = ["name_fi"]
