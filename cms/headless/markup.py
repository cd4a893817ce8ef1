"""HTML for other sites: every address in it is whole."""

from __future__ import annotations

from urllib.parse import urljoin

from django.http import HttpRequest
from lxml import html
from wagtail.rich_text import expand_db_html

ADDRESSES = ("href", "src", "action", "poster", "cite")


def rich_text(source: str, request: HttpRequest) -> str:
    """Return rich text as it is stored, as HTML for other sites."""
    return whole_addresses(expand_db_html(source), request)


def whole_addresses(markup: str, request: HttpRequest) -> str:
    """Return HTML whose addresses hold on any site."""
    return addresses_from(markup, request.build_absolute_uri("/"))


def addresses_from(markup: str, base: str) -> str:
    """Return HTML whose addresses are whole, where they are meant from ``base``."""
    if not markup.strip():
        return ""
    root = html.fragment_fromstring(markup.strip(), create_parent="div")
    for element in root.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        for name in ADDRESSES:
            if (address := element.get(name)) and not address.startswith("#"):
                element.set(name, _whole(address, base))
        if sources := element.get("srcset"):
            element.set("srcset", ", ".join(_candidate(each.strip(), base) for each in sources.split(",")))
    whole = html.tostring(root, encoding="unicode")
    return whole[len("<div>") : -len("</div>")].strip()


def _whole(address: str, base: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _candidate(candidate: str, base: str) -> str:
    address, _space, size = candidate.partition(" ")
    return f"{_whole(address, base)} {size}".strip()
