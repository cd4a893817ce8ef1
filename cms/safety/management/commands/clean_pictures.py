"""Take cameras' notes out of the pictures that were stored before uploads were cleaned."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.images import get_image_model

from cms.safety.pictures import clean_kept


class Command(BaseCommand):
    """Make anew each stored picture that still holds notes; a second run finds none."""

    help = "Take out of stored pictures what cameras wrote into them, such as the place."

    def handle(self, **_options: Any) -> None:
        """Look at every picture; one whose file is gone is named and left."""
        cleaned = 0
        for image in get_image_model().objects.order_by("pk").iterator():
            try:
                cleaned += clean_kept(image)
            except FileNotFoundError:
                self.stderr.write(f"The file of picture {image.pk} is gone: {image.file.name}")
        self.stdout.write(f"{cleaned} pictures were made anew without notes.")
