"""The demo content keeps the directory's rules before it meets a database."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError

from cms.demo import catalogue
from cms.demo.catalogue import CONTENT, DemoService
from cms.demo.vocabulary import vocabulary
from cms.directory.business_id import validate_business_id
from cms.directory.models import Service

SUBJECTS_OF_THE_TEXTS = ("aamukahv", "tunnusluku", "palvelukart", "lapsiperheköyhyy", "heideken", "stea")

SERVICES = list(catalogue.services())
by_slug = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.slug)


@by_slug
def test_a_service_refers_only_to_what_exists(service: DemoService) -> None:
    assert set(service.target_groups) <= {term.slug for term in catalogue.target_groups()}
    assert set(service.challenges) <= {term.slug for term in catalogue.challenges()}
    assert set(service.channels) <= set(Service.Channel.values)
    assert set(service.languages) <= set(Service.ServiceLanguage.values)
    assert service.status in Service.Status.values


@by_slug
def test_a_service_says_for_whom_where_how_and_in_which_language(service: DemoService) -> None:
    assert service.target_groups
    assert service.whole_county or service.digital or service.municipalities
    assert service.channels
    assert service.languages
    assert service.opening_hours
    assert 1 <= len(service.summary) <= 200
    assert 2 <= len(service.description.split("\n\n")) <= 4


@by_slug
def test_a_service_links_to_the_site_of_its_own_organisation(service: DemoService) -> None:
    organisation = next(item for item in catalogue.organisations() if item.slug == service.organisation)
    assert service.section_url.startswith(organisation.website)


def test_the_demo_has_enough_to_show_and_nothing_twice() -> None:
    assert len(catalogue.organisations()) >= 12
    assert len(SERVICES) >= 44
    assert len({service.slug for service in SERVICES}) == len(SERVICES)
    assert len({service.name for service in SERVICES}) == len(SERVICES)
    assert {"Kokemuskohtaamo", "Tukiluuri", "Linkki", "Kotoa kouluun"} <= {
        service.name for service in SERVICES
    }
    assert {service.status for service in SERVICES} == set(Service.Status.values)
    assert len(catalogue.news()) >= 6


def test_every_target_group_and_challenge_has_a_service() -> None:
    assert {term.slug for term in catalogue.target_groups()} == {
        slug for service in SERVICES for slug in service.target_groups
    }
    assert {term.slug for term in catalogue.challenges()} == {
        slug for service in SERVICES for slug in service.challenges
    }


def test_business_ids_have_the_right_check_digit_or_are_left_out() -> None:
    identifiers = [item.business_id for item in catalogue.organisations() if item.business_id]
    assert len(set(identifiers)) == len(identifiers)
    for identifier in identifiers:
        try:
            validate_business_id(identifier)
        except ValidationError as error:
            pytest.fail(f"{identifier}: {error.messages}")


def test_every_address_is_of_the_domain_that_is_reserved_for_examples() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.toml"))
    hosts = {urlsplit(url).hostname or "" for url in re.findall(r"https?://[^\s\"]+", text)}
    hosts |= set(re.findall(r"[\w.-]+@([\w.-]+)", text))
    assert hosts
    assert {host for host in hosts if not host.endswith(".example")} == set()


def test_nothing_competes_with_the_subjects_of_the_ingested_texts() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.toml")).lower()
    assert [subject for subject in SUBJECTS_OF_THE_TEXTS if subject in text] == []


def test_the_vocabulary_knows_every_term_and_all_municipalities() -> None:
    words = vocabulary()
    assert {group.slug for group in words.groups} == {term.slug for term in catalogue.target_groups()}
    assert {theme.slug for theme in words.themes} == {term.slug for term in catalogue.challenges()}
    assert len(words.places) == 27
