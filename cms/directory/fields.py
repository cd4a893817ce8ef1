"""A model field for a few values out of a fixed list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ChoiceListField(models.JSONField):
    """Keep a list of values of ``choices_of``; without it, as in migrations, nothing is known."""

    def __init__(self, choices_of: type[models.TextChoices] | None = None, *args: Any, **kwargs: Any) -> None:
        self.choices_of = choices_of
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the choices out of migrations: they change no column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuse values that are not among the choices."""
        super().validate(value, model_instance)
        known = self.choices_of.values if self.choices_of else ()
        unknown = [item for item in value if item not in known]
        if unknown:
            raise ValidationError(
                _("Unknown value: %(value)s."), params={"value": ", ".join(map(str, unknown))}
            )

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Offer one checkbox a choice."""
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        return forms.MultipleChoiceField(
            choices=self.choices_of.choices if self.choices_of else (),
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )
