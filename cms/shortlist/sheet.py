"""A shortlist as a sheet for a family: a tagged PDF (PDF/UA-1), on one A4 if five services can make it so."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache

from django.template.loader import render_to_string

from cms.shortlist.selectors import Entry

SIZES = (11, 10, 9)
"""Sizes of letters in points; the first that makes one page of the list is taken, else the middle one."""
MOST_ON_ONE = 6
"""More services than that never fit one page, whatever the size."""
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


@cache
def can_be_made() -> bool:
    """Tell whether the machine has the libraries that lay text out: Pango and what belongs to it."""
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def pdf_of(entries: Sequence[Entry], *, note: str, language: str) -> bytes:
    """Return the sheet as PDF. Raises ``OSError`` where ``can_be_made`` is false."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols={"data"})  # the codes; nothing is fetched from anywhere
    fonts = FontConfiguration()
    context = {"entries": entries, "note": note, "language": language}
    first, usual, least = SIZES
    for size in (first, usual, least, usual) if len(entries) <= MOST_ON_ONE else (usual,):
        html = render_to_string("shortlist/sheet.html", {**context, "size": size})
        laid_out = HTML(string=html, url_fetcher=fetcher).render(font_config=fonts)
        if len(laid_out.pages) == 1:
            break
    pdf: bytes = laid_out.write_pdf(pdf_variant="pdf/ua-1")
    return pdf
