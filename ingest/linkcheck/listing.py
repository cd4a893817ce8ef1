"""Read the links of a file: a list of addresses, or a page."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.http import InvalidUrl, Url, parse_url, url_or_none
from ingest.linkcheck.evidence import Evidence
from ingest.linkcheck.pages import PageFacts, find_fragment, read_page
from ingest.linkcheck.references import base_of_html, references_in_html
from ingest.markup.decoding import decode
from ingest.words import Words
from ingest.words import gettext_noop as _

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
STANDARD_INPUT = Path("-")
ANY_BASE = parse_url("https://base.invalid/")
MAX_FILE_BYTES = 50 * 1024 * 1024


class UnreadableList(ValueError):
    """Report a file, or a base, that can't be read; ``message`` is words (``ingest.words``)."""

    def __init__(self, message: Words) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold one reference as written and resolved; ``url`` is as written when it is no address.

    ``seen`` is there when nothing has to be asked: a section of the page that was read.
    """

    reference: str
    url: str
    seen: Evidence | None = None

    @property
    def lacks_base(self) -> bool:
        """Say whether it is relative, and nobody told to what."""
        return (
            self.seen is None
            and url_or_none(self.url) is None
            and url_or_none(self.url, ANY_BASE) is not None
        )


def listed(references: list[str], base: str = "") -> list[Listed]:
    """Resolve references, each once, in order."""
    start = _base(base)
    return [Listed(reference, _resolved(reference, start)) for reference in dict.fromkeys(references)]


def listed_in_file(path: Path, base: str = "") -> list[Listed]:
    """Return the references of a page, or the lines of a list without its empty lines and comments.

    ``-`` is the standard input. A line that begins with ``#`` is a comment; with a base, one such word alone
    is a section of the base. The encoding is recognised as that of a page is.
    """
    try:
        content = _content(path)
    except OSError as error:
        raise UnreadableList(
            _("%(path)s can't be read: %(reason)s.", path=path, reason=error.strerror)
        ) from error
    if path.suffix.lower() in PAGE_SUFFIXES or content.lstrip()[:1] == b"<":
        return _listed_on_page(decode(content), _base(base))
    lines = (line.strip() for line in decode(content).splitlines())
    return listed([line for line in lines if line and not _is_comment(line, base)], base)


def _content(path: Path) -> bytes:
    if path == STANDARD_INPUT:
        content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    else:
        with path.open("rb") as file:
            content = file.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableList(_("%(path)s is larger than 50 MiB: split it.", path=path))
    return content


def _is_comment(line: str, base: str) -> bool:
    if not line.startswith("#"):
        return False
    section = bool(base) and len(line) > 1 and "://" not in line and not any(map(str.isspace, line))
    return not section


def _listed_on_page(source: str, start: Url | None) -> list[Listed]:
    start = url_or_none(base_of_html(source), start) or start  # HTML, section 4.2.3
    found = dict.fromkeys(reference.address for reference in references_in_html(source))
    sections = {address for address in found if start is None and address.startswith("#")}
    facts = (
        read_page(source.encode("utf-8", "replace"), "text/html; charset=utf-8") if sections else PageFacts()
    )
    return [
        _section(address, facts) if address in sections else Listed(address, _resolved(address, start))
        for address in found
    ]


def _section(address: str, facts: PageFacts) -> Listed:
    """Look for a section in the very page that names it."""
    found = find_fragment(address[1:], facts, whole=True)
    return Listed(address, address, Evidence(address, status=200, fragment=found))


def _base(text: str) -> Url | None:
    try:
        return parse_url(text) if text else None
    except InvalidUrl as error:
        raise UnreadableList(
            _("The base %(base)s is no address: %(error)s.", base=text, error=error)
        ) from error


def _resolved(reference: str, base: Url | None) -> str:
    url = url_or_none(reference, base)
    return reference if url is None else str(url)
