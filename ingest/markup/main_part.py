"""Find the part of a page that is its text, by the page's own elements alone."""

from __future__ import annotations

from lxml.html import HtmlElement

from ingest.markup.elements import is_hidden, name_of
from ingest.markup.inline import text_of

FRAME = ("nav", "footer", "aside", "header")
FRAME_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"}
)
COOKIES = ("cookie", "consent", "gdpr", "onetrust", "cky-", "breadcrumb", "share-buttons", "social-share")
LEAST_SHARE = 0.3
"""Of the page's text that its main element must hold to be believed."""


def main_part(root: HtmlElement) -> HtmlElement:
    """Return the element that holds the text, the page's frame within it taken out.

    The tree is changed. An ``article`` is chosen if there is one alone.
    """
    body = root.find(".//body")
    body = root if body is None else body
    whole = len(text_of(body))
    for candidate in _candidates(body):
        if len(text_of(candidate)) >= LEAST_SHARE * whole:
            return _unframed(candidate, whole_page=False)
    return _unframed(body, whole_page=True)


def _candidates(body: HtmlElement) -> list[HtmlElement]:
    articles = [one for one in body.iter("article") if not is_hidden(one)]
    mains = [one for one in body.iter("main") if not is_hidden(one)]
    mains += [one for one in body.xpath(".//*[@role='main']") if one not in mains]
    alone = articles if len(articles) == 1 else []
    titled = [one for one in alone if next(one.iter("h1"), None) is not None]
    return [*titled, *mains, *alone]


def _unframed(element: HtmlElement, *, whole_page: bool) -> HtmlElement:
    for one in list(element.iterdescendants()):
        if not isinstance(one.tag, str) or one.getparent() is None:
            continue
        named = f"{one.get('class') or ''} {one.get('id') or ''}".lower()
        outside = (
            whole_page and name_of(one) in FRAME and next(one.iterancestors("article", "main"), None) is None
        )
        frame = (
            outside
            or name_of(one) in ("nav", "aside")
            or (one.get("role") or "").lower() in FRAME_ROLES
            or any(word in named for word in COOKIES)
        )
        if frame and name_of(one) not in ("body", "html", "main", "article"):
            one.drop_tree()
    return element
