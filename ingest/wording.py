"""Show a field's canonical value in words, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from taggit.managers import TaggableManager

from cms.figures.models import Answer, KeyFigure
from ingest.models import FieldConflict
from ingest.sanitising import plain_text


def label_of(model: type[models.Model], name: str) -> str:
    """Return a field's name in the active language."""
    return labels_of(model, [name])[name]


def labels_of(model: type[models.Model], names: Iterable[str]) -> dict[str, str]:
    """Return the names of fields by their codes; those of an answer's figures take one query together."""
    labels = {name: _field_name(model, name) for name in names}
    unknown = [name for name, label in labels.items() if label is None]
    figures = KeyFigure.objects.filter(slug__in=unknown) if unknown and model is Answer else ()
    named = {figure.slug: str(figure) for figure in figures}
    return {name: label or named.get(name, name) for name, label in labels.items()}


def _field_name(model: type[models.Model], name: str) -> str | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    related = getattr(field, "related_model", None)
    own = getattr(field, "verbose_name", None)
    return str(own or (related._meta.verbose_name_plural if related else name))


def field_label(conflict: FieldConflict) -> str:
    """Return the name of the field of a conflict in the active language."""
    model = conflict.record.content_type.model_class()
    return label_of(model, conflict.field) if model else conflict.field


def words_of(model: type[models.Model], name: str, value: Any) -> str:  # noqa: PLR0911  one line for each type
    """Return a value as plain text; related objects are named."""
    if value in (None, "", [], {}):
        return ""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return _text(value)
    if isinstance(field, models.ManyToManyField) and not isinstance(field, TaggableManager):
        return ", ".join(_names(field.related_model, value))
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        return ", ".join(_names(field.related_model, [value]))
    if isinstance(field, models.DateField) and isinstance(value, str):
        return _day_or_moment(field.to_python(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices_of = getattr(field, "choices_of", None)
    choices = dict(choices_of.choices if choices_of else getattr(field, "flatchoices", None) or [])
    if choices and isinstance(value, list):
        return ", ".join(str(choices.get(one, one)) for one in value)
    if isinstance(value, str | int) and value in choices:
        return str(choices[value])
    return _text(value)


def _names(model: type[models.Model], keys: Iterable[Any]) -> list[str]:
    return [str(one) for one in model._default_manager.filter(pk__in=list(keys))]


def _day_or_moment(value: date) -> str:
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, list):
        return "\n".join(filter(None, (_text(item) for item in value)))
    if isinstance(value, dict):
        if "type" in value and "value" in value:
            return _text(value["value"])
        return "\n".join(filter(None, (_text(item) for name, item in value.items() if name != "level")))
    return "" if value is None or isinstance(value, bool) else str(value)
