"""Leave of foreign HTML only what is safe and what the content model knows."""

from __future__ import annotations

import nh3

INLINE = {"a", "b", "strong", "i", "em", "br"}
BLOCK = {"h2", "h3", "h4", "p", "ul", "ol", "li", "blockquote", "footer"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto", "tel"}
WITH_CONTENT = {
    "script",
    "style",
    "template",
    "iframe",
    "object",
    "noscript",
    "svg",
    "math",
    "title",
    "textarea",
}


def sanitise_inline(html: str) -> str:
    """Return inline HTML with links, bold, italics and line breaks; the text of any other tag stays."""
    return _clean(html, INLINE).strip()


def sanitise_body(html: str) -> str:
    """Return a whole body's HTML: headings, paragraphs, lists, quotations and what may stand in them."""
    return _clean(html, INLINE | BLOCK)


def plain_text(html: str) -> str:
    """Return the text of inline HTML, line breaks kept."""
    broken = html.replace("<br>", "\n").replace("<br/>", "\n").replace("<br />", "\n")
    stripped = nh3.clean(broken, tags=set(), clean_content_tags=WITH_CONTENT, attributes={}, link_rel=None)
    return _unescaped(stripped).strip()


def _clean(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=WITH_CONTENT,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text
