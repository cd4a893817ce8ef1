"""Put another address in a link's place, whatever field it stands in. Changes objects in memory only."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from html import escape, unescape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from ingest.linkcheck.finders import may_hold_links
from ingest.linkcheck.references import internal_address

_ATTRIBUTE = re.compile(r"""(\b(?:href|src|url|poster|data)\s*=\s*)(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_INTERNAL = re.compile(r"""<a\b[^>]*\blinktype\s*=\s*"(page|document)"[^>]*>""", re.IGNORECASE)
_KEY = re.compile(r"""\bid\s*=\s*"(\d+)\"""")
_MAIL = "mailto:"
_WEB = ("http://", "https://")


def substitute(instance: models.Model, references: Collection[str], new: str) -> list[str]:
    """Replace every one of ``references``, as written, by ``new``; return the fields that changed.

    A field that can't hold ``new`` stays as it is: its form would not take it either.
    """
    changed: list[str] = []
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if not value:
            continue
        if isinstance(field, StreamField):
            raw = list(value.raw_data)
            replaced = in_raw(raw, references, new)
            if replaced != raw:
                setattr(instance, field.attname, field.to_python(json.dumps(replaced)))
                changed.append(field.name)
        elif isinstance(field, (models.URLField, models.EmailField, RichTextField)):
            text = _in_field(field, str(value), references, new)
            if text != value:
                setattr(instance, field.attname, text)
                changed.append(field.name)
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(type(instance)):
            name = relation.get_accessor_name()
            if name is None or not may_hold_links(relation.related_model):
                continue
            children = list(getattr(instance, name).all())
            if [child for child in children if substitute(child, references, new)]:
                getattr(instance, name).set(children)
                changed.append(name)
    return changed


def _in_field(field: Any, text: str, references: Collection[str], new: str) -> str:
    if isinstance(field, RichTextField):
        return in_text(text, references, new)
    mail = isinstance(field, models.EmailField)
    written, wanted = (f"{_MAIL}{text}", new.removeprefix(_MAIL)) if mail else (text.strip(), new)
    return wanted if written in references and _takes(field, wanted) else text


def _takes(field: Any, text: str) -> bool:
    try:
        field.run_validators(text)
    except ValidationError:
        return False
    return True


def in_raw(value: Any, references: Collection[str], new: str) -> Any:
    """Replace in a StreamField's stored form."""
    if isinstance(value, str):
        return in_text(value, references, new)
    if isinstance(value, (list, tuple)):
        return [in_raw(item, references, new) for item in value]
    if hasattr(value, "items"):
        return {key: item if key == "id" else in_raw(item, references, new) for key, item in value.items()}
    return value


def in_text(text: str, references: Collection[str], new: str) -> str:
    """Replace a text that is an address, and addresses in the attributes of HTML."""
    if text.strip() in references:
        return new if new.startswith(_WEB) else text
    if "<" not in text:
        return text
    with_chosen = _INTERNAL.sub(lambda match: _chosen(match, references, new), text)
    return _ATTRIBUTE.sub(lambda match: _attribute(match, references, new), with_chosen)


def _attribute(match: re.Match[str], references: Collection[str], new: str) -> str:
    value = match[2] if match[2] is not None else match[3]
    return f'{match[1]}"{escape(new)}"' if unescape(value) in references else match[0]


def _chosen(match: re.Match[str], references: Collection[str], new: str) -> str:
    """Replace a link to a page or document that was chosen, not written."""
    key = _KEY.search(match[0])
    chosen = key and internal_address(match[1].lower(), key[1]) in references
    return f'<a href="{escape(new)}">' if chosen else match[0]
