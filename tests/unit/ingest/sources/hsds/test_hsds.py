"""Services of HSDS come in from every kind of writing, and pages that never end are stopped."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import GatherError
from ingest.harvesting import gather
from ingest.records import OrganisationRecord, ServiceRecord
from ingest.rendering import body_text
from ingest.sources.hsds import HsdsSettings, HsdsSource
from ingest.testing import PlayedWeb
from tests.unit.ingest.sources.harvested import PAYLOADS, Results, assert_safe, harvested
from tests.unit.ingest.sources.hsds.things import BASE, api, organization, page, service, tables
from tests.unit.ingest.sources.spreadsheet.files import archive

SHARED = Path(__file__).parents[6] / "shared" / "reference" / "hsds-3.1"


def read(tmp_path: Path, content: Any, name: str = "hsds.json", **settings: Any) -> Results:
    """Return what the plugin makes of a file."""
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return harvested(HsdsSource(), {"locations": [str(path)], **settings})


def the_service(results: Results) -> ServiceRecord:
    """Return the one service."""
    (found,) = (record for record in results.records if isinstance(record, ServiceRecord))
    return found


def test_a_service_in_full_becomes_a_record_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    """Its organisation comes before it."""
    results = read(tmp_path, service())
    assert results.problems == []
    organisation, record = results.records
    assert isinstance(organisation, OrganisationRecord)
    assert (organisation.external_id, organisation.business_id) == ("o1", "1234567-1")
    assert isinstance(record, ServiceRecord)
    assert (record.external_id, record.summary) == ("s1", "Kohtaamispaikka.")
    assert [block.model_dump()["html"] for block in record.body] == ["Eka kappale.", "Toka kappale."]
    assert record.url == "https://esimerkki.example/tupa#ajat"
    assert (record.age_from, record.age_to) == (Decimal(0), Decimal("6.5"))
    assert record.languages == ("fi", "sv")
    assert (record.is_free, record.price) == (True, "")
    assert record.opening_hours == "Maanantaisin 9–12"
    assert (record.digital, record.channels) == (True, ("place",))
    assert [(term.vocabulary, term.code) for term in record.areas] == [("municipality", "853")]
    assert [term.code for term in record.target_groups] == ["lapsiperheet"]
    assert [term.code for term in record.challenges] == ["ero"]
    assert record.organisation is not None
    assert (record.organisation.external_id, record.organisation.business_id) == ("o1", "1234567-1")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (service(), "a.json"),
        ([service()], "a.json"),
        ({"services": [service()]}, "a.json"),
        (page(1, 1, [service()]), "a.json"),
        (organization(services=[{k: v for k, v in service().items() if k != "organization"}]), "a.json"),
        (f"{json.dumps(service())}\n\n{json.dumps(organization())}\n", "a.ndjson"),
        (archive(dict(tables())), "a.zip"),
    ],
)
def test_every_writing_of_the_same_service_gives_the_same_records(
    tmp_path: Path, content: Any, name: str
) -> None:
    """One object, a list, a page, lines, tables in a zip."""
    expected = harvested_file(tmp_path)
    assert read(tmp_path, content, name).records == expected


def harvested_file(tmp_path: Path) -> list[Any]:
    """Return the records of the service as one JSON object."""
    folder = tmp_path / "plain"
    folder.mkdir()
    return read(folder, service()).records


def test_an_unpacked_data_package_gives_the_same_records(tmp_path: Path) -> None:
    """A folder with datapackage.json is one, not files of their own."""
    folder = tmp_path / "package"
    folder.mkdir()
    for name, text in tables().items():
        (folder / name).write_text(text, encoding="utf-8")
    assert harvested(HsdsSource(), {"locations": [str(folder)]}).records == harvested_file(tmp_path)


def test_an_api_is_read_page_by_page() -> None:
    """Organisations once, however many services they have."""
    results = harvested(HsdsSource(), {"locations": [BASE]}, api().answers)
    assert results.problems == []
    assert [record.external_id for record in results.records] == ["o1", "s1", "s2"]


def test_texts_that_publishers_wrote_as_html_are_read_as_text(tmp_path: Path) -> None:
    """And addresses without https:// as what they are meant for."""
    html = "<p>Tule <b>kahville</b> &amp; juttele!</p><ul><li>maanantaisin</li><li>tiistaisin</li></ul>"
    record = the_service(read(tmp_path, service(description=html, url="esimerkki.example/tupa")))
    assert record.summary == "Tule kahville & juttele!"
    assert body_text(record).startswith("– maanantaisin\n– tiistaisin")
    assert record.url == "https://esimerkki.example/tupa"
    plain = the_service(read(tmp_path, service(description="Ikä < 18 ja > 12")))
    assert plain.summary == "Ikä < 18 ja > 12"


