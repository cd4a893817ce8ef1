"""What a page says of itself and how one gets about from it: breadcrumb, sharing, description, canonical."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms import related, structured_data
from cms.directory.models import OrganisationPage, Service
from cms.events.models import EventPage
from cms.events.selectors import coming_events
from cms.publishing.models import News, NewsIndex, PressRelease
from cms.structured_data import Face, Step, site_base
from cms.translation.selectors import in_readers_language, readers_list
from home.models import SiteSettings
from home.templatetags.site import in_other_language

register = template.Library()

OUR_NAME = "Palvelupaketti"
KEPT_IN_ADDRESS = ("page",)
"""Parameters that make another page of it; all others only show the same one otherwise."""
SHARED_PICTURE = "fill-1200x630|format-jpeg"
PICTURE_OF_US = "img/share.png"


@register.simple_tag(takes_context=True)
def canonical_address(context: Context) -> str:
    """Return the one address under which this page should be known."""
    request = context.get("request")
    if request is None:
        return ""
    kept = [(name, request.GET[name]) for name in KEPT_IN_ADDRESS if request.GET.get(name, "1") != "1"]
    return request.build_absolute_uri(request.path) + (f"?{urlencode(kept)}" if kept else "")


@register.inclusion_tag("_meta.html", takes_context=True)
def page_meta(context: Context, thing: Page | Service) -> dict[str, Any]:
    """Write the canonical address, OpenGraph and schema.org's description of what a page tells of."""
    request = context["request"]
    base = site_base(request)
    face = face_of(thing, request)
    return {
        "face": face,
        "kind": "article" if hasattr(thing, "date") else "website",
        "locale": {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}.get(face.language, face.language),
        "canonical": canonical_address(context),
        "picture": face.image or base + static(PICTURE_OF_US),
        "data": structured_data.script(structured_data.described(thing, face, base)),
    }


@register.simple_tag(takes_context=True)
def website_data(context: Context) -> SafeString:
    """Write schema.org's description of the whole site."""
    request = context["request"]
    site = structured_data.website(
        _publisher(request), base=site_base(request), language=get_language() or "fi"
    )
    return structured_data.script(site)


@register.inclusion_tag("_breadcrumb.html", takes_context=True)
def breadcrumb(context: Context, thing: Page | Service, last: str = "") -> dict[str, Any]:
    """Show the way from the front page to a page or a service, and perhaps one step on, ``last``."""
    request = context["request"]
    steps = steps_to(thing, request)
    if last:
        steps = [*steps, Step(last, "")]
    shown = [*steps[:-1], replace(steps[-1], url="")]
    return {
        "steps": shown,
        "data": structured_data.script(structured_data.breadcrumbs(shown, base=site_base(request))),
    }


@register.inclusion_tag("_share.html", takes_context=True)
def share(context: Context, thing: Page | Service) -> dict[str, Any]:
    """Offer to copy the address of a page and to send it by e-mail; nobody else is told."""
    face = face_of(thing, context["request"], pictured=False)
    address = face.url or canonical_address(context)
    letter = urlencode({"subject": face.title, "body": f"{face.title}\n{address}\n"}, quote_via=quote)
    return {"address": address, "letter": letter}


@register.simple_tag
def events_of(organisation: OrganisationPage, limit: int = 3) -> list[EventPage]:
    """Return an organisation's next events."""
    return coming_events(at=timezone.now(), limit=limit, organisation=organisation) if organisation.pk else []


@register.simple_tag(takes_context=True)
def articles_about(context: Context, organisation: OrganisationPage) -> list[related.Related]:
    """Return the news that name an organisation or a service of its."""
    return related.articles_about(organisation, context.get("request")) if organisation.pk else []


@register.simple_tag(takes_context=True)
def led_on_to(context: Context, page: Page) -> list[related.Related]:
    """Return what a written page leads on to."""
    return related.led_on_to(page, context.get("request"))


@register.simple_tag
def subject_archive(page: Page) -> Page | None:
    """Return the list with an archive by subject in which a page stands; news and press releases have one."""
    return readers_list(NewsIndex) if isinstance(page, News | PressRelease) else None


def face_of(thing: Page | Service, request: HttpRequest, *, pictured: bool = True) -> Face:
    """Return what a page or a service shows of itself elsewhere."""
    words = ("search_description", "summary_here", "summary", "introduction")
    path = thing.get_url(request) if isinstance(thing, Page) else thing.get_absolute_url()
    picture = (getattr(thing, "image", None) or getattr(thing, "logo", None)) if pictured else None
    return Face(
        title=getattr(thing, "seo_title", "") or str(getattr(thing, "title", thing)),
        description=next((str(text) for name in words if (text := getattr(thing, name, ""))), ""),
        url=request.build_absolute_uri(path) if path else "",
        language=thing.locale.language_code if isinstance(thing, Page) else thing.summary_language,
        image=_picture_address(picture, request) if picture else "",
        publisher=_publisher(request) if pictured else "",
    )


def steps_to(thing: Page | Service, request: HttpRequest) -> list[Step]:
    """Return the way from the front page to a page or a service, itself included."""
    page = thing if isinstance(thing, Page) else thing.organisation
    ancestors = in_readers_language(page.get_ancestors().filter(depth__gt=1).specific(defer=True))
    way = [*ancestors, page]
    prefetch_related_objects(way, "locale")
    steps = [
        Step(
            one.title, one.get_url(request) or "", one.locale.language_code if in_other_language(one) else ""
        )
        for one in way
    ]
    if isinstance(thing, Page):
        return steps
    language = "" if get_language() == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
    return [*steps, Step(thing.name, thing.get_absolute_url(), language)]


def _picture_address(picture: AbstractImage, request: HttpRequest) -> str:
    return request.build_absolute_uri(picture.get_rendition(SHARED_PICTURE).url)


def _publisher(request: HttpRequest) -> str:
    return SiteSettings.for_request(request).organisation_name or OUR_NAME
