"""What pages relate to, in short, and where more of it is: nothing that the public may not see."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from taggit.models import TagBase
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms.directory.models import Service
from cms.directory.models.taxonomies import Named
from cms.headless.pictures import picture_out

TEXT = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}
TERM = {
    "type": "object",
    "required": ["value", "label"],
    "properties": {
        "value": {**TEXT, "description": "What the filters take."},
        "label": {**TEXT, "description": "In the language that is asked for."},
    },
}
ATTACHMENT = {
    "type": "object",
    "required": ["id", "title", "url", "extension", "bytes"],
    "properties": {
        "id": {"type": "integer"},
        "title": TEXT,
        "url": ADDRESS,
        "extension": TEXT,
        "bytes": {"type": ["integer", "null"]},
    },
}
PAGE_REFERENCE = {
    "type": "object",
    "required": ["id", "type", "title", "summary", "html_url", "detail_url"],
    "properties": {
        "id": {"type": "integer"},
        "type": TEXT,
        "title": TEXT,
        "summary": TEXT,
        "html_url": ADDRESS,
        "detail_url": ADDRESS,
    },
}
SERVICE_REFERENCE = {
    "type": "object",
    "required": ["id", "slug", "name", "summary", "organisation", "html_url", "detail_url"],
    "properties": {
        "id": {"type": "integer"},
        "slug": TEXT,
        "name": TEXT,
        "summary": TEXT,
        "organisation": TEXT,
        "html_url": ADDRESS,
        "detail_url": ADDRESS,
    },
}
SHAPES: dict[type[Model], str] = {
    AbstractImage: "Picture",
    AbstractDocument: "Attachment",
    Page: "PageReference",
    Service: "ServiceReference",
    Named: "Term",
    TagBase: "Term",
}
"""The name of the shape in which each kind of thing is shown."""


def shape_of(model: type[Model]) -> str:
    """Return the name of the shape of what relates to a model; empty for what has none."""
    return next((shape for base, shape in SHAPES.items() if issubclass(model, base)), "")


def reference_out(thing: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Show something related; ``None`` for what the public may not see."""
    if isinstance(thing, AbstractImage):
        return picture_out(thing, request)
    if isinstance(thing, AbstractDocument):
        return attachment_out(thing, request)
    if isinstance(thing, Page):
        return page_out(thing, request)
    if isinstance(thing, Service):
        return service_out(thing, request)
    if isinstance(thing, Named | TagBase):
        return {"value": thing.slug, "label": thing.name}
    return None


def page_out(page: Page, request: HttpRequest) -> dict[str, Any] | None:
    """Show a page in short."""
    page = page.specific
    if not page.live or page.get_view_restrictions().exists():
        return None
    address = reverse("wagtailapi:pages:detail", args=[page.pk])
    return {
        "id": page.pk,
        "type": f"{page._meta.app_label}.{type(page).__name__}",
        "title": page.title,
        "summary": getattr(page, "summary", ""),
        "html_url": request.build_absolute_uri(page.get_url(request) or "/"),
        "detail_url": request.build_absolute_uri(address),
    }


def service_out(service: Service, request: HttpRequest) -> dict[str, Any] | None:
    """Show a service in short."""
    if not service.is_public:
        return None
    return {
        "id": service.pk,
        "slug": service.slug,
        "name": service.name,
        "summary": service.summary_here,
        "organisation": service.organisation.title,
        "html_url": request.build_absolute_uri(service.get_absolute_url()),
        "detail_url": request.build_absolute_uri(f"/api/services/{service.pk}"),
    }


def attachment_out(document: AbstractDocument, request: HttpRequest, title: str = "") -> dict[str, Any]:
    """Show a document to download; ``title`` where it stands, or else its own."""
    return {
        "id": document.pk,
        "title": title or document.title,
        "url": request.build_absolute_uri(document.url),
        "extension": document.file_extension,
        "bytes": document.get_file_size(),
    }


def active_language() -> str:
    """Return the language that is asked for."""
    return (get_language() or "fi")[:2]