def test_a_cursor_brings_what_changed_since_and_counts_nothing_as_missing() -> None:
    """The API is asked for it."""
    first, second = HsdsSource(), HsdsSource()
    for plugin in (first, second):
        plugin.use_web(api())
    whole = gather(first, HsdsSettings(locations=(BASE,)))
    later = gather(second, HsdsSettings(locations=(BASE,)), whole.cursor)
    assert [one.external_id for one in later.references] == ["o1", "s2"]
    assert (whole.complete, later.complete) == (True, False)


def test_services_that_a_list_shows_in_short_are_asked_for_one_by_one() -> None:
    """As of a server that knows no ``full``."""
    short = {"id": "s1", "name": "Perhetupa", "status": "active", "organization": organization()}
    answers = {
        f"{BASE}/services": page(1, 1, [short]),
        f"{BASE}/services/s1": json.dumps(service()),
        f"{BASE}/services?full=true": None,
    }
    web = PlayedWeb({key: one for key, one in answers.items() if one})
    plugin = HsdsSource()
    plugin.use_web(Strict(web.answers))
    listing = gather(plugin, HsdsSettings(locations=(f"{BASE}/services",)))
    fetched = {one.external_id: plugin.fetch(one) for one in listing.references}
    assert list(fetched) == ["o1", "s1"]
    thing = fetched["s1"]
    assert thing is not None
    (record,) = plugin.parse(thing)
    assert isinstance(record, ServiceRecord)
    assert record.opening_hours == "Maanantaisin 9–12"


class Strict(PlayedWeb):
    """Refuse parameters that it doesn't know, as some servers do."""

    def get(self, url: str, **options: Any) -> Any:
        """Answer 400 to ``full``."""
        from ingest.errors import FetchError

        if "full=" in url:
            raise FetchError(f"{url} answered with status 400.", remedy="Ask for less.")
        return super().get(url, **options)


@pytest.mark.parametrize("total", [3, 10**9, None])
def test_pages_that_go_in_a_circle_are_stopped_by_name(total: int | None) -> None:
    """The second page repeats the first."""
    same = json.dumps({"total_pages": total, "contents": [service()]})
    web = {f"{BASE}/services?full=true": same, f"{BASE}/services?full=true&page=2": same}
    plugin = HsdsSource()
    plugin.use_web(PlayedWeb(web))
    with pytest.raises(GatherError, match="circle"):
        gather(plugin, HsdsSettings(locations=(BASE,)))


def test_an_address_without_a_list_ends_the_run_by_name() -> None:
    """With the address that was asked."""
    plugin = HsdsSource()
    plugin.use_web(PlayedWeb())
    with pytest.raises(GatherError, match=f"{BASE}/services"):
        gather(plugin, HsdsSettings(locations=(BASE,)))


def test_a_folder_without_a_file_to_read_ends_the_run_by_name(tmp_path: Path) -> None:
    """Nothing was listed, so nothing may count as gone."""
    (tmp_path / "kuva.png").write_bytes(b"x")
    with pytest.raises(GatherError, match="no file to read") as caught:
        gather(HsdsSource(), HsdsSettings(locations=(str(tmp_path),)))
    assert ".ndjson" in caught.value.remedy


def test_an_endless_identifier_costs_its_own_service(tmp_path: Path) -> None:
    """It is told by name, and the others go on."""
    results = read(tmp_path, [service(id="x" * 1_000), service()])
    assert the_service(results).external_id == "s1"
    assert [problem.message for problem in results.problems] == [
        "Its identifier is longer than 200 characters."
    ]


def test_a_torn_line_costs_its_own_service(tmp_path: Path) -> None:
    """The line is named."""
    text = f"{json.dumps(service())}\n{{torn\n{json.dumps(service(id='s2'))}\n"
    results = read(tmp_path, text, "a.ndjson")
    assert {record.external_id for record in results.records} == {"o1", "s1", "s2"}
    assert len(results.problems) == 1


