"""What a plugin gives is made safe and checked before it becomes a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel

from cms.publishing.models import News, NewsIndex, PressRelease, Project
from home.models import HomePage
from ingest.actions import check_rows
from ingest.importers import values_for
from ingest.outcomes import Action, Outcome
from ingest.pipeline import Pipeline
from ingest.protocols import Fetched, Reference
from ingest.records import (
    Contact,
    Link,
    NewsRecord,
    ParagraphBlock,
    PressReleaseRecord,
    ProjectRecord,
    Record,
)


class Given:
    """Be a source of given records."""

    name: ClassVar[str] = "given"
    titles: ClassVar[dict[str, str]] = {}
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = BaseModel

    def __init__(self, *records: Record) -> None:
        self.records = records

    def gather(self, settings: Any, cursor: str | None) -> Iterator[Reference]:
        """Yield one reference."""
        yield Reference("all", "all")

    def fetch(self, reference: Reference) -> Fetched:
        """Return nothing of interest."""
        return Fetched(reference, b"", "text/plain", "all")

    def parse(self, fetched: Fetched) -> tuple[Record, ...]:
        """Return the records."""
        return self.records


def bring_in(*records: Record, publish: bool = True) -> list[Outcome]:
    """Import the records and return the outcomes."""
    return list(Pipeline(Given(*records), None, "given", publish=publish).outcomes())


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<svg onload="alert(1)"><script>alert(1)</script></svg>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<b onmouseover="alert(1)">x</b>',
        '<style>@import "javascript:alert(1)"</style>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    ],
)
def test_nothing_unsafe_is_stored(site: HomePage, hostile: str) -> None:
    bring_in(
        NewsRecord(external_id="1", title="Otsikko", body=(ParagraphBlock(html=f"alku {hostile} loppu"),))
    )
    stored = News.objects.get().body[0].value.source.lower()
    assert "alku" in stored
    assert not any(
        sign in stored
        for sign in ("script", "onerror", "onload", "onmouse", "data:", "<img", "<svg", "<style")
    )


def test_a_line_break_is_stored_as_the_editor_can_open_it(site: HomePage) -> None:
    bring_in(NewsRecord(external_id="1", title="Otsikko", body=(ParagraphBlock(html="yksi<br>kaksi"),)))
    assert News.objects.get().body[0].value.source == "<p>yksi<br/>kaksi</p>"


def test_a_link_that_no_page_may_lead_to_is_shown_and_not_linked(site: HomePage) -> None:
    bring_in(
        ProjectRecord(external_id="1", title="Hanke", links=(Link(text="Esite", url="javascript:alert(1)"),))
    )
    link = Project.objects.get().links.get()
    assert (link.text, link.url) == ("Esite (javascript:alert(1))", "")


def test_a_projects_further_contacts_stand_in_its_body(site: HomePage) -> None:
    contacts = (
        Contact(name="Maija Mallikas", telephone="040 1"),
        Contact(name="Erkki Esimerkki", email="e@e.example"),
    )
    bring_in(ProjectRecord(external_id="1", title="Hanke", contacts=contacts))
    page = Project.objects.get()
    text = str(page.body)
    assert page.contact_name == "Maija Mallikas"
    assert "Maija Mallikas, 040 1" in text
    assert "Erkki Esimerkki, e@e.example" in text


def test_a_contact_that_breaks_its_fields_rules_is_refused_and_the_others_go_in(site: HomePage) -> None:
    wrong = PressReleaseRecord(
        external_id="1", title="Väärä", contacts=(Contact(name="x", email="ei osoite"),)
    )
    right = PressReleaseRecord(
        external_id="2", title="Oikea", contacts=(Contact(name="x", email="x@x.example"),)
    )
    first, second = bring_in(wrong, right)
    assert (first.action, second.action) == (Action.FAILED, Action.NEW)
    assert "email" in first.problems[0].message
    assert PressRelease.objects.get().title == "Oikea"


def test_an_address_that_is_none_is_refused(site: HomePage) -> None:
    (outcome,) = bring_in(NewsRecord(external_id="1", title="Otsikko", url="javascript:alert(1)"))
    assert outcome.action is Action.FAILED
    assert not News.objects.exists()


def test_a_record_without_a_place_to_go_is_refused_with_the_remedy(site: HomePage) -> None:
    NewsIndex.objects.get().delete()
    (outcome,) = bring_in(NewsRecord(external_id="1", title="Otsikko"))
    assert outcome.action is Action.FAILED
    assert "prepare_site" in outcome.problems[0].message


def test_a_kind_without_a_page_is_refused_by_name(site: HomePage) -> None:
    (outcome,) = bring_in(Record(external_id="1", title="Otsikko"))
    assert "no page for records of the kind 'Record'" in outcome.problems[0].message


def test_what_a_contacts_row_has_no_room_for_has_a_row_of_its_own() -> None:
    contact = Contact(
        name="Maija Mallikas",
        role="Ohjaaja",
        email="maija@esimerkki.example, toimisto@esimerkki.example",
        telephone="+358 (0)40 123 4567, +358 (0)50 765 4321, 02 123 4567",
    )
    rows = values_for(PressReleaseRecord(external_id="1", title="x", contacts=(contact,)))["contacts"]
    assert [(row["name"], row["role"], row["email"], row["telephone"]) for row in rows] == [
        ("Maija Mallikas", "Ohjaaja", "maija@esimerkki.example", "+358 (0)40 123 4567"),
        ("Maija Mallikas", "", "toimisto@esimerkki.example", "+358 (0)50 765 4321"),
        ("Maija Mallikas", "", "", "02 123 4567"),
    ]
    check_rows(PressRelease, {"contacts": rows})
