"""The language of the reader, and the addresses of what is found as she opens it."""

from __future__ import annotations

from django.conf import settings
from django.urls import translate_url
from django.utils import translation
from django.utils.translation import get_language, get_language_from_path

from search.fields import Language


def address_in(url: str, language: Language) -> str:
    """Return an indexed address with the interface in ``language``; what is not ours stays as it is.

    The index holds addresses in the site's own language, see ``search.building``; a page that is a
    translation stands at the address of its own language, whoever reads it.
    """
    if not url or language.value == settings.LANGUAGE_CODE or get_language_from_path(url):
        return url
    with translation.override(settings.LANGUAGE_CODE):
        return translate_url(url, language.value)


def active_language() -> Language:
    """Return the user's language, or Finnish."""
    code = (get_language() or "fi")[:2]
    return Language(code) if code in {language.value for language in Language} else Language.FI
