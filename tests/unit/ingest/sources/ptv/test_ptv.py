"""Services of PTV come joined with their channels, without anybody's own address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from ingest.errors import GatherError
from ingest.harvesting import gather
from ingest.records import OrganisationRecord, ServiceRecord
from ingest.sources.personal_addresses import is_personal
from ingest.sources.ptv import PtvSettings, PtvSource
from ingest.sources.ptv.model import Channel
from ingest.sources.ptv.register import Register
from ingest.sources.ptv.v11 import Version11
from ingest.testing import PlayedWeb
from tests.unit.ingest.sources.harvested import PAYLOADS, Results, assert_safe, harvested
from tests.unit.ingest.sources.ptv.interface import BASE, CHANNELS, OTHER, interface
from tests.unit.ingest.sources.ptv.things import (
    ORGANISATION,
    SERVICE,
    channels,
    dumped,
    items,
    organisation,
    service,
    typed,
)

SHARED = Path(__file__).parents[6] / "shared" / "reference" / "ptv"


def read(tmp_path: Path, *documents: Any, **settings: Any) -> Results:
    """Return what the plugin makes of saved files."""
    for number, document in enumerate(documents):
        content = document if isinstance(document, bytes) else dumped(document)
        (tmp_path / f"{number}.json").write_bytes(content)
    return harvested(PtvSource(), {"locations": [str(tmp_path)], **settings})


def the_service(results: Results) -> ServiceRecord:
    """Return the one service."""
    (found,) = (record for record in results.records if isinstance(record, ServiceRecord))
    return found


def test_a_service_is_joined_with_its_channels_and_its_organisation(tmp_path: Path) -> None:
    """Everything that PTV knows of it stands in one record."""
    results = read(tmp_path, [service()], {"itemList": channels()}, organisation())
    assert results.problems == []
    record = the_service(results)
    assert (record.external_id, record.title, record.language) == (SERVICE, "Perhetupa", "fi")
    assert record.summary == "Kohtaamispaikka perheille."
    assert [block.model_dump().get("text") or block.model_dump()["html"] for block in record.body] == [
        "Eka kappale.",
        "Toka kappale.",
        "Toimi näin",
        "Tule paikalle. Kysy:",
        "Edellytykset",
        "Avoin kaikille perheille.",
    ]
    assert record.url == "https://esimerkki.example/perhetupa#ajat"
    assert record.channels == ("place", "telephone")
    assert record.digital
    assert record.opening_hours == "ma–ke 8.00–16.00"
    assert (record.is_free, record.price) == (False, "Kahvi 2 €")
    assert record.languages == ("fi", "sv")
    assert record.tags == ("perhekahvilat", "vertaistuki")
    assert [(term.vocabulary, term.code) for term in record.target_groups] == [("ptv:target-group", "KR1.2")]
    assert [term.code for term in record.challenges] == ["P3.7", "KE3"]
    assert [(term.vocabulary, term.code, term.label) for term in record.areas] == [
        ("municipality", "853", "Turku"),
        ("ptv:area:Region", "02", "Varsinais-Suomi"),
    ]
    assert record.organisation is not None
    assert (record.organisation.external_id, record.organisation.business_id) == (ORGANISATION, "1234567-1")
    assert [(one.scheme, one.value) for one in record.identifiers] == [("ptv", SERVICE)]
    assert {contact.email for contact in record.contacts} - {""} == {"tupa@esimerkki.example"}
    assert {contact.telephone for contact in record.contacts} - {""} == {"116117"}


def test_the_organisation_comes_before_its_services_without_a_persons_address(tmp_path: Path) -> None:
    """A role's address stays."""
    results = read(tmp_path, [service(), organisation()])
    record = results.records[0]
    assert isinstance(record, OrganisationRecord)
    assert (record.business_id, record.email) == ("1234567-1", "toimisto@esimerkki.example")
    assert record.telephone == "+358 501234567"
    assert "meikalainen" not in repr(results)
    assert "virtanen" not in repr(results)
    assert "liisa" not in repr(results)


@pytest.mark.parametrize(
    ("address", "personal"),
    [
        ("info@x.example", False),
        ("toimisto@x.example", False),
        ("nuoriso.toimisto@x.example", False),
        ("nettilukio@x.example", False),
        ("maija@x.example", True),
        ("maija.virtanen@x.example", True),
        ("m.virtanen@x.example", True),
        ("mvirtanen@x.example", True),
        ("fatima.hassan@x.example", True),
    ],
)
def test_peoples_addresses_are_told_from_roles(address: str, personal: bool) -> None:
    """By names that Voikko knows and by their form."""
    assert is_personal(address) is personal


