"""What every page of ours knows of languages."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import override
from wagtail.models import Page

from search.addresses import active_language

TRANSLATE = "simple_translation.submit_translation"
"""The right to make versions of pages."""


class MultilingualPage(Page):
    """Stay in the reader's language where a page is only there in the site's own.

    ``translatable`` says whether editors may make versions in other languages. An organisation's profile
    is none such: it is one record with its services and its people, and a second page would be a second
    organisation.
    """

    translatable: ClassVar[bool] = True

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:
        """Return Wagtail's parts; a page in the site's own language gets the reader's prefix.

        Wagtail itself would send a reader who has chosen Swedish back to the Finnish interface with each
        link to a page that nobody has translated. A page that somebody has translated is led on to its
        version, see ``cms.translation.wagtail_hooks``.
        """
        parts = super().get_url_parts(request)
        if parts is None or parts[1] is None:
            return parts
        site_id, root, path = parts
        reader = active_language().value
        if reader == settings.LANGUAGE_CODE or _in_another_language(path):
            return parts
        front = front_address(settings.LANGUAGE_CODE, get_script_prefix())
        return site_id, root, front_address(reader, get_script_prefix()) + path.removeprefix(front)


def _in_another_language(path: str) -> bool:
    others = (code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
    return any(path.startswith(front_address(code, get_script_prefix())) for code in others)


@cache
def front_address(code: str, script_prefix: str) -> str:  # noqa: ARG001  it decides what ``reverse`` returns
    """Return where the front page stands with the interface in one language."""
    with override(code):
        return reverse("wagtail_serve", args=("",))
