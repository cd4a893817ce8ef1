"""Uploaded pictures made anew: what a camera wrote into them, such as the place, stays out.

Wagtail copies such notes into every size that it makes of a picture.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db.models.signals import pre_save
from PIL import Image as Picture
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

QUALITY = 92
"""Of what is made anew with losses; above it files grow and nobody sees a difference."""
STILLS = {"MPO": "JPEG"}
"""Formats of several pictures, as telephones write them, whose first is the picture; and what they become."""
NOTES = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment"})
"""What Pillow calls the notes of cameras and programs."""
KEPT = ("icc_profile", "transparency")
LOSSLESS = frozenset({"PNG", "BMP", "TIFF"})
OF_THE_FILE = ("file", "file_size", "file_hash", "width", "height")
"""What of a picture's row tells of its file; an editor may change the rest meanwhile."""


def listen() -> None:
    """Clean each picture as it is stored; called from ``ready``."""
    pre_save.connect(_clean_upload, sender=get_image_model(), dispatch_uid="clean-uploaded-picture")


def without_notes(content: bytes) -> bytes | None:
    """Return a picture of the same format and look that holds its pixels and colours alone.

    It is turned the way that its notes ask for. Returns ``None`` if there is nothing to take out.
    Raises ``OSError`` for what Pillow can't read.
    """
    with Picture.open(BytesIO(content)) as picture:
        noted = bool(picture.getexif()) or bool(picture.info.keys() & NOTES)
        moves = getattr(picture, "is_animated", False) and picture.format not in STILLS
        if not noted or moves:
            return None
        turned = ImageOps.exif_transpose(picture)
        bare = Picture.new(turned.mode, turned.size)
        if palette := turned.getpalette():
            bare.putpalette(palette)
        bare.paste(turned)
        options = {name: picture.info[name] for name in KEPT if name in picture.info}
        kind = STILLS.get(picture.format or "", picture.format)
        out = BytesIO()
        bare.save(out, kind, **options, **({} if kind in LOSSLESS else {"quality": QUALITY}))
        return out.getvalue()


def clean_kept(image: Any) -> bool:
    """Make a stored picture anew if it still holds notes, and tell whether it or a size of it did.

    The old file is deleted once the new one is in place. Sizes are looked at each for itself, so that a
    run that was stopped half-way is finished by the next.

    Raises:
        OSError: the file is gone, is broken, or can't be deleted.
        PIL.Image.DecompressionBombError: the picture is larger than Pillow opens.
    """
    clean = _clean_copy(image.file)
    if clean is not None:
        storage, former = image.file.storage, image.file.name
        image.file = ContentFile(clean, PurePath(former).name)
        image.file_size, image.file_hash = len(clean), hash_filelike(BytesIO(clean))
        image.save(update_fields=OF_THE_FILE)
        storage.delete(former)
    noted = [
        size for size in image.renditions.all() if clean is not None or _clean_copy(size.file) is not None
    ]
    for size in noted:
        size.delete()
    return clean is not None or bool(noted)


def _clean_copy(file: Any) -> bytes | None:
    """Return a stored picture without notes, or ``None`` if it has none or is a drawing."""
    with file.open("rb") as stored:
        content = stored.read()
    try:
        return without_notes(content)
    except UnidentifiedImageError:
        return None  # a drawing holds no camera's notes


def _clean_upload(instance: Any, **_kwargs: Any) -> None:
    """Put a clean picture in the place of one that is not stored yet."""
    file = instance.file
    if not file or file._committed:
        return
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        clean = without_notes(content)
    except OSError:
        return  # no picture that Pillow knows, such as a drawing: it holds no camera's notes
    if clean is not None:
        instance.file = ContentFile(clean, PurePath(file.name).name)
        instance.file_size, instance.file_hash = len(clean), hash_filelike(BytesIO(clean))
