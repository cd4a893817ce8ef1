"""Read JSON-LD out of a page (schema.org): the node that tells of the page's own article or event."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

ARTICLES = (
    "NewsArticle",
    "Article",
    "BlogPosting",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
    "SocialMediaPosting",
)
PAGES = ("WebPage", "ItemPage", "AboutPage", "CollectionPage")
LONGEST = 1_000_000
"""Characters of one script; a page's data is a few kilobytes."""
MOST_NODES = 2_000
DEEPEST = 12
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")

Node = dict[str, Any]


def nodes_of(root: HtmlElement) -> list[Node]:
    """Return every node with a type, in order; a script that is no JSON is passed over."""
    found: list[Node] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        text = script.text or ""
        if kind == "application/ld+json" and len(text) <= LONGEST:
            try:
                data = json.loads(WRAPPING.sub("", text), strict=False)
            except (ValueError, RecursionError):
                continue
            found += [node for _, node in zip(range(MOST_NODES), _typed(data, 0), strict=False)]
    return found


def node_of(nodes: list[Node], *types: str) -> Node | None:
    """Return the first node of the first of the types that there is."""
    for wanted in types:
        for node in nodes:
            if wanted in types_of(node):
                return node
    return None


def types_of(node: Node) -> set[str]:
    """Return a node's types without the vocabulary's address."""
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return {one.rpartition("/")[2] for one in listed if isinstance(one, str)}


def texts_of(value: Any, nodes: list[Node], *keys: str) -> list[str]:
    """Return the texts that a property holds: a text, a node's key, what it refers to, or a list of these."""
    texts: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            texts.append(one)
        elif isinstance(one, dict):
            node = _referred(one, nodes)
            given = next((node[key] for key in (*keys, "@value") if node.get(key)), None)
            texts += texts_of(given, nodes, *keys) if isinstance(given, list | str) else []
    return [text.strip() for text in texts if text.strip()]


def parts_of(value: Any, nodes: list[Node]) -> list[Node]:
    """Return the nodes that a property holds, references followed."""
    return [
        _referred(one, nodes)
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, dict)
    ]


def _referred(node: Node, nodes: list[Node]) -> Node:
    if set(node) <= {"@id", "@type"} and "@id" in node:
        return next((other for other in nodes if other.get("@id") == node["@id"] and len(other) > 2), node)
    return node


def _typed(data: Any, depth: int) -> Iterator[Node]:
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _typed(one, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for value in data.values():
            if isinstance(value, list | dict):
                yield from _typed(value, depth + 1)
