"""Read an ``img``: which of its many addresses is the picture, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from ingest.http import Url
from ingest.markup.addresses import web_address

LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")
"""Where sites keep the address, those first that a script would put in the place of a stand-in."""
SMALLEST = 33
"""Pixels: narrower images are icons, counters and lines."""
NO_PICTURE = re.compile(
    r"gravatar\.com/|/s\.w\.org/images/core/emoji/|/emoji/|pixel\.|/spacer\.|blank\.gif|/wp-includes/|"
    r"feedburner\.com/|doubleclick\.net/|facebook\.com/tr\b|/icons?/",
    re.IGNORECASE,
)
WIDTH = re.compile(r"(\d{1,5})(?:px)?\s*")
CANDIDATE = re.compile(r"(\S+?)\s+(\d{1,5})w\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold an image's absolute address, its alternative text and its caption."""

    address: str
    alt: str = ""
    caption: str = ""


def picture_of(image: HtmlElement, base: Url | None, *, caption: str = "") -> Picture | None:
    """Return the picture that a reader sees, or None for icons, counters and what has no web address."""
    for side in ("width", "height"):
        match = WIDTH.fullmatch(image.get(side) or "")
        if match and int(match.group(1)) < SMALLEST:
            return None
    given = next((value for name in LAZY if (value := image.get(name)) and not value.startswith("data:")), "")
    address = web_address(given or _widest(image.get("srcset") or image.get("data-srcset") or ""), base)
    if not address or NO_PICTURE.search(address):
        return None
    return Picture(address, alt=_line(image.get("alt") or ""), caption=caption)


def _widest(candidates: str) -> str:
    found = [(int(width), address) for address, width in CANDIDATE.findall(candidates[:20_000])]
    return max(found)[1] if found else ""


def _line(text: str) -> str:
    return " ".join(text.split())
