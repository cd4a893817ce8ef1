"""PTV's things as version 11 writes them; the people and associations are invented."""

from __future__ import annotations

import json
from typing import Any

ORGANISATION = "11111111-1111-4111-8111-111111111111"
SERVICE = "22222222-2222-4222-8222-222222222222"
PAGE = "33333333-3333-4333-8333-333333333333"
PLACE = "44444444-4444-4444-8444-444444444444"
TELEPHONE = "55555555-5555-4555-8555-555555555555"


def items(**texts: str) -> list[dict[str, str]]:
    """Return language items."""
    return [{"language": language, "value": text} for language, text in texts.items()]


def typed(kind: str, **texts: str) -> list[dict[str, str]]:
    """Return language items of a type."""
    return [{**item, "type": kind} for item in items(**texts)]


def entry(code: str, **names: str) -> dict[str, Any]:
    """Return an entry of a vocabulary."""
    return {"name": items(**names), "code": code, "uri": f"http://urn.example/{code}"}


def organisation(**changes: Any) -> dict[str, Any]:
    """Return an organisation."""
    return {
        "id": ORGANISATION,
        "businessCode": "1234567-1",
        "organizationNames": typed("Name", fi="Esimerkkiyhdistys ry", sv="Exempelföreningen rf"),
        "organizationDescriptions": [
            *typed("Summary", fi="Tukee perheitä."),
            *typed("Description", fi="Kaikki."),
        ],
        "areaType": "LimitedType",
        "areas": [
            {"type": "Region", "code": "02", "name": items(fi="Varsinais-Suomi"), "municipalities": []}
        ],
        "emails": [*items(fi="matti.meikalainen@esimerkki.example"), *items(fi="toimisto@esimerkki.example")],
        "phoneNumbers": [{"language": "fi", "prefixNumber": "+358", "number": "501234567", "type": "Phone"}],
        "webPages": [{"language": "fi", "url": "https://esimerkki.example", "value": "Sivut"}],
        "publishingStatus": "Published",
        "modified": "2026-01-01T10:00:00.5",
        **changes,
    }


def service(**changes: Any) -> dict[str, Any]:
    """Return a service with three connections."""
    return {
        "id": SERVICE,
        "serviceNames": typed("Name", fi="Perhetupa", sv="Familjestugan"),
        "serviceDescriptions": [
            *typed("Description", fi="Eka kappale.\n\nToka kappale.", sv="Allt."),
            *typed("Summary", fi="Kohtaamispaikka perheille.", sv="Mötesplats."),
            *typed("UserInstruction", fi="Tule paikalle. Kysy: maija.virtanen@esimerkki.example"),
            *typed("ChargeTypeAdditionalInfo", fi="Kahvi 2 €"),
        ],
        "serviceChargeType": "Chargeable",
        "languages": ["fi", "sv"],
        "areaType": "LimitedType",
        "areas": [
            {
                "type": "Municipality",
                "municipalities": [{"code": "853", "name": items(fi="Turku", sv="Åbo")}],
            },
            {"type": "Region", "code": "02", "name": items(fi="Varsinais-Suomi")},
        ],
        "targetGroups": [entry("KR1", fi="Kansalaiset"), entry("KR1.2", fi="Lapset ja lapsiperheet")],
        "serviceClasses": [entry("P3.7", fi="Kasvatus- ja perheneuvonta")],
        "lifeEvents": [entry("KE3", fi="Lapsen saaminen")],
        "ontologyTerms": [entry("", fi="perhekahvilat", sv="familjecaféer")],
        "keywords": items(fi="vertaistuki"),
        "requirements": items(fi="Avoin kaikille perheille."),
        "serviceChannels": [
            {
                "serviceChannel": {"id": PLACE, "name": "Tupa"},
                "contactDetails": {"emails": items(fi="tupa@esimerkki.example"), "webPages": []},
                "serviceHours": [],
            },
            {"serviceChannel": {"id": PAGE, "name": "Sivu"}},
            {"serviceChannel": {"id": TELEPHONE, "name": "Puhelin"}},
        ],
        "organizations": [
            {"roleType": "Responsible", "organization": {"id": ORGANISATION, "name": "Esimerkkiyhdistys ry"}}
        ],
        "publishingStatus": "Published",
        "modified": "2026-02-01T10:00:00",
        **changes,
    }


def channels() -> list[dict[str, Any]]:
    """Return the service's channels: a place, a page, a telephone."""
    weekdays = [
        {"dayFrom": day, "dayTo": "", "from": "08:00:00", "to": "16:00:00"}
        for day in ("Monday", "Tuesday", "Wednesday")
    ]
    return [
        {
            "id": PLACE,
            "serviceChannelType": "ServiceLocation",
            "serviceChannelNames": typed("Name", fi="Perhetupa Turku"),
            "emails": items(fi="liisa@esimerkki.example"),
            "webPages": [{"language": "fi", "url": "https://esimerkki.example/tupa", "value": "Tupa"}],
            "serviceHours": [{"serviceHourType": "DaysOfTheWeek", "openingHour": weekdays}],
            "services": [{"service": {"id": SERVICE, "name": "Perhetupa"}}],
        },
        {
            "id": PAGE,
            "serviceChannelType": "WebPage",
            "serviceChannelNames": typed("Name", fi="Perhetuvan sivu"),
            "webPages": [
                {"language": "fi", "url": "https://esimerkki.example/perhetupa#ajat", "value": "Sivu"}
            ],
        },
        {
            "id": TELEPHONE,
            "serviceChannelType": "Phone",
            "serviceChannelNames": typed("Name", fi="Päivystys"),
            "phoneNumbers": [
                {"language": "fi", "isFinnishServiceNumber": True, "number": "116117", "type": "Phone"}
            ],
        },
    ]


def dumped(document: Any) -> bytes:
    """Return JSON."""
    return json.dumps(document).encode()
