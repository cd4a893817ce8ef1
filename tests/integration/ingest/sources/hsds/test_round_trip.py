"""What we publish as HSDS comes in again as it went out, by whichever way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from home.models import HomePage
from ingest.records import OrganisationRecord, Record, ServiceRecord
from ingest.sources.hsds import HsdsSource
from tests.factories.directory import (
    ChallengeFactory,
    OrganisationPageFactory,
    ServiceFactory,
    TargetGroupFactory,
)
from tests.unit.ingest.sources.harvested import harvested

pytestmark = pytest.mark.django_db
BASE = "http://testserver/api/hsds"


class OwnApi:
    """Be the web: our own API, asked in this process."""

    def get(self, url: str, **_options: Any) -> Any:
        """Return our own answer."""
        from ingest.errors import Gone
        from ingest.protocols import Answer

        answer = Client().get(url.removeprefix("http://testserver"))
        if answer.status_code == 404:
            raise Gone(url)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(url, content, "application/json", answer.status_code)


@pytest.fixture
def directory(site: HomePage) -> Any:
    """Return an organisation with a service."""
    organisation = OrganisationPageFactory(title="Esimerkki ry", business_id="1234567-1")
    return ServiceFactory(
        organisation=organisation,
        name="Perhetupa",
        summary="Kohtaamispaikka perheille.",
        description="Eka kappale.\n\nToka kappale.",
        municipalities=["turku"],
        target_groups=[TargetGroupFactory(name_fi="Lapsiperheet", slug="lapsiperheet")],
        challenges=[ChallengeFactory(name_fi="Ero", slug="ero")],
        is_free=False,
        price="2 €",
        opening_hours="Maanantaisin 9–12",
        link="https://esimerkki.example/tupa#ajat",
    )


def by_api() -> list[Record]:
    """Return the records that our API gives."""
    plugin = HsdsSource()
    plugin.use_web(OwnApi())
    listing = list(plugin.gather(HsdsSource.settings_model(locations=(BASE,)), None))
    fetched = [plugin.fetch(reference) for reference in listing]
    return [
        record for thing in fetched if thing for record in plugin.parse(thing) if isinstance(record, Record)
    ]


def test_the_api_gives_back_what_was_published(directory: Any) -> None:
    """As far as HSDS has fields for it."""
    organisation, record = by_api()
    assert isinstance(organisation, OrganisationRecord)
    assert isinstance(record, ServiceRecord)
    assert (organisation.title, organisation.business_id) == ("Esimerkki ry", "1234567-1")
    assert (record.title, record.summary) == ("Perhetupa", "Kohtaamispaikka perheille.")
    assert [block.model_dump()["html"] for block in record.body] == ["Eka kappale.", "Toka kappale."]
    assert (record.is_free, record.price) == (False, "2 €")
    assert record.opening_hours == "Maanantaisin 9–12"
    assert record.url == "https://esimerkki.example/tupa#ajat"
    assert [term.code for term in (*record.target_groups, *record.challenges, *record.areas)] == [
        "lapsiperheet",
        "ero",
        "853",
    ]
    assert record.organisation is not None
    assert record.organisation.external_id == organisation.external_id


def test_the_data_package_and_the_api_give_equal_records(directory: Any, tmp_path: Path) -> None:
    """One mapping, two writings."""
    answer = Client().get("/api/hsds/datapackage.zip")
    path = tmp_path / "hsds.zip"
    path.write_bytes(answer.content)
    package = harvested(HsdsSource(), {"locations": [str(path)]})
    assert package.problems == []
    assert _plain(package.records) == _plain(by_api())


def _plain(records: list[Record]) -> list[Any]:
    """Return records as sorted data; the time is written in two ways."""
    data = [json.loads(record.model_dump_json(exclude={"updated_at"})) for record in records]
    return sorted(data, key=lambda one: str(one["external_id"]))
