"""A picture for issues."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.conf import LazySettings
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage


@pytest.fixture
def picture(db: None, settings: LazySettings, tmp_path: object) -> AbstractImage:
    """Keep a small picture."""
    settings.MEDIA_ROOT = str(tmp_path)
    file = BytesIO()
    Picture.new("RGB", (40, 20), "red").save(file, "PNG")
    image: AbstractImage = get_image_model().objects.create(
        title="punainen", file=ImageFile(BytesIO(file.getvalue()), name="punainen.png")
    )
    return image
