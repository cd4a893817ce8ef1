"""Bring the images of records along: bounded, decoded in full, written anew without what a camera tells.

Until an image is here its place in the values holds ``{"image_url", "alt"}``; once it is, the image's key.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.files.images import ImageFile
from django.db import transaction
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from ingest.errors import FetchError, IngestError, ParseError
from ingest.models import HarvestedImage, Source
from ingest.outcomes import Problem
from ingest.records import Image
from ingest.words import gettext_noop as _

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
JPEG_QUALITY = 88
IMAGE_URL = "image_url"

Fetch = Callable[[str], bytes]


def placeholder(image: Image) -> dict[str, str]:
    """Return what stands for an image that may not be here yet."""
    return {IMAGE_URL: image.url, "alt": image.alt}


def image_blocks(images: Iterable[Image]) -> list[dict[str, Any]]:
    """Return the blocks of images within a body."""
    return [
        {
            "type": "image",
            "value": {"image": placeholder(image), "decorative": False, "alt_text": image.alt},
        }
        for image in images
    ]


def resolved_images(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the keys of the images that are here; those of others keep their place."""
    wanted = {one[IMAGE_URL] for one in _placeholders(values)}
    if not wanted:
        return dict(values)
    known = HarvestedImage.objects.filter(url_hash__in=[_hash(url) for url in wanted])
    return with_images(values, dict(known.values_list("url", "image_id")))


def with_images(values: Mapping[str, Any], keys: Mapping[str, int | None]) -> dict[str, Any]:
    """Return the values with keys in the places of images; what has ``None`` is left out."""
    filled = {name: _filled(value, keys) for name, value in values.items()}
    return {name: value for name, value in filled.items() if value is not _LEFT_OUT}


def bring_images(
    values: Mapping[str, Any], *, fetch: Fetch, source: Source | None
) -> tuple[dict[str, int | None], list[Problem]]:
    """Store the images whose places are in the values; return their keys by address, and what went wrong."""
    keys: dict[str, int | None] = {}
    problems = []
    for wanted in _placeholders(values):
        url = wanted[IMAGE_URL]
        if url in keys:
            continue
        try:
            content, suffix = reencoded(fetch(url))
            keys[url] = _stored(url, content, suffix, wanted["alt"], source)
        except IngestError as error:
            keys[url] = None
            remedy = error.remedy or _("Add the image by hand, or correct it in the source.")
            problems.append(
                Problem(
                    "image",
                    _("The image %(url)s can't be brought along: %(error)s", url=url, error=error),
                    remedy,
                )
            )
    return keys, problems


def reencoded(content: bytes) -> tuple[bytes, str]:
    """Return an image decoded in full and written anew, and its file's suffix; raise ``ParseError``."""
    if len(content) > MAX_BYTES:
        raise ParseError(_("It is larger than %(size)s MB.", size=MAX_BYTES // 1024 // 1024))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise ParseError(
                        _(
                            "It has %(width)s × %(height)s pixels, which is too many.",
                            width=opened.width,
                            height=opened.height,
                        )
                    )
                opened.load()
                image = ImageOps.exif_transpose(opened)
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError) as error:
        raise ParseError(_("It has too many pixels.")) from error
    except UnidentifiedImageError as error:
        raise ParseError(_("It is none of %(names)s.", names=", ".join(FORMATS))) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:  # what Pillow raises on broken files
        raise ParseError(_("The file is broken.")) from error
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    clean = image.convert("RGBA" if transparent else "RGB")
    clean.info = {}
    written = io.BytesIO()
    if transparent:
        clean.save(written, "PNG", optimize=True)
        return written.getvalue(), "png"
    clean.save(written, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return written.getvalue(), "jpg"


@transaction.atomic
def _stored(url: str, content: bytes, suffix: str, alt: str, source: Source | None) -> int:
    model = get_image_model()
    name = PurePosixPath(unquote(urlsplit(url).path)).stem[:80] or "kuva"
    file_hash = hash_filelike(io.BytesIO(content))
    same = model.objects.filter(file_hash=file_hash).order_by("pk").first()
    image = same or model(title=(alt or name)[:255], description=alt[:255])
    if same is not None and alt and not same.description:
        same.description = alt[:255]
        same.save(update_fields=["description"])
    if same is None:
        image.file = ImageFile(io.BytesIO(content), name=f"{name}.{suffix}")
        image.file_size, image.file_hash = len(content), file_hash
        image.save()
    HarvestedImage.objects.update_or_create(
        url_hash=_hash(url), defaults={"url": url, "image": image, "source": source}
    )
    return int(image.pk)


def from_web_or_plugin(plugin: Any, web: Any) -> Fetch:
    """Return the function that fetches an image: the plugin's own if it has one, else the web's."""
    from ingest.protocols import GivesImages

    if isinstance(plugin, GivesImages):
        return plugin.image

    def fetch(url: str) -> bytes:
        if not url.lower().startswith(("http://", "https://")):
            raise FetchError(_("It has no address on the web."))
        content: bytes = web.get(url, accept="image/*", max_bytes=MAX_BYTES).content
        return content

    return fetch


class _LeftOut:
    """Mark a value that is left out."""


_LEFT_OUT = _LeftOut()


def _placeholders(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, Mapping):
        if IMAGE_URL in value:
            yield {IMAGE_URL: str(value[IMAGE_URL]), "alt": str(value.get("alt", ""))}
        else:
            for item in value.values():
                yield from _placeholders(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _placeholders(item)


def _filled(value: Any, keys: Mapping[str, int | None]) -> Any:
    if isinstance(value, Mapping):
        if IMAGE_URL in value:
            key = keys.get(value[IMAGE_URL], value)
            return _LEFT_OUT if key is None else key
        filled = {name: _filled(item, keys) for name, item in value.items()}
        return _LEFT_OUT if any(item is _LEFT_OUT for item in filled.values()) else filled
    if isinstance(value, list | tuple):
        return [item for item in (_filled(item, keys) for item in value) if item is not _LEFT_OUT]
    return value


def _hash(url: str) -> str:
    return sha256(url.encode()).hexdigest()
