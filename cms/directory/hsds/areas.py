"""Where services are offered, as areas with the URIs of Finland's public code lists."""

from __future__ import annotations

from cms.directory.models import Municipality

REGION = "Varsinais-Suomi"
"""The region's name, and the area of its wellbeing services county."""
COUNTRY = "FI"
REGION_URI = "http://uri.suomi.fi/codelist/jhs/maakunta_1_20240101/code/02"
MUNICIPALITY_URI = "http://uri.suomi.fi/codelist/jhs/kunta_1_20240101/code/{code}"
MUNICIPALITY_CODES = "http://uri.suomi.fi/codelist/jhs/kunta_1_20240101"


def municipality_uri(place: Municipality) -> str:
    """Return the URI of a municipality in the interoperability platform's code list."""
    return MUNICIPALITY_URI.format(code=place.code)
