"""HSDS's things as publishers write them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from ingest.testing import PlayedWeb

BASE = "https://hakemisto.example/api/hsds"
SINCE = "modified_after=2026-02-01T10%3A00%3A00%2B00%3A00"
KUNTA = "http://uri.suomi.fi/codelist/jhs/kunta_1_20240101"


def organization(**changes: Any) -> dict[str, Any]:
    """Return an organisation."""
    return {
        "id": "o1",
        "name": "Esimerkki ry",
        "description": "Tukee perheitä.",
        "website": "https://esimerkki.example/",
        "organization_identifiers": [
            {
                "id": "i1",
                "identifier_scheme": "FI-PRO",
                "identifier_type": "Y-tunnus",
                "identifier": "1234567-1",
            }
        ],
        **changes,
    }


def service(**changes: Any) -> dict[str, Any]:
    """Return a service in full."""
    return {
        "id": "s1",
        "name": "Perhetupa",
        "description": "Kohtaamispaikka.\n\nEka kappale.\n\nToka kappale.",
        "url": "https://esimerkki.example/tupa#ajat",
        "status": "active",
        "minimum_age": 0,
        "maximum_age": 6.5,
        "last_modified": "2026-02-01T10:00:00Z",
        "organization": organization(),
        "phones": [{"id": "p1", "number": "+358 50 1234567"}],
        "schedules": [{"id": "d1", "description": "Maanantaisin 9–12"}],
        "languages": [{"id": "l1", "name": "suomi", "code": "fi"}, {"id": "l2", "name": "Swedish"}],
        "cost_options": [{"id": "c1", "currency": "EUR", "amount": 0, "amount_description": "Maksuton"}],
        "service_areas": [{"id": "a1", "name": "Turku", "uri": f"{KUNTA}/code/853"}],
        "service_at_locations": [
            {"id": "w1", "location": {"id": "v1", "location_type": "virtual", "url": "https://x.example/"}},
            {"id": "w2", "location": {"id": "v2", "location_type": "physical", "name": "Turku"}},
        ],
        "attributes": [
            {
                "id": "t1",
                "link_type": "target_group",
                "taxonomy_term": {
                    "id": "k1",
                    "code": "lapsiperheet",
                    "name": "Lapsiperheet",
                    "taxonomy": "Kohderyhmät",
                },
            },
            {
                "id": "t2",
                "link_type": "challenge",
                "taxonomy_term": {"id": "k2", "code": "ero", "name": "Ero", "taxonomy": "Haasteet"},
            },
        ],
        **changes,
    }


def tables() -> dict[str, str]:
    """Return the same service and organisation as the files of a data package."""
    full = service()
    rows: dict[str, list[dict[str, Any]]] = {
        "organization": [organization()],
        "organization_identifier": [
            {**one, "organization_id": "o1"} for one in organization()["organization_identifiers"]
        ],
        "service": [{**full, "organization_id": "o1"}],
        "phone": [{**one, "service_id": "s1"} for one in full["phones"]],
        "schedule": [{**one, "service_id": "s1"} for one in full["schedules"]],
        "language": [{**one, "service_id": "s1"} for one in full["languages"]],
        "cost_option": [{**one, "service_id": "s1"} for one in full["cost_options"]],
        "service_area": [{**one, "service_id": "s1"} for one in full["service_areas"]],
        "service_at_location": [
            {"id": one["id"], "service_id": "s1", "location_id": one["location"]["id"]}
            for one in full["service_at_locations"]
        ],
        "location": [one["location"] for one in full["service_at_locations"]],
        "attribute": [
            {**one, "link_id": "s1", "link_entity": "service", "taxonomy_term_id": one["taxonomy_term"]["id"]}
            for one in full["attributes"]
        ],
        "taxonomy_term": [one["taxonomy_term"] for one in full["attributes"]],
    }
    files = {f"{name}.csv": _csv(some) for name, some in rows.items()}
    resources = [{"name": name, "path": f"{name}.csv"} for name in rows]
    return {**files, "datapackage.json": json.dumps({"resources": resources})}


def _csv(rows: list[dict[str, Any]]) -> str:
    columns = list(
        dict.fromkeys(key for row in rows for key, one in row.items() if not isinstance(one, list | dict))
    )
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def page(number: int, total: int, things: list[dict[str, Any]]) -> str:
    """Return a page of a list."""
    return json.dumps({"page_number": number, "total_pages": total, "contents": things})


def api() -> PlayedWeb:
    """Return a web with an API of two services on two pages."""
    second = service(id="s2", name="Toinen")
    return PlayedWeb(
        {
            f"{BASE}/services?full=true": page(1, 2, [service()]),
            f"{BASE}/services?full=true&page=2": page(2, 2, [second]),
            f"{BASE}/organizations?full=true": page(1, 1, [organization()]),
            f"{BASE}/services?{SINCE}&full=true": page(1, 1, [second]),
            f"{BASE}/organizations?{SINCE}&full=true": page(1, 1, []),
        }
    )
