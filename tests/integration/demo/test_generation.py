"""``generate_services``: many at once, findable, and none twice."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.demo import catalogue
from cms.demo.documents import plausible_documents
from cms.demo.generation import generate_services
from cms.demo.loading import load_challenge, load_target_group
from cms.directory.indexing import SERVICE, service_documents
from cms.directory.models import OrganisationPage, Service
from search.documents import SearchDocument
from search.fields import Facet
from search.models import IndexChange

OF_THE_ORGANISATION = {Facet.ORGANISATION}


@pytest.fixture
def directory(organisation: OrganisationPage) -> OrganisationPage:
    """Make the terms that services refer to, and one organisation."""
    for group in catalogue.target_groups():
        load_target_group(group)
    for challenge in catalogue.challenges():
        load_challenge(challenge)
    IndexChange.objects.all().delete()
    return organisation


def test_services_are_published_with_their_index_changes(directory: OrganisationPage) -> None:
    assert generate_services(n=120, seed=1) == 120
    keys = set(Service.objects.filter(live=True).values_list("pk", flat=True))
    assert len(keys) == 120
    assert set(IndexChange.objects.filter(source=SERVICE).values_list("object_id", flat=True)) == keys


def test_the_same_seed_adds_nothing_and_a_greater_number_only_the_rest(directory: OrganisationPage) -> None:
    generate_services(n=40, seed=2)
    assert generate_services(n=40, seed=2) == 0
    assert generate_services(n=50, seed=2) == 10
    assert generate_services(n=40, seed=3) == 40


def test_generated_services_keep_the_models_rules(directory: OrganisationPage) -> None:
    generate_services(n=100, seed=4)
    for service in Service.objects.all():
        service.full_clean()


def test_the_database_and_the_benchmarks_index_the_same(directory: OrganisationPage) -> None:
    generate_services(n=60, seed=5)
    keys = list(Service.objects.order_by("pk").values_list("pk", flat=True))
    indexed = {document.title: _content(document) for document in service_documents(keys)}
    made = {document.title: _content(document) for document in plausible_documents(60, 5)}
    assert indexed == made


def test_a_generated_service_can_be_edited_like_any_other(directory: OrganisationPage) -> None:
    generate_services(n=1, seed=6)
    service = Service.objects.get()
    groups = set(service.target_groups.all())
    service.summary = "Muutettu."
    service.save_revision().publish()
    edited = Service.objects.get()
    assert edited.summary == "Muutettu."
    assert set(edited.target_groups.all()) == groups


def test_without_an_organisation_the_command_says_what_to_do(db: None) -> None:
    with pytest.raises(CommandError, match="load_demo"):
        call_command("generate_services", "3", stdout=StringIO())


@pytest.mark.parametrize("number", ["0", "-5", "paljon"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(CommandError, match="whole number"):
        call_command("generate_services", "--", number)


def _content(document: SearchDocument) -> tuple[object, ...]:
    facets = {
        facet: tuple(sorted(values))
        for facet, values in document.facets.items()
        if facet not in OF_THE_ORGANISATION and values
    }
    return (
        document.summary,
        document.body,
        sorted(document.keywords),
        document.url,
        document.age_from,
        document.age_to,
        facets,
    )
