"""Pictures for other sites: in several widths and formats, each made when it is first asked for."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.images.models import AbstractImage
from wagtail.images.utils import generate_signature

WIDTHS = (320, 640, 960, 1440)
WIDEST = 1920
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}
SIZE = {"type": "integer", "minimum": 1}

RENDITION = {
    "type": "object",
    "required": ["url", "width", "height", "format", "type"],
    "properties": {
        "url": {"type": "string", "format": "uri"},
        "width": SIZE,
        "height": SIZE,
        "format": {"type": "string", "enum": list(FORMATS)},
        "type": {"type": "string", "description": "The media type, for a `<source>`."},
    },
}
PICTURE = {
    "type": "object",
    "required": ["id", "title", "alt", "width", "height", "url", "focal_point", "renditions"],
    "properties": {
        "id": {"type": "integer"},
        "title": {"type": "string"},
        "alt": {"type": "string", "description": "Empty for a decorative picture."},
        "width": SIZE,
        "height": SIZE,
        "url": {"type": "string", "format": "uri", "description": "The widest in a format that all show."},
        "focal_point": {
            "type": ["object", "null"],
            "description": "What must stay in the picture, as shares of its width and height.",
            "properties": {"x": {"type": "number"}, "y": {"type": "number"}},
        },
        "renditions": {"type": "array", "items": {"$ref": "#/components/schemas/Rendition"}},
    },
}


def picture_out(image: AbstractImage, request: HttpRequest, alt: str | None = None) -> dict[str, Any]:
    """Show a picture; ``alt`` is its text where it stands, or else its own."""
    made = renditions_of(image, request)
    return {
        "id": image.pk,
        "title": image.title,
        "alt": image.default_alt_text if alt is None else alt,
        "width": image.width,
        "height": image.height,
        "url": made[-1]["url"],
        "focal_point": _focal_point(image),
        "renditions": made,
    }


def renditions_of(image: AbstractImage, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the sizes of a picture, the best format first and the narrowest first of each."""
    widest = min(image.width, WIDEST)
    widths = [*(width for width in WIDTHS if width < widest), widest]
    plain = "png" if PurePath(image.file.name).suffix.lower() in {".png", ".gif"} else "jpeg"
    return [
        {
            "url": request.build_absolute_uri(_address(image, f"width-{width}|format-{form}")),
            "width": width,
            "height": max(1, int(image.height * width / image.width)),
            "format": form,
            "type": FORMATS[form],
        }
        for form in ("avif", "webp", plain)
        for width in widths
    ]


def _address(image: AbstractImage, size: str) -> str:
    """Return where a size is made; the signature keeps others from asking for sizes of their own."""
    return reverse("picture", args=[generate_signature(image.pk, size), image.pk, size])


def _focal_point(image: AbstractImage) -> dict[str, float] | None:
    point = image.get_focal_point()
    if point is None:
        return None
    return {
        "x": round(point.centroid_x / image.width, 4),
        "y": round(point.centroid_y / image.height, 4),
    }