def test_a_first_line_of_megabytes_leaves_the_lines_after_it_to_be_read(tmp_path: Path) -> None:
    """Lines are told from a document by their beginnings and ends, however long they are."""
    text = f"{json.dumps(service(id='s2', description='a' * 5_000_000))}\n{json.dumps(service())}\n"
    results = read(tmp_path, text, "a.ndjson")
    assert results.problems == []
    assert {record.external_id for record in results.records} == {"o1", "s1", "s2"}


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"a": 1}', b"[" * 100_000, b"PK\x03\x04", archive({"x.csv": "a,b"}), b"null"]
)
def test_what_is_none_of_hsds_is_told(tmp_path: Path, content: bytes) -> None:
    """Broken, empty, of something else, without end."""
    results = read(tmp_path, content)
    assert results.records == []
    assert results.problems[0].message


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """Its size is looked at first."""
    results = read(tmp_path, archive({"services.csv": b"0" * 100_000_000}), "a.zip")
    assert "bomb" in results.problems[0].message


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minimum_age": 300}, "minimum_age"),
        ({"minimum_age": 9, "maximum_age": 3}, "minimum_age"),
        ({"status": "?"}, "status"),
    ],
)
def test_a_value_that_cant_be_is_left_out_and_told(
    tmp_path: Path, changes: dict[str, Any], field: str
) -> None:
    """The rest of the service goes in."""
    record = the_service(read(tmp_path, service(**changes)))
    assert [fault.field for fault in record.faults] == [field]


def test_wrong_shapes_within_a_service_are_survived(tmp_path: Path) -> None:
    """What isn't of the kind that it should be isn't there."""
    odd = service(attributes="x", phones={"a": 1}, schedules=[None], languages=[1], service_areas=[[]], url=7)
    assert the_service(read(tmp_path, odd)).title == "Perhetupa"


def test_for_everybody_is_understood(tmp_path: Path) -> None:
    """It is told in words, for HSDS has no field for it."""
    record = the_service(read(tmp_path, service(attributes=[], eligibility_description="Kaikille")))
    assert record.open_to_all
    assert "Kenelle" not in repr(record.body)


@pytest.mark.parametrize(
    ("status", "ours"),
    [("active", "active"), ("temporarily closed", "paused"), ("defunct", "ended"), ("inactive", "ended")],
)
def test_each_status_has_its_own_here(tmp_path: Path, status: str, ours: str) -> None:
    """What ended is ended here too."""
    assert the_service(read(tmp_path, service(status=status))).status == ours


def test_the_published_example_is_read() -> None:
    """Open Referral's own full example."""
    results = harvested(HsdsSource(), {"locations": [str(SHARED / "example_service_full.json")]})
    assert results.problems == []
    record = the_service(results)
    expected = json.loads((SHARED / "example_service_full.json").read_bytes())
    assert record.title == expected["name"]
    assert (record.age_from, record.age_to) == (expected["minimum_age"], expected["maximum_age"])
    assert any(contact.name == expected["contacts"][0]["name"] for contact in record.contacts)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_runs_comes_through(tmp_path: Path, payload: str) -> None:
    """Neither as a text nor as an address."""
    evil = service(
        name=f"A {payload}",
        description=f"{payload}\n\n{payload}",
        url=payload,
        additional_urls=[{"url": payload, "label": payload}],
        eligibility_description=payload,
    )
    assert_safe(the_service(read(tmp_path, evil)))


def test_a_service_at_a_location_is_the_service_with_that_place(tmp_path: Path) -> None:
    whole = {"id": "p1", "location": {"id": "l1", "location_type": "physical", "name": "Perhetalo"}}
    bare = {name: value for name, value in service().items() if name != "service_at_locations"}
    record = the_service(read(tmp_path, whole | {"schedules": [], "service": bare}))
    assert (record.external_id, record.channels) == ("s1", ("place",))


@pytest.mark.parametrize(
    "other",
    [
        {"location_type": "physical", "url": "https://esimerkki.example/", "schedules": []},
        {"version": "1", "uri": "https://esimerkki.example/"},
        {"taxonomy": "Aiheet", "term_uri": "https://esimerkki.example/"},
    ],
    ids=["location", "taxonomy", "taxonomy term"],
)
def test_what_is_no_service_is_not_taken_for_one(tmp_path: Path, other: dict[str, Any]) -> None:
    thing = {"id": "x1", "name": "Perhetalo", "description": "Talo."} | other
    for document in (thing, {"total_items": 1, "contents": [thing]}):
        results = read(tmp_path, document)
        assert results.records == []
        assert "neither services nor organisations" in str(results.problems[0])
