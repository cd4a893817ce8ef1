"""Bring field values into one form in which equal content is equal.

The form is plain JSON. Opening and saving a page in the editor must not look like a change: ids that
the editor gives to blocks, its attributes and its way of writing the same tag are taken out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from taggit.managers import TaggableManager
from wagtail.blocks import StreamValue

EDITOR_ATTRIBUTES = re.compile(r'\sdata-block-key="[^"]*"')
LINE_END = re.compile(r"\r\n?")
"""A browser sends the lines of a text area with carriage returns."""
SAME_TAGS = (
    (re.compile(r"<(/?)strong>"), r"<\1b>"),
    (re.compile(r"<(/?)em>"), r"<\1i>"),
    (re.compile(r"<br\s*>"), "<br/>"),  # the editor refuses to open what isn't closed
)
SAME_SIGNS = (("&quot;", '"'), ("&#x27;", "'"), ("&#39;", "'"), ("&nbsp;", "\u00a0"))


def canonical(value: Any) -> Any:  # noqa: PLR0911  one line for each type
    """Return the value as JSON's types; blocks lose their ids, HTML the editor's own marks."""
    if isinstance(value, StreamValue):
        return canonical(value.get_prep_value())
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, str):
        text = LINE_END.sub("\n", value)
        return _canonical_html(text) if "<" in text or "&" in text else text.strip()
    if isinstance(value, Mapping):
        if value.get("type") == "item" and "value" in value:
            return canonical(value["value"])
        if "type" in value and "value" in value:
            return {"type": value["type"], "value": canonical(value["value"])}
        return {str(name): _level(name, canonical(item)) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    return value


def values_of(instance: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return an object's values of the named fields, in canonical form.

    A child relation is a list of its rows' own columns, tags are their names in order, related objects
    their keys.
    """
    return {name: _value(instance, name) for name in names}


def respelled(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return tag names in order, spelt as in ``known`` where only capitals differ: they are one tag."""
    spelling = {name.casefold(): name for name in known}
    return sorted(spelling.get(name.casefold(), name) for name in names)


def digest(value: Any) -> str:
    """Return the SHA-256 of a value of JSON's types, independent of the order of names."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()


def _value(instance: Model, name: str) -> Any:
    relation = {related.get_accessor_name(): related for related in instance._meta.related_objects}.get(name)
    if relation is not None:
        columns = [
            column.name
            for column in relation.related_model._meta.concrete_fields
            if not (column.primary_key or column.is_relation or column.name == "sort_order")
        ]
        return [
            {column: canonical(getattr(child, column)) for column in columns}
            for child in getattr(instance, name).all()
        ]
    field = instance._meta.get_field(name)
    if isinstance(field, TaggableManager):
        return sorted(tag.name for tag in getattr(instance, name).all())
    if isinstance(field, ManyToManyField):
        return sorted(related.pk for related in getattr(instance, name).all())
    if isinstance(field, ForeignKey):
        return getattr(instance, field.attname)
    return canonical(getattr(instance, name))


def _canonical_html(html: str) -> str:
    html = EDITOR_ATTRIBUTES.sub("", html)
    for pattern, replacement in SAME_TAGS:
        html = pattern.sub(replacement, html)
    for entity, sign in SAME_SIGNS:
        html = html.replace(entity, sign)
    return html.strip()


def _level(name: str, value: Any) -> Any:
    """Return a heading's level as text, as the editor's choice of levels keeps it."""
    return str(value) if name == "level" else value
