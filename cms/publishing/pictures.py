"""The form of pages with a picture of their own, which is described in words before readers meet it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class PicturedPageForm(WagtailAdminPageForm):
    """Publish no page whose own picture nobody has described; a draft may wait for it.

    Pictures that came from elsewhere may lack what ``image_form`` asks of editors.
    """

    picture_fields: ClassVar[tuple[str, ...]] = ("image",)

    def clean(self) -> dict[str, Any]:
        """Say which picture lacks a description, and where to write it."""
        cleaned: dict[str, Any] = super().clean()
        for name in self.picture_fields:
            picture = cleaned.get(name)
            if picture and not picture.description.strip() and not self.is_deferred_validation:
                self.add_error(
                    name,
                    _(
                        "This picture has no description for those who can't see it."
                        " Open the picture with “Edit this image”, write the description, and try again."
                    ),
                )
        return cleaned