def test_what_has_no_finnish_name_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    """With what there is instead, and what can be done."""
    swedish = service(id=OTHER, serviceNames=typed("Name", sv="Bara på svenska"))
    results = read(tmp_path, [swedish, service(), organisation()])
    assert the_service(results).external_id == SERVICE
    (problem,) = results.problems
    assert "no name in Finnish" in problem.message
    assert "Bara på svenska" in problem.message
    assert "PTV" in problem.remedy
    (tmp_path / "0.json").unlink()
    found = read(tmp_path, [swedish, organisation()], language="sv")
    assert the_service(found).title == "Bara på svenska"


@pytest.mark.parametrize("status", ["Draft", "Deleted", "Modified", "OldPublished", "Removed"])
def test_what_is_not_published_is_told(tmp_path: Path, status: str) -> None:
    """It is never brought in, and its status stands in the error."""
    results = read(tmp_path, [service(publishingStatus=status), organisation(publishingStatus=status)])
    assert results.records == []
    assert [f"({status})" in problem.message for problem in results.problems] == [True, True]


def test_nothing_is_taken_of_a_channel_that_is_no_longer_published(tmp_path: Path) -> None:
    """A closed place's address and hours would lead people astray."""
    closed = [{**channel, "publishingStatus": "Deleted"} for channel in channels()]
    record = the_service(read(tmp_path, [service(), *closed]))
    assert (record.channels, record.digital, record.url, record.opening_hours) == ((), False, "", "")
    assert (record.links, record.contacts) == ((), ())


@pytest.mark.parametrize("value", [10**400, "\ud800", [None, [[]], "a"], {"a": {"b": 1}}, -1, "x" * 100_000])
def test_a_value_that_nothing_can_be_costs_nothing_else(tmp_path: Path, value: Any) -> None:
    """Numbers without end and halves of characters can be written in JSON."""
    odd = service(id=OTHER, requirements=value, lifeEvents=value, modified=value, serviceChargeType=value)
    results = read(tmp_path, [odd, service(), organisation()])
    assert results.problems == []
    assert [record.external_id for record in results.records] == [ORGANISATION, OTHER, SERVICE]


@pytest.mark.parametrize(
    ("area", "terms"),
    [
        ({"type": "BusinessSubRegion"}, []),
        ({"type": "HospitalDistrict", "code": None, "name": [], "municipalities": None}, []),
        (
            {"type": "HospitalDistrict", "municipalities": [{"code": "853", "name": items(fi="Turku")}]},
            [("municipality", "853")],
        ),
        ({"type": "HospitalDistrict", "code": "03"}, [("ptv:area:HospitalDistrict", "03")]),
        ({"type": "Uusi", "name": items(sv="Egentliga Finland")}, [("ptv:area:Uusi", "")]),
    ],
)
def test_an_area_of_any_type_is_a_term_if_it_tells_what_it_is(
    tmp_path: Path, area: dict[str, Any], terms: list[tuple[str, str]]
) -> None:
    """One that tells neither code nor name is its municipalities, if it has any."""
    record = the_service(read(tmp_path, service(areas=[area])))
    assert [(term.vocabulary, term.code) for term in record.areas] == terms


@pytest.mark.parametrize(
    "wrap",
    [
        lambda thing: thing,
        lambda thing: [thing],
        lambda thing: {SERVICE: thing},
        lambda thing: {"pageNumber": 1, "pageCount": 1, "itemList": [thing]},
        lambda thing: {"services": [thing], "serviceChannels": channels(), "organizations": [organisation()]},
    ],
)
def test_files_may_hold_things_in_any_list(tmp_path: Path, wrap: Any) -> None:
    """One service, a list, a table by identifier, a page, or everything together."""
    assert the_service(read(tmp_path, wrap(service()))).title == "Perhetupa"


def test_a_service_of_an_organisation_known_by_name_alone_brings_that_organisation(tmp_path: Path) -> None:
    """Otherwise the service would belong to nobody."""
    first, second = read(tmp_path, service()).records
    assert isinstance(first, OrganisationRecord)
    assert (first.title, first.external_id) == ("Esimerkkiyhdistys ry", ORGANISATION)
    assert isinstance(second, ServiceRecord)


def test_a_channel_that_tells_itself_of_a_service_is_joined(tmp_path: Path) -> None:
    """Also if the service's own list lacks it."""
    record = the_service(read(tmp_path, [service(serviceChannels=[]), *channels()]))
    assert record.channels == ("place",)


def test_the_whole_country_includes_the_county(tmp_path: Path) -> None:
    """PTV's nationwide services are offered here as well."""
    record = the_service(read(tmp_path, service(areaType="Nationwide", areas=[])))
    assert (record.whole_county, record.areas) == (True, ())


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"a": 1}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"serviceNames": 1}',
        b'[{"serviceNames": [1]}]',
    ],
)
def test_a_file_that_is_none_of_ptvs_is_told_and_the_others_go_on(tmp_path: Path, content: bytes) -> None:
    """Broken, empty, of something else, nested without end, or of wrong kinds."""
    results = read(tmp_path, content, [service()])
    assert the_service(results).title == "Perhetupa"
    assert len(results.problems) == 1
    assert results.problems[0].message


