"""Generated services are repeatable, plausible and varied."""

from __future__ import annotations

from itertools import islice

import pytest

from cms.demo.documents import plausible_documents
from cms.demo.generator import compound, plausible_services, slug_of
from search.fields import Facet


def test_a_seed_always_gives_the_same_services() -> None:
    assert list(plausible_services(50, 7)) == list(plausible_services(50, 7))


def test_another_seed_gives_other_services_with_other_slugs() -> None:
    ours = {service.slug for service in plausible_services(200, 1)}
    assert ours.isdisjoint(service.slug for service in plausible_services(200, 2))


def test_fewer_services_are_the_first_of_more() -> None:
    assert list(plausible_services(10, 3)) == list(islice(plausible_services(1000, 3), 10))


def test_services_keep_the_directorys_rules() -> None:
    for service in plausible_services(3000, 5):
        assert 0 < len(service.summary) <= 200
        assert 0 < len(service.name) <= 120
        assert len(service.slug) <= 140
        assert service.summary.endswith(".")
        assert "{" not in service.summary + service.description
        assert service.whole_county or service.digital or service.municipalities
        assert service.target_groups
        assert service.challenges
        assert len(service.description.split("\n\n")) == 3


def test_many_services_differ_in_what_is_searched() -> None:
    services = list(plausible_services(2000, 9))
    assert len({service.slug for service in services}) == 2000
    assert len({service.name for service in services}) > 1200
    assert len({service.description for service in services}) > 1900
    assert len({slug for service in services for slug in service.municipalities}) == 27


@pytest.mark.parametrize(
    ("first", "last", "whole"),
    [
        ("ero", "neuvonta", "eroneuvonta"),
        ("ero", "olohuone", "ero-olohuone"),
        ("kieli", "ilta", "kieli-ilta"),
        ("toipumis", "ryhmä", "toipumisryhmä"),
    ],
)
def test_the_same_vowel_meets_itself_only_over_a_hyphen(first: str, last: str, whole: str) -> None:
    assert compound(first, last) == whole


def test_a_slug_has_neither_umlauts_nor_spaces() -> None:
    assert slug_of("Mynämäen Västäräkki – ilta!") == "mynamaen-vastarakki-ilta"


def test_a_document_of_what_is_offered_digitally_is_found_in_every_municipality() -> None:
    documents = list(plausible_documents(300, 4))
    digital = [document for document in documents if document.availability and document.availability.digital]
    assert digital
    assert all(len(document.facets[Facet.MUNICIPALITY]) == 27 for document in digital)
    local = [document for document in documents if document.facets[Facet.AVAILABILITY] == ("municipality",)]
    assert local
    assert all(
        document.facets[Facet.MUNICIPALITY] == document.facets[Facet.MUNICIPALITY_LOCAL] for document in local
    )


def test_documents_have_unique_ids_and_stay_the_same() -> None:
    once, again = list(plausible_documents(200, 4)), list(plausible_documents(200, 4))
    assert len({document.id for document in once}) == 200
    assert [document.content_hash() for document in once] == [document.content_hash() for document in again]
