"""Turn a line of text, with the few marks that texts carry, into inline HTML."""

from __future__ import annotations

import html
import re

MARKED_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(((?:https?://|mailto:)[^\s()<>\"]{1,2000})\)")
BARE_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}")
BOLD = re.compile(r"\*\*(?=\S)([^*]{1,1000})(?<=\S)\*\*")
AFTER_LINK = ".,;:!?)]}'”’»…"


def inline(line: str) -> str:
    """Return the line with its signs escaped, addresses as links and ``**…**`` as bold."""
    pieces: list[str] = []
    position = 0
    for match in MARKED_LINK.finditer(line):
        pieces += [_with_bare_links(line[position : match.start()]), _link(match.group(2), match.group(1))]
        position = match.end()
    pieces.append(_with_bare_links(line[position:]))
    return BOLD.sub(r"<b>\1</b>", "".join(pieces))


def plain(line: str) -> str:
    """Return the line as a reader sees it, without the marks."""
    return BOLD.sub(r"\1", MARKED_LINK.sub(r"\1", line)).strip()


def _with_bare_links(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for match in BARE_LINK.finditer(text):
        address = match.group().rstrip(AFTER_LINK)
        pieces += [html.escape(text[position : match.start()], quote=False), _link(address, address)]
        position = match.start() + len(address)
    return "".join([*pieces, html.escape(text[position:], quote=False)])


def _link(address: str, text: str) -> str:
    return f'<a href="{html.escape(address)}">{html.escape(text, quote=False)}</a>'