def test_channels_alone_are_refused_with_what_to_do(tmp_path: Path) -> None:
    """A channel is part of a service."""
    (tmp_path / "c.json").write_bytes(dumped(channels()))
    with pytest.raises(GatherError, match="no services"):
        gather(PtvSource(), PtvSettings(locations=(str(tmp_path),)))


def test_wrong_shapes_within_a_service_are_survived(tmp_path: Path) -> None:
    """What isn't of the kind that it should be isn't there."""
    odd = service(
        areas="x",
        targetGroups=[None, 1, {"name": {"language": 3}}],
        serviceChannels={"a": 1},
        serviceDescriptions=None,
        languages="fi",
        keywords=[[]],
        modified=5,
    )
    assert the_service(read(tmp_path, odd)).title == "Perhetupa"


def test_the_interface_is_read_page_by_page_and_channels_many_at_once() -> None:
    """Pages first, then the channels of each service in one request."""
    plugin, web = PtvSource(), interface()
    results = harvested(plugin, {"locations": ["1234567-1"]}, web.answers)
    assert results.problems == []
    assert [record.external_id for record in results.records] == [ORGANISATION, SERVICE, OTHER]
    asked = PtvSource()
    asked.use_web(web)
    listing = gather(asked, PtvSettings(locations=(ORGANISATION,)))
    assert listing.complete
    for reference in listing.references:
        asked.fetch(reference)
    assert web.asked.count(CHANNELS) == 1


def test_a_cursor_brings_what_changed_since_and_counts_nothing_as_missing() -> None:
    """Changed connections leave the date alone: everything is read again without a cursor, weekly."""
    first = PtvSource()
    first.use_web(interface())
    cursor = gather(first, PtvSettings(locations=(ORGANISATION,))).cursor
    assert cursor is not None
    second = PtvSource()
    second.use_web(interface(serviceDescriptions=[]))
    unchanged = gather(second, PtvSettings(locations=(ORGANISATION,)), cursor)
    assert (unchanged.references, unchanged.complete) == ((), False)
    third = PtvSource()
    third.use_web(interface())
    assert len(gather(third, PtvSettings(locations=(ORGANISATION,)), "no moment").references) == 3


def test_channels_are_read_once_however_many_services_are_bundled() -> None:
    """A channel that comes again tells of its services as it does now."""

    class Counting(Version11):
        read: ClassVar[list[str]] = []

        def channel(self, thing: dict[str, Any]) -> Channel:
            self.read.append(thing["id"])
            return super().channel(thing)

    def channel(id: str, of: str) -> dict[str, Any]:
        return {**channels()[0], "id": id, "services": [{"service": {"id": of}}]}

    register = Register(Counting())
    for number in range(20):
        register.take({**service(), "id": f"s{number}", "serviceChannels": []})
        register.take(channel(f"c{number}", f"s{number}"))
        assert f'"id": "c{number}"'.encode() in register.bundle(f"s{number}")
    assert len(Counting.read) == 20
    register.take(channel("c3", "s4"))
    assert b'"id": "c3"' not in register.bundle("s3")
    assert b'"id": "c3"' in register.bundle("s4")


@pytest.mark.parametrize("location", [ORGANISATION, "1234567-1"])
def test_an_unknown_organisation_ends_the_run_by_name(location: str) -> None:
    """With the identifier that was given."""
    plugin = PtvSource()
    plugin.use_web(PlayedWeb())
    with pytest.raises(GatherError, match=location):
        gather(plugin, PtvSettings(locations=(location,)))


def test_an_answer_that_is_no_json_is_told() -> None:
    """Such as a page of a proxy."""
    plugin = PtvSource()
    plugin.use_web(PlayedWeb({f"{BASE}/Organization/{ORGANISATION}": "<html>Kirjaudu</html>"}))
    with pytest.raises(Exception, match="no JSON"):
        gather(plugin, PtvSettings(locations=(ORGANISATION,)))


def test_the_published_example_is_read() -> None:
    """The service and the codes of the Finnish Digital Agency's own example."""
    results = harvested(PtvSource(), {"locations": [str(SHARED / "services.json")]})
    record = the_service(results)
    expected = next(iter(json.loads((SHARED / "services.json").read_bytes()).values()))
    assert record.title == expected["serviceNames"][0]["value"]
    assert {term.code for term in record.areas} == {"426", "123"}
    assert [term.code for term in record.target_groups] == ["KR1.2"]
    assert len(record.links) == len(expected["serviceChannels"])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_comes_through(tmp_path: Path, payload: str) -> None:
    """Neither as a text nor as an address."""
    thing = service(
        serviceNames=typed("Name", fi=f"A {payload}"),
        serviceDescriptions=[*typed("Description", fi=payload), *typed("Summary", fi=payload)],
        keywords=items(fi=payload),
    )
    evil = {**channels()[1], "webPages": [{"language": "fi", "url": payload, "value": payload}]}
    assert_safe(the_service(read(tmp_path, [thing, evil])))
