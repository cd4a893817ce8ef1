"""An editor's rich text as mail programs take it: whole addresses, styles within, or no markup at all."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from lxml import html
from wagtail.rich_text import expand_db_html

from cms.headless.markup import addresses_from

STYLES = {
    "p": "margin:0 0 16px",
    "ul": "margin:0 0 16px;padding:0 0 0 24px",
    "ol": "margin:0 0 16px;padding:0 0 0 24px",
    "li": "margin:0 0 8px",
    "a": "color:#1d5c63",
}
"""What each element looks like; mail programs drop style sheets."""


def mail_html(source: str, base: str) -> SafeString:
    """Return rich text, as it is stored, as HTML for a letter."""
    root = _tree(source, base)
    for element in root.iterdescendants(*STYLES):
        element.set("style", STYLES[element.tag])
    whole = html.tostring(root, encoding="unicode")
    return mark_safe(whole[len("<div>") : -len("</div>")])  # noqa: S308  Wagtail's own rich text, as on the page


def mail_text(source: str, base: str) -> str:
    """Return rich text as plain text; the address of a link stands after its words."""
    return "\n\n".join(text for block in _tree(source, base) if (text := _block(block)))


def _tree(source: str, base: str) -> html.HtmlElement:
    whole = addresses_from(expand_db_html(source), base)
    return html.fragment_fromstring(whole, create_parent="div")


def _block(block: html.HtmlElement) -> str:
    if block.tag not in {"ul", "ol"}:
        return _words(block)
    marks = (f"{number}. " if block.tag == "ol" else "- " for number in range(1, len(block) + 1))
    return "\n".join(mark + _words(item) for mark, item in zip(marks, block, strict=True))


def _words(element: html.HtmlElement) -> str:
    for link in element.iter("a"):
        address = (link.get("href") or "").removeprefix("mailto:")
        if address and address != link.text_content().strip():
            link.tail = f" ({address}){link.tail or ''}"
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    lines = (" ".join(line.split()) for line in element.text_content().split("\n"))
    return "\n".join(lines).strip()
