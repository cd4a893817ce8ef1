"""Everything that anybody changed: whose it is, also after it was deleted, and who may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from wagtail.models import ModelLogEntry

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.overview.asking import Deed, Thing
from cms.overview.changes import Asked, Change, changes, shown
from home.models import HomePage
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db
LOG = "/hallinta/muutokset/"


@pytest.fixture
def history(site: HomePage) -> dict[str, Any]:
    """Let two organisations' services and a news item be made, changed and deleted."""
    first, second = (
        OrganisationPageFactory(title="Aallokko ry"),
        OrganisationPageFactory(title="Tuuli ry"),
    )
    anna = UserFactory(first_name="Anna", last_name="Aalto")
    kept = ServiceFactory(organisation=first, name="Perhekahvila")
    save_service_draft(service=kept, values={"summary": "Kahvia ja juttuseuraa."}, user=anna)
    gone = ServiceFactory(organisation=first, name="Vanha ryhmä")
    ModelLogEntry.objects.log_action(gone, "wagtail.delete", user=anna, deleted=True)
    gone.delete()
    ServiceFactory(organisation=second, name="Tukihenkilöt")
    NewsFactory(title="Avajaiset")
    return {"first": first, "second": second, "anna": anna, "kept": kept}


def found(**asked: Any) -> list[Change]:
    return shown(changes(Asked(**asked)))


def labels(**asked: Any) -> set[str]:
    return {change.label for change in found(**asked)}


def test_the_log_holds_pages_and_services_the_newest_first(history: Any) -> None:
    every = found()
    assert {"Avajaiset", "Perhekahvila", "Vanha ryhmä", "Tukihenkilöt", "Tuuli ry"} <= {
        change.label for change in every
    }
    assert [change.when for change in every] == sorted((change.when for change in every), reverse=True)


def test_an_organisation_has_its_profile_its_services_and_what_was_deleted_of_them(history: Any) -> None:
    assert labels(organisations=frozenset({history["first"].pk})) == {
        "Aallokko ry",
        "Perhekahvila",
        "Vanha ryhmä",
    }
    assert labels(organisations=frozenset({history["second"].pk})) == {"Tuuli ry", "Tukihenkilöt"}
    assert labels(organisations=frozenset()) == set()


def test_a_deleted_thing_keeps_its_name_and_its_organisation_and_has_no_address(history: Any) -> None:
    gone = [change for change in found() if change.label == "Vanha ryhmä"]
    assert {(change.organisation, change.address) for change in gone} == {("Aallokko ry", "")}
    kept = next(change for change in found() if change.label == "Perhekahvila")
    assert kept.address.endswith(f"/{history['kept'].pk}/")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"deed": Deed.DELETED, "thing": Thing.SERVICE}, {"Vanha ryhmä"}),
        ({"deed": Deed.PUBLISHED, "thing": Thing.ORGANISATION}, {"Aallokko ry", "Tuuli ry"}),
        ({"deed": Deed.PUBLISHED, "thing": Thing.SERVICE}, {"Perhekahvila", "Vanha ryhmä", "Tukihenkilöt"}),
        ({"deed": Deed.UNPUBLISHED, "thing": Thing.SERVICE}, set()),
    ],
)
def test_deeds_and_things_narrow_the_log(history: Any, asked: Any, expected: set[str]) -> None:
    assert labels(**asked) == expected


def test_a_person_and_a_period_narrow_the_log(history: Any) -> None:
    assert labels(person=history["anna"].pk) == {"Perhekahvila", "Vanha ryhmä"}
    assert {change.person for change in found(person=history["anna"].pk)} == {"Anna Aalto"}
    today = localdate()
    assert labels(since=today, until=today) == labels()
    assert labels(since=today + timedelta(days=1)) == set()
    assert labels(until=today - timedelta(days=1)) == set()


def test_every_deed_is_found_under_exactly_one_name(history: Any) -> None:
    parts = [len(found(deed=deed)) for deed in Deed if deed is not Deed.ANY]
    assert sum(parts) == len(found())


def test_the_umbrella_sees_everything_and_takes_it_along(client: Client, history: Any) -> None:
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(LOG, {"organisation": history["second"].pk})
    assert {change.label for change in page.context["changes"]} == {"Tuuli ry", "Tukihenkilöt"}
    answer = client.get(LOG, {"export": "csv", "deed": "deleted"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # it streams
    assert "Vanha ryhmä" in text
    assert text.count("\r\n") == 1 + len(found(deed=Deed.DELETED))


def test_an_organisations_people_see_their_own_part_alone(client: Client, history: Any) -> None:
    client.force_login(person_of(history["first"]))
    page = client.get(LOG)
    assert {change.label for change in page.context["changes"]} >= {"Perhekahvila", "Vanha ryhmä"}
    others = {"Tuuli ry", "Tukihenkilöt", "Avajaiset"}
    assert not others & {change.label for change in page.context["changes"]}
    for narrowed in ({"organisation": history["second"].pk}, {"export": "csv"}, {"thing": "page"}):
        answer = client.get(LOG, narrowed)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # it may stream
        assert not any(title.encode() in content for title in others)


def test_an_account_without_an_organisation_sees_nothing(client: Client, history: Any) -> None:
    person = person_of(history["first"])
    person.memberships.all().delete()
    client.force_login(person)
    assert client.get(LOG).status_code in {302, 403}


@pytest.mark.parametrize("query", ["", "?organisation={first}", "?since=2020-01-01&deed=edited"])
def test_a_longer_log_takes_no_more_queries(client: Client, history: Any, query: str) -> None:
    client.force_login(UserFactory(is_superuser=True))
    address = LOG + query.format(first=history["first"].pk)

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = count()
    for number in range(6):
        service = ServiceFactory(organisation=history["first"], name=f"Ryhmä {number}")
        save_service_draft(service=service, values={"summary": "Uusi."}, user=UserFactory())
        if number % 2:
            service.delete()
    assert count() <= few


def test_what_moves_to_another_organisation_is_in_its_log(history: Any) -> None:
    Service.objects.filter(pk=history["kept"].pk).update(organisation=history["second"])
    assert "Perhekahvila" in labels(organisations=frozenset({history["second"].pk}))
    assert OrganisationPage.objects.count() == 2
