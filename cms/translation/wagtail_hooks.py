"""Where translation meets Wagtail."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page

from cms.translation.views import translate
from search.addresses import active_language


@hooks.register("before_serve_page")
def lead_to_version(page: Page, request: HttpRequest, _args: Any, _kwargs: Any) -> HttpResponse | None:
    """Lead a reader who has chosen another language on to the page's live version in it, if any."""
    if page.locale.language_code == active_language().value:
        return None
    version = page.localized
    address = version.get_url(request) if version.pk != page.pk else None
    return redirect(address) if address else None


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Put our view in the place of simple_translation's, whose address stays as it is."""
    return [path("translation/submit/page/<int:page_id>/", translate, name="translate_page")]
