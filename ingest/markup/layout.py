"""Undo layouts of old: a table in which a page stands is no table."""

from __future__ import annotations

from lxml.html import HtmlElement

PARTS = ("table", "tbody", "thead", "tr", "td", "th")


def unfold_layout_tables(root: HtmlElement) -> bool:
    """Make plain containers of the tables that hold a page's main heading; tell whether there were any.

    Tables of their own within them stay.
    """
    layouts = {table for heading in root.iter("h1") for table in heading.iterancestors("table")}
    parts = [part for part in root.iter(*PARTS) if _table_of(part) in layouts]
    for part in parts:
        part.tag = "div"
    return bool(layouts)


def _table_of(part: HtmlElement) -> HtmlElement | None:
    return part if part.tag == "table" else next(part.iterancestors("table"), None)
