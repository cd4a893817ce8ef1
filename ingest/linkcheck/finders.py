"""Find the links of any content object, whatever its model.

Address fields, rich text, StreamFields block by block, and inline children are walked. So a new page type
or snippet is covered the day it is written, and content packages need know nothing of link checking.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import models
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.embeds.blocks import EmbedBlock, EmbedValue
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from ingest.linkcheck.references import Reference, internal_address, references_in_html

FILE_KINDS = frozenset({"document", "image"})
"""What a foreign key is a link to; one to a page tells whose something is, and the database keeps it true."""

LINK_FIELDS = (models.URLField, models.EmailField, RichTextField, StreamField)


def references_of(instance: models.Model) -> Iterator[Reference]:
    """Yield every reference in an object, in the order of its fields."""
    yield from _walk_fields(instance, "")


@cache
def may_hold_links(model: type[models.Model]) -> bool:
    """Say whether a model, or one of its inline children, has a field in which links can stand."""
    if any(isinstance(field, LINK_FIELDS) for field in model._meta.concrete_fields):
        return True
    return issubclass(model, ClusterableModel) and any(
        may_hold_links(relation.related_model) for relation in get_all_child_relations(model)
    )


@cache
def kind_of(model: Any) -> str:
    """Return under which kind of internal link a model's objects stand, empty for others."""
    if not isinstance(model, type):
        return ""
    kinds = {"page": Page, "document": AbstractDocument, "image": AbstractImage}
    return next((kind for kind, base in kinds.items() if issubclass(model, base)), "")


def _walk_fields(instance: models.Model, prefix: str) -> Iterator[Reference]:
    for field in instance._meta.concrete_fields:
        place = f"{prefix}{field.name}"
        value = getattr(instance, field.attname)
        if not value:
            continue
        if isinstance(field, models.URLField):
            yield Reference(str(value), "", place)
        elif isinstance(field, models.EmailField):
            yield Reference(f"mailto:{value}", "", place)
        elif isinstance(field, models.ForeignKey):
            if (kind := kind_of(field.related_model)) in FILE_KINDS:
                yield Reference(internal_address(kind, value), "", place)
        elif isinstance(field, StreamField):
            yield from _walk_block(value.stream_block, value, place)
        elif isinstance(field, RichTextField):
            yield from references_in_html(str(value), place)
    if isinstance(instance, ClusterableModel):
        for relation in get_all_child_relations(type(instance)):
            name = relation.get_accessor_name()
            if name is None or not may_hold_links(relation.related_model):
                continue
            for number, child in enumerate(getattr(instance, name).all()):
                yield from _walk_fields(child, f"{prefix}{name}.{number}.")


def _walk_block(block: Any, value: Any, place: str) -> Iterator[Reference]:
    if value is None:
        return
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from _walk_block(child.block, child.value, f"{place}.{child.id or child.block_type}")
    elif isinstance(block, blocks.ListBlock):
        for number, child in enumerate(value.bound_blocks):
            yield from _walk_block(child.block, child.value, f"{place}.{child.id or number}")
    elif isinstance(block, ImageBlock):
        yield from _walk_block(block.child_blocks["image"], value, f"{place}.image")
    elif isinstance(block, blocks.StructBlock):
        for name, child_block in block.child_blocks.items():
            yield from _walk_block(child_block, value.get(name), f"{place}.{name}")
    else:
        yield from _references_in_value(block, value, place)


def _references_in_value(block: Any, value: Any, place: str) -> Iterator[Reference]:
    if isinstance(value, RichText):
        yield from references_in_html(value.source, place)
    elif isinstance(block, EmbedBlock) and isinstance(value, EmbedValue):
        yield Reference(value.url, "", place)
    elif isinstance(block, blocks.FieldBlock) and isinstance(value, models.Model):
        if kind := kind_of(type(value)):
            yield Reference(internal_address(kind, value.pk), "", place)
    elif isinstance(block, blocks.URLBlock) and value:
        yield Reference(str(value), "", place)
    elif isinstance(block, blocks.RawHTMLBlock) and value:
        yield from references_in_html(str(value), place)
