"""A document survives its keeping, and its hash follows its content."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.documents import Availability, SearchDocument
from search.fields import Facet, Kind, Language, LinkState

FULL = SearchDocument(
    id="service:7",
    kind=Kind.SERVICE,
    title="Perheneuvonta",
    language=Language.SV,
    summary="Lyhyesti",
    body="Pitkään",
    keywords=("yksi", "kaksi"),
    url="/palvelut/7/",
    section_url="https://example.org/#osio",
    organisation="Esimerkki ry",
    facets={Facet.TARGET_GROUP: ("perheet",), Facet.TAG: ()},
    availability=Availability(True, False, ("turku",)),
    open_to_all=True,
    age_from=0.0,
    age_to=17.5,
    published=date(2026, 1, 2),
    updated=datetime(2026, 2, 3, 4, 5, 6, 7, tzinfo=UTC),
    confirmed=date(2026, 3, 4),
    link_state=LinkState.DEAD,
)


@pytest.mark.parametrize("document", [FULL, SearchDocument("news:1", Kind.NEWS, "")])
def test_a_document_comes_back_as_it_was(document: SearchDocument) -> None:
    back = SearchDocument.from_json(document.to_json())
    assert back == document
    assert back.content_hash() == document.content_hash()


@given(title=st.text(), body=st.text(), age=st.none() | st.floats(0, 100))
def test_any_text_comes_back(title: str, body: str, age: float | None) -> None:
    document = SearchDocument("service:1", Kind.SERVICE, title, body=body, age_from=age)
    assert SearchDocument.from_json(document.to_json()) == document


@pytest.mark.parametrize("field", [f for f in SearchDocument.__dataclass_fields__ if f != "facets"])
def test_the_hash_changes_with_each_field(field: str) -> None:
    other = SearchDocument("news:1", Kind.NEWS, "")
    assert replace(FULL, **{field: getattr(other, field)}).content_hash() != FULL.content_hash()


def test_the_hash_does_not_change_with_the_order_of_values() -> None:
    one = replace(FULL, facets={Facet.TAG: ("a", "b"), Facet.CHANNEL: ("c",)})
    other = replace(FULL, facets={Facet.CHANNEL: ("c",), Facet.TAG: ("b", "a"), Facet.CHALLENGE: ()})
    assert one.content_hash() == other.content_hash()
