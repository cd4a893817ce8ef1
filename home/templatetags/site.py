"""What the frame around every page shows: navigation, languages, where a service is offered."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse, translate_url
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.directory.availability import availability_of
from cms.directory.models import Service
from cms.translation.selectors import address_by_language
from home.selectors import frame_pages
from search.presentation import ShownFacet

register = template.Library()


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One link of the navigation; ``current`` says that the reader is there or below.

    ``language`` is the title's where it is not the interface's.
    """

    title: str
    url: str
    current: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The address of the same page with the interface in another language."""

    code: str
    name: str
    url: str
    absolute_url: str
    current: bool


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[MenuLink]:
    """Return the links of the main navigation, the search first; none where there is no site yet."""
    request = context.get("request")
    found = _frame_pages(request) if request else None
    if found is None:
        return []
    search = reverse("search")
    links = [MenuLink(_("Find services"), search, request.path == search)]
    return [*links, *(_menu_link(page, request) for page in found[0])]


@register.simple_tag(takes_context=True)
def footer_menu(context: Context) -> list[MenuLink]:
    """Return the links of the footer; none where there is no site yet."""
    request = context.get("request")
    found = _frame_pages(request) if request else None
    return [_menu_link(page, request) for page in found[1]] if found else []


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[LanguageLink]:
    """Return the languages of the interface, each with this page's address in it."""
    request = context.get("request")
    if request is None:
        return []
    page = context.get("page")
    if isinstance(page, Page) and page.pk:
        addresses = address_by_language(page, request)
    else:
        here = request.get_full_path()
        addresses = {code: translate_url(here, code) for code, _name in settings.LANGUAGES}
    links = []
    for code, name in settings.LANGUAGES:
        url = addresses[code]
        links.append(LanguageLink(code, name, url, request.build_absolute_uri(url), code == get_language()))
    return links


@register.filter
def where_offered(service: Service) -> list[str]:
    """Return in words where a service is offered, the widest first."""
    return availability_of(service)


@register.filter
def any_selected(facet: ShownFacet) -> bool:
    """Tell whether the reader has chosen any value of a facet."""
    return any(value.selected for value in facet.values)


@register.filter
def in_other_language(page: Page) -> bool:
    """Tell whether a page is written in another language than the interface speaks."""
    return bool(page.locale.language_code[:2] != (get_language() or "")[:2])


def _frame_pages(request: HttpRequest) -> tuple[list[Page], list[Page]] | None:
    """Return the pages of the menu and of the footer, looked up once a request; ``None`` without a site."""
    if not hasattr(request, "frame_pages"):
        site = Site.find_for_request(request)
        request.frame_pages = frame_pages(site) if site else None
    found: tuple[list[Page], list[Page]] | None = request.frame_pages
    return found


def _menu_link(page: Page, request: HttpRequest) -> MenuLink:
    url = page.get_url(request) or ""
    language = page.locale.language_code if in_other_language(page) else ""
    return MenuLink(page.title, url, bool(url) and request.path.startswith(url), language)


CHOICE = (
    '<div class="check"><input type="checkbox" id="{name}-{value}" name="{name}" value="{value}"{checked}>'
    '<label for="{name}-{value}">{label} <span class="count">{count}</span></label></div>'
)


@register.simple_tag
def facet_choices(facet: ShownFacet) -> SafeString:
    """Return the values of a facet to choose from: those that find something, and those that are chosen.

    A search shows hundreds of them. A template that is included for each takes half of the page's time.
    """
    return mark_safe(  # noqa: S308  every part is escaped here
        "".join(
            CHOICE.format(
                name=escape(facet.name),
                value=escape(value.value),
                checked=" checked" if value.selected else "",
                label=escape(value.label),
                count=value.count,
            )
            for value in facet.values
            if value.count or value.selected
        )
    )
