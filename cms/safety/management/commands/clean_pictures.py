"""Take cameras' notes out of the pictures that were stored before uploads were cleaned."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from PIL import Image as Picture
from wagtail.images import get_image_model

from cms.safety.pictures import clean_kept


class Command(BaseCommand):
    """Make anew each stored picture that still holds notes; a second run finds none."""

    help = "Take out of stored pictures what cameras wrote into them, such as the place."

    def handle(self, **_options: Any) -> None:
        """Look at every picture; name those that had to be left.

        Raises:
            CommandError: a picture was left as it is.
        """
        cleaned = left = 0
        for image in get_image_model().objects.order_by("pk").iterator():
            try:
                cleaned += clean_kept(image)
            except (OSError, Picture.DecompressionBombError) as error:
                left += 1
                self.stderr.write(f"Picture {image.pk} ({image.file.name}) is left as it is: {error}")
        self.stdout.write(f"{cleaned} pictures were made anew without notes.")
        if left:
            raise CommandError(f"{left} pictures were left: upload them again, or delete them.")
