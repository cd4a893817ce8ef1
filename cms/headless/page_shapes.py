"""The JSON Schemas of pages, pictures and documents, read off the serializers that show them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.fields import Field
from wagtail.api.v2.serializers import ChildRelationField
from wagtail.models import Page, get_page_models

from cms.headless.blocks import BLOCK
from cms.headless.pages import Documents, Images, OurManners, Pages, pages_router
from cms.headless.pictures import PICTURE, RENDITION
from cms.headless.references import ATTACHMENT, PAGE_REFERENCE, SERVICE_REFERENCE, TERM
from cms.headless.serializing import named

TEXT = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}
MOMENT = {"type": ["string", "null"], "format": "date-time"}
OTHER_PAGE = {"anyOf": [named("PageStub"), {"type": "null"}]}
META: dict[str, Any] = {
    "type": {**TEXT, "description": "The kind of page, such as `publishing.News`."},
    "detail_url": {**ADDRESS, "description": "Where the object is shown whole."},
    "html_url": {"type": ["string", "null"], "description": "Where people read it."},
    "download_url": TEXT,
    "slug": TEXT,
    "show_in_menus": {"type": "boolean"},
    "seo_title": TEXT,
    "search_description": TEXT,
    "first_published_at": MOMENT,
    "last_published_at": MOMENT,
    "locale": TEXT,
    "alias_of": OTHER_PAGE,
    "parent": OTHER_PAGE,
    "live": {"type": "boolean", "description": "Of drafts: whether any version is published."},
    "has_unpublished_changes": {"type": "boolean", "description": "Of drafts."},
}
PLAIN: tuple[tuple[type[Field], dict[str, Any]], ...] = (
    (serializers.BooleanField, {"type": "boolean"}),
    (serializers.IntegerField, {"type": "integer"}),
    (serializers.FloatField, {"type": "number"}),
    (serializers.DateTimeField, {"type": "string", "format": "date-time"}),
    (serializers.DateField, {"type": "string", "format": "date"}),
    (serializers.TimeField, {"type": "string"}),
    (serializers.CharField, TEXT),
    (serializers.DecimalField, TEXT),
)
FIXED: dict[str, Any] = {
    "Rendition": RENDITION,
    "Picture": PICTURE,
    "Attachment": ATTACHMENT,
    "PageReference": PAGE_REFERENCE,
    "ServiceReference": SERVICE_REFERENCE,
    "Term": TERM,
    "Block": BLOCK,
    "PageStub": {
        "type": "object",
        "required": ["id", "meta", "title"],
        "properties": {
            "id": {"type": "integer"},
            "title": TEXT,
            "meta": {
                "type": "object",
                "properties": {name: META[name] for name in ("type", "detail_url", "html_url")},
            },
        },
    },
}


def page_kinds() -> dict[str, type[Page]]:
    """Return the kinds of pages that editors write, by the name of their schema."""
    models = [model for model in get_page_models() if model is not Page and not model._meta.abstract]
    return {model.__name__: model for model in sorted(models, key=lambda model: model.__name__)}


def type_of(model: type[Page]) -> str:
    """Return what the API calls a kind of page."""
    return f"{model._meta.app_label}.{model.__name__}"


def page_schemas() -> dict[str, Any]:
    """Return every schema of the pages' API by name.

    Nothing is required of a page, for ``fields`` narrows it to anything; its ``type`` says which one it is.
    """
    kinds = page_kinds()
    schemas = {**FIXED, **{name: _schema(Pages, model) for name, model in kinds.items()}}
    schemas["ListedPage"] = _schema(Pages, Page, details=False) | {
        "description": "A page in a list; with `type` and `fields` also what pages of that kind have."
    }
    schemas["ListedImage"] = _schema(Images, Images.model)
    schemas["ListedDocument"] = _schema(Documents, Documents.model)
    for name in ("ListedPage", "ListedImage", "ListedDocument"):
        schemas[f"{name}s"] = _list_of(name)
    schemas["AnyPage"] = {"anyOf": [named(name) for name in kinds]}
    return schemas


def _list_of(name: str) -> dict[str, Any]:
    meta = {"type": "object", "required": ["total_count"], "properties": {"total_count": {"type": "integer"}}}
    return {
        "type": "object",
        "required": ["meta", "items"],
        "properties": {"meta": meta, "items": {"type": "array", "items": named(name)}},
    }


def _schema(view: type[OurManners], model: type[Any], *, details: bool = True) -> dict[str, Any]:
    """Describe what a view shows of a model."""
    made = view._get_serializer_class(pages_router(), model, [("*", False, None)], show_details=details)
    serializer = made(context={})
    shapes = {name: _shape(name, field) for name, field in serializer.fields.items()}
    meta = {name: shape for name, shape in shapes.items() if name in serializer.meta_fields}
    if view is Pages and model is not Page:
        meta["type"] = {**TEXT, "const": type_of(model)}
    if view is Pages:
        meta |= {name: META[name] for name in ("live", "has_unpublished_changes")}
    own = {name: shape for name, shape in shapes.items() if name not in serializer.meta_fields}
    properties = {"id": own.pop("id"), "meta": {"type": "object", "properties": meta}, **own}
    return {"type": "object", "description": str(model._meta.verbose_name), "properties": properties}


def _shape(name: str, field: Field) -> dict[str, Any]:
    shape = _bare_shape(name, field)
    nullable = getattr(field, "allow_null", False) and isinstance(shape.get("type"), str)
    return {**shape, "type": [shape["type"], "null"]} if nullable else shape


def _bare_shape(name: str, field: Field) -> dict[str, Any]:
    if hasattr(field, "shape"):
        return dict(field.shape)
    if isinstance(field, ChildRelationField):
        child = field.serializer_class(context={})
        shapes = {each: _shape(each, inner) for each, inner in child.fields.items()}
        meta = {each: shapes.pop(each) for each in list(shapes) if each in child.meta_fields}
        properties = {**shapes, "meta": {"type": "object", "properties": meta}}
        return {"type": "array", "items": {"type": "object", "properties": properties}}
    if name in META:
        return dict(META[name])
    return next((dict(shape) for kind, shape in PLAIN if isinstance(field, kind)), {})
