"""Searches that found nothing are the work of those whose subjects they are near."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from cms.directory.models import OrganisationPage
from cms.membership.models import Membership
from cms.worklist.items import Scope
from cms.worklist.models import UnmetSearch
from cms.worklist.unmet import UnmetSearches, match_unmet_searches
from home.models import HomePage
from search.models import SearchLogEntry, SynonymSet
from tests.factories import ChallengeFactory, OrganisationPageFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lonely(site: HomePage) -> OrganisationPage:
    """Publish an organisation that helps against loneliness."""
    return ServiceFactory(
        organisation=OrganisationPageFactory(title="Siskotupa ry"),
        challenges=[ChallengeFactory(name_fi="Yksinäisyys")],
        tags=["vertaistuki"],
    ).organisation


@pytest.fixture
def divorced(site: HomePage) -> OrganisationPage:
    """Publish one that helps in divorces."""
    return ServiceFactory(
        organisation=OrganisationPageFactory(title="Eroperhe ry"),
        challenges=[ChallengeFactory(name_fi="Ero ja vanhemmuus")],
    ).organisation


def searched(text: str, *, hits: int = 0, days_ago: int = 1, times: int = 1, fuzzy: bool = False) -> None:
    """Log searches."""
    for number in range(times):
        SearchLogEntry.objects.create(
            text=text, language="fi", hits=hits, fuzzy=fuzzy,
            created=now() - timedelta(days=days_ago, minutes=number),
        )  # fmt: skip


def near() -> dict[str, set[str]]:
    """Match, and return the queries with the organisations that they are near."""
    match_unmet_searches()
    found: dict[str, set[str]] = {}
    for row in UnmetSearch.objects.select_related("organisation"):
        found.setdefault(row.text, set()).add(row.organisation.title if row.organisation else "")
    return found


def test_inflected_words_compounds_and_tags_lead_to_the_right_organisation(
    lonely: OrganisationPage, divorced: OrganisationPage
) -> None:
    searched("yksinäisyyden torjunta")
    searched("vertaistukea yöllä")
    searched("eroryhmä")
    assert near() == {
        "yksinäisyyden torjunta": {"Siskotupa ry"},
        "vertaistukea yöllä": {"Siskotupa ry"},
        "eroryhmä": {"Eroperhe ry"},
    }


def test_what_editors_call_the_same_counts_too(lonely: OrganisationPage, divorced: OrganisationPage) -> None:
    SynonymSet.objects.create(labels="avioero\nparisuhteen päättyminen\nero")
    searched("parisuhteen päättyminen")
    assert near() == {"parisuhteen päättyminen": {"Eroperhe ry"}}


def test_function_words_lead_nowhere(lonely: OrganisationPage, divorced: OrganisationPage) -> None:
    searched("koirat ja kissat")
    assert near() == {}


def test_what_is_near_nobody_goes_to_the_umbrella_once_it_was_searched_twice(
    lonely: OrganisationPage,
) -> None:
    searched("koirahoitola")
    searched("hevosterapia", times=2)
    assert near() == {"hevosterapia": {""}}
    assert list(UnmetSearches().counts(Scope(frozenset({lonely.pk})))) == []
    assert UnmetSearches().counts(Scope(None)) == {None: 1}


def test_approximate_hits_alone_are_no_hits(lonely: OrganisationPage) -> None:
    searched("yksinäisyys", hits=4, fuzzy=True)
    assert near() == {"yksinäisyys": {"Siskotupa ry"}}


def test_a_query_that_has_found_something_since_is_met(lonely: OrganisationPage) -> None:
    searched("yksinäisyys", days_ago=3)
    assert near() == {"yksinäisyys": {"Siskotupa ry"}}
    searched("yksinäisyys", hits=2, days_ago=1)
    assert near() == {}


def test_old_searches_are_let_be(lonely: OrganisationPage) -> None:
    searched("yksinäisyys", days_ago=120)
    assert near() == {}


def test_matching_again_changes_nothing_but_the_numbers(lonely: OrganisationPage) -> None:
    searched("yksinäisyys")
    near()
    key = UnmetSearch.objects.get().pk
    searched("yksinäisyys")
    near()
    row = UnmetSearch.objects.get()
    assert (row.pk, row.searches) == (key, 2)


def test_a_word_that_nearly_everybody_has_points_to_nobody(site: HomePage) -> None:
    common = ChallengeFactory(name_fi="Perhe")
    for _number in range(8):
        ServiceFactory(challenges=[common])
    searched("perhe")
    assert near() == {}


def test_what_does_not_concern_an_organisation_is_dismissed_for_good(
    lonely: OrganisationPage, divorced: OrganisationPage
) -> None:
    searched("yksinäisyys")
    match_unmet_searches()
    row = UnmetSearch.objects.get()
    people = {}
    for organisation in (lonely, divorced):
        person = UserFactory()
        person.user_permissions.add(Permission.objects.get(codename="access_admin"))
        Membership.objects.create(user=person, organisation=organisation)
        people[organisation.pk] = Client()
        people[organisation.pk].force_login(person)
    address = reverse("dismiss_search", args=[row.pk])
    assert people[divorced.pk].post(address).status_code in {302, 403}
    row.refresh_from_db()
    assert row.dismissed_at is None
    assert people[lonely.pk].post(address).status_code == 302
    match_unmet_searches()
    row.refresh_from_db()
    assert row.dismissed_at is not None
    assert UnmetSearches().counts(Scope(None)) == {}
