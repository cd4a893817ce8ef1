"""The form in which editors add and change pictures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

DESCRIBED_HOW = _(
    "Say in a sentence what the picture shows: screen readers read it aloud, and it stands in the picture's"
    " place if the picture does not load."
)


class DescribedImageForm(BaseImageForm):
    """Ask for a picture's description wherever an editor adds or changes a picture."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = self.fields["description"]
        description.required = True
        description.help_text = DESCRIBED_HOW
