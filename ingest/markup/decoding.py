"""Turn the bytes of a page, feed or file into characters, whatever encoding they claim to be in.

Claims are often wrong, and UTF-8 is recognised by itself: text of another encoding is next to never valid
UTF-8 (Yergeau, RFC 3629, section 3). So valid UTF-8 wins over every claim.
"""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WITHOUT_MARK = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"), (b"<\x00!\x00", "utf-16-le"))
CLAIM = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
CLAIM_WITHIN = 4096
"""Bytes among which a page's or a feed's own claim is looked for; the HTML Standard asks for 1024."""
SMALL_ISO = frozenset({"iso8859-1", "latin-1", "ascii", "us-ascii"})
"""What the WHATWG Encoding Standard reads as windows-1252: everybody who says Latin 1 writes that."""
FALLBACK = "windows-1252"
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
"""What neither XML nor a page may hold."""


def decode(content: bytes, *, claimed: str = "") -> str:
    """Return the characters, those that no text may hold taken out; ``claimed`` is the server's charset.

    A byte that the encoding doesn't know becomes U+FFFD: a page is never refused for one letter.
    """
    return UNPRINTABLE.sub("", _characters(content, claimed))


def charset_of(content_type: str) -> str:
    """Return the charset of a ``Content-Type``, or nothing."""
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return match.group(1) if match else ""


def _characters(content: bytes, claimed: str) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    for start, encoding in WITHOUT_MARK:
        if content.startswith(start):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    within = CLAIM.search(content[:CLAIM_WITHIN])
    for claim in (claimed, within.group(1).decode("ascii") if within else ""):
        encoding = _known(claim)
        if encoding:
            return content.decode(encoding, errors="replace")
    if content.count(b"\xc3") > 2:  # UTF-8 with a few bytes broken: its letters are worth more than they
        return content.decode("utf-8", errors="replace")
    return content.decode(FALLBACK, errors="replace")


def _known(name: str) -> str:
    """Return a claimed encoding in Python's spelling, nothing for an unknown one and for UTF-8 itself."""
    try:
        found = codecs.lookup(name.strip()) if name.strip() else None
    except LookupError:
        return ""
    if found is None or not getattr(found, "_is_text_encoding", True) or found.name.startswith("utf"):
        return ""
    return FALLBACK if found.name in SMALL_ISO else found.name
