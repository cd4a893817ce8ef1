"""One row for each foreign term: what it is here, or that nobody has decided yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.search import index

from cms.directory.models import Challenge, Municipality, TargetGroup
from ingest.own_names import LISTS, folded
from ingest.records import Term
from ingest.terms import Facet

CHOSEN: dict[str, str] = {
    Facet.TARGET_GROUP: "target_groups",
    Facet.CHALLENGE: "challenges",
    Facet.MUNICIPALITY: "municipalities",
}
"""In which field of a rule the entries of each list are chosen."""


class TermRuleForm(WagtailAdminModelForm):
    """Edit a rule: what the shipped rules name, or what looks alike, is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.instance
        if not rule.pk or rule.facet not in CHOSEN or any(rule.chosen()):
            return
        from ingest.mapping.proposals import proposed

        name = CHOSEN[rule.facet]
        if name in self.fields:
            self.initial[name] = [entry.pk for entry in rule.entries() or proposed(rule)]

    def clean(self) -> dict[str, Any]:
        """Ask for a choice of the rule's own list, and for none of the others."""
        cleaned: dict[str, Any] = super().clean()
        facet, decision = cleaned.get("facet", self.instance.facet), cleaned.get("decision")
        own = CHOSEN.get(str(facet), "")
        for name in CHOSEN.values():
            if name != own and cleaned.get(name):
                self.add_error(name, _("Choose from the list that the term belongs to."))
        if decision == TermRule.Decision.MAPPED and own and not cleaned.get(own):
            self.add_error(own, _("Choose what the term is here, or decide otherwise."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save; what people chose stands in the place of what the shipped rules named."""
        self.instance.shipped = []
        return super().save(commit=commit)


class TermRule(index.Indexed, models.Model):
    """Say what one foreign term is here.

    A rule with a ``code`` is for the term of that code, any other for terms whose label is the same but
    for capitals; without a ``vocabulary`` for the labels of all. ``shipped`` are address parts of our
    entries that came with the product: they count while nothing has been chosen.
    """

    class Decision(models.TextChoices):
        """What has been decided."""

        WAITING = "waiting", _("not decided yet")
        MAPPED = "mapped", _("is one of ours")
        LEFT_OUT = "left_out", _("is left out")
        WHOLE_COUNTY = "whole_county", _("means the whole county")
        EVERYBODY = "everybody", _("means everybody")

    FACETS: ClassVar[list[tuple[str, Any]]] = [
        (Facet.TARGET_GROUP.value, _("target groups")),
        (Facet.CHALLENGE.value, _("challenges")),
        (Facet.MUNICIPALITY.value, _("municipalities")),
    ]

    facet = models.CharField(_("list"), max_length=20, choices=FACETS)
    vocabulary = models.CharField(
        _("vocabulary"),
        max_length=200,
        blank=True,
        help_text=_("Such as ptv:target-group. If empty, the label is meant in every vocabulary."),
    )
    code = models.CharField(_("code"), max_length=200, blank=True)
    label = models.CharField(_("label"), max_length=255, blank=True)
    label_key = models.CharField(max_length=255, blank=True, editable=False)
    decision = models.CharField(
        _("decision"), max_length=20, choices=Decision.choices, default=Decision.WAITING, db_index=True
    )
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name=_("target groups"), blank=True, related_name="+"
    )
    challenges = models.ManyToManyField(Challenge, verbose_name=_("challenges"), blank=True, related_name="+")
    municipalities = models.ManyToManyField(
        Municipality, verbose_name=_("municipalities"), blank=True, related_name="+"
    )
    shipped: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True, editable=False)
    times_seen = models.PositiveIntegerField(_("times seen"), default=0, editable=False)
    sources: models.JSONField[Any, Any] = models.JSONField(
        _("seen in"), default=list, blank=True, editable=False
    )
    first_seen = models.DateTimeField(_("first seen"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    base_form_class = TermRuleForm
    search_fields: ClassVar[list[Any]] = [index.SearchField("label"), index.SearchField("code")]
    panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel("facet"),
                FieldRowPanel([FieldPanel("vocabulary"), FieldPanel("code")]),
                FieldPanel("label"),
            ],
            heading=_("The source's term"),
        ),
        FieldPanel("decision"),
        FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
        FieldPanel("challenges", widget=forms.CheckboxSelectMultiple),
        FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("mapping of a term")
        verbose_name_plural = _("mapping of terms")
        ordering: ClassVar[list[str]] = ["-times_seen", "vocabulary", "code", "label"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["facet", "vocabulary", "code"],
                condition=~models.Q(code=""),
                name="one_rule_for_a_code",
            ),
            models.UniqueConstraint(
                fields=["facet", "vocabulary", "label_key"],
                condition=models.Q(code=""),
                name="one_rule_for_a_label",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.label, f"({self.code})" if self.code else "") if part)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key by which the label is found."""
        self.label_key = folded(self.label)
        if "update_fields" in kwargs and kwargs["update_fields"] is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "label_key"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a rule for nothing, and a decision that its list doesn't know."""
        super().clean()
        if not (self.code or self.label):
            raise ValidationError({"label": _("Write the term's code or its label.")})
        allowed = {
            self.Decision.WHOLE_COUNTY: Facet.MUNICIPALITY,
            self.Decision.EVERYBODY: Facet.TARGET_GROUP,
        }
        wanted = allowed.get(self.Decision(self.decision))
        if wanted is not None and self.facet != wanted:
            raise ValidationError({"decision": _("Terms of this list can't mean that.")})
        same = TermRule.objects.filter(facet=self.facet, vocabulary=self.vocabulary).exclude(pk=self.pk)
        same = (
            same.filter(code=self.code) if self.code else same.filter(code="", label_key=folded(self.label))
        )
        if same.exists():
            raise ValidationError(_("There is a rule for this term already."))

    @property
    def term(self) -> Term:
        """Return the term that the rule is for."""
        return Term(vocabulary=self.vocabulary or "text", code=self.code, label=self.label)

    def chosen(self) -> Iterable[Any]:
        """Return the entries of our list that people chose."""
        chosen: Iterable[Any] = getattr(self, CHOSEN[self.facet]).all()
        return chosen

    def entries(self) -> list[Any]:
        """Return the entries that count: those chosen, else those that were shipped and are here."""
        chosen = list(self.chosen())
        if chosen or not self.shipped:
            return chosen
        model = LISTS[Facet(self.facet)]
        return list(model._default_manager.filter(slug__in=self.shipped))

    def entries_in_words(self) -> str:
        """Return what the term is here, for the list."""
        if self.decision != self.Decision.MAPPED:
            return str(self.Decision(self.decision).label)
        return ", ".join(entry.name for entry in self.entries())

    entries_in_words.short_description = _("here")  # type: ignore[attr-defined]  # Django's own idiom

    def sources_in_words(self) -> str:
        """Return where it was seen, for the list."""
        return ", ".join(self.sources)

    sources_in_words.short_description = _("seen in")  # type: ignore[attr-defined]  # Django's own idiom
