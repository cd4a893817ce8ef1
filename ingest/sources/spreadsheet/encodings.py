"""Tell which encoding a text file has, by its bytes alone.

Byte order marks and UTF-8 tell themselves. Of the one-byte encodings none does: that one is taken in which
most of the signs outside ASCII are letters and signs of Finnish and Swedish text.
"""

from __future__ import annotations

import codecs
import re

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
"""In the order of preference where they come to the same."""
USUAL = frozenset("åäöÅÄÖéÉüÜ–—’‘”“„…€§°½´«»•\u00a0")
SAMPLE = 1_000_000
CHUNK = 1 << 16
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")


def encoding_of(content: bytes) -> str:
    """Return the name of the encoding; text in it may still hold single broken signs."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if wide := _wide(content):
        return wide
    if _is_utf8(content):
        return "utf-8"
    sample = content[:SAMPLE]
    whole = _MULTIBYTE.findall(sample)
    broken = len(_HIGH.findall(sample)) - sum(map(len, whole))
    if len(whole) > broken:  # in other encodings hardly any two letters look like one of UTF-8
        return "utf-8"
    return _one_byte(sample)


def _wide(content: bytes) -> str:
    """Return which UTF-16 without a mark it is: every other byte of Latin text is then zero."""
    sample = content[:2000]
    if len(sample) < 8:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half and sample[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), CHUNK):
            decoder.decode(view[start : start + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _one_byte(sample: bytes) -> str:
    high = b"".join(_HIGH.findall(sample))
    usual = {name: sum(sign in USUAL for sign in high.decode(name, "replace")) for name in ONE_BYTE}
    return max(ONE_BYTE, key=lambda name: usual[name])
