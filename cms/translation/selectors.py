"""What reads the versions of pages in several languages."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, Subquery
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from search.addresses import active_language


def in_readers_language(pages: Iterable[Page]) -> list[Page]:
    """Return pages, each in its live version in the reader's language where there is one.

    One query, and none where the reader's language is the site's own.
    """
    found = list(pages)
    language = active_language().value
    if language == settings.LANGUAGE_CODE or not found:
        return found
    versions = (
        Page.objects.live()
        .public()
        .filter(translation_key__in=[page.translation_key for page in found], locale__language_code=language)
    )
    by_key = {page.translation_key: page for page in versions.specific(defer=True)}
    return [by_key.get(page.translation_key, page) for page in found]


def readers_list(index: type[Page]) -> Page | None:
    """Return the live page of a kind of list, in the reader's language where there is one."""
    original = index.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return original.localized if original else None


def with_untranslated(pages: PageQuerySet, parent: Page) -> PageQuerySet:
    """Return the pages below ``parent`` among ``pages``, and those that only wait to be translated.

    Below the Swedish list of news stand the Swedish news, and the Finnish ones that have no live Swedish
    version: a reader misses nothing, and each page says in which language it is.
    """
    if parent.locale.language_code == settings.LANGUAGE_CODE:
        return pages.child_of(parent)
    original = parent.get_translation_or_none(Locale.get_default())
    if original is None:
        return pages.child_of(parent)
    done = Page.objects.child_of(parent).live().public().values("translation_key")
    waiting = pages.child_of_q(original) & ~Q(translation_key__in=Subquery(done))
    return pages.filter(pages.child_of_q(parent) | waiting)


def address_by_language(page: Page, request: HttpRequest) -> dict[str, str]:
    """Return where a reader finds a page in each language: its version, else the original.

    The original is shown with the interface in the reader's language, and says that it isn't translated.
    """
    versions = {page.locale.language_code: page}
    others = page.get_translations().live().public().prefetch_related("locale")
    for version in others.specific(defer=True):
        versions[version.locale.language_code] = version
    original = versions.get(settings.LANGUAGE_CODE, page)
    addresses: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        version = versions.get(code, original)
        if version == page and code == active_language().value:
            addresses[code] = request.get_full_path()
        elif version == page and code not in versions:
            addresses[code] = translate_url(request.get_full_path(), code)
        else:
            with override(code):
                addresses[code] = version.get_url(request) or translate_url(request.path, code)
    return addresses
