"""Know the elements of HTML: which hold blocks, which hold nothing that a reader reads."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_NOT_READ = (
    "script style template noscript svg math object embed applet canvas form button input select textarea"
    " head title meta link nav dialog frame frameset map audio video source track iframe"
)
NOT_READ = frozenset(_NOT_READ.split())
"""What runs, what is filled in, and what belongs to the page's frame: never a part of the text."""

_BLOCKS = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead"
    " tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN_CLASSES = frozenset({"screen-reader-text", "visually-hidden", "sr-only", "visuallyhidden"})


def name_of(element: HtmlElement) -> str:
    """Return an element's name in small letters; empty for a comment, a namespaced or any odd one."""
    name = element.tag
    return name.lower() if isinstance(name, str) and name.isalnum() else ""


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether a reader never sees the element."""
    if not isinstance(element.tag, str) or name_of(element) in NOT_READ:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return name_of(element) not in ("br", "img")
    if INVISIBLE.search(element.get("style") or ""):
        return True
    return not UNSEEN_CLASSES.isdisjoint((element.get("class") or "").split())


def holds_blocks(element: HtmlElement) -> bool:
    """Tell whether blocks stand within the element."""
    return any(name_of(one) in BLOCKS for one in element.iterdescendants() if isinstance(one.tag, str))
