"""Several services changed at once; one copied, ended, brought back; the list of ten thousand."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import TaskState

from cms.accounts.models import User
from cms.directory.actions import save_service_draft
from cms.directory.availability import availability_of
from cms.directory.changes import change_services
from cms.directory.models import Municipality, OrganisationPage, Service, TargetGroup
from cms.directory.selectors import searchable_services
from cms.membership.models import Membership
from home.roles import MODERATORS
from tests.factories import (
    ChallengeFactory,
    OrganisationPageFactory,
    ServiceFactory,
    TargetGroupFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_directory_service:list"


@pytest.fixture
def moderator(organisation: OrganisationPage) -> User:
    user: User = UserFactory()
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def editor(organisation: OrganisationPage) -> User:
    user: User = UserFactory()
    Membership.objects.create(user=user, organisation=organisation)
    return user


def bulk(client: Client, action: str, services: list[Service], values: dict[str, Any] | None = None) -> Any:
    """Open a bulk action for services and send its form."""
    keys = "&".join(f"id={service.pk}" for service in services)
    address = reverse("wagtail_bulk_action", args=["directory", "service", action])
    address = f"{address}?{keys}&next={reverse(LIST)}"
    assert client.get(address).status_code in {200, 404}
    return client.post(address, values or {})


def stored(service: Service) -> Service:
    """Return a service as it is public now."""
    return Service.objects.get(pk=service.pk)


def keys(form: Any, name: str) -> list[int]:
    """Return what is chosen in a field of a form."""
    return [getattr(chosen, "pk", chosen) for chosen in form[name].value()]


def test_a_publisher_changes_where_several_services_are_offered(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    services = [ServiceFactory(organisation=organisation, municipalities=["salo"]) for _each in range(3)]
    turku = Municipality.objects.get(slug="turku")
    client.force_login(moderator)

    bulk(client, "availability", services[:2], {"way": "add", "municipalities": [turku.pk], "digital": "on"})

    assert [availability_of(stored(service)) for service in services] == [
        ["Salo, Turku", "Digipalveluna"],
        ["Salo, Turku", "Digipalveluna"],
        ["Salo"],
    ]


def test_availability_can_be_replaced_but_not_with_nowhere(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, municipalities=["salo"])
    client.force_login(moderator)
    assert bulk(client, "availability", [service], {"way": "replace"}).status_code == 200
    assert availability_of(stored(service)) == ["Salo"]
    bulk(client, "availability", [service], {"way": "replace", "whole_county": "on"})
    assert availability_of(stored(service)) == ["Koko Varsinais-Suomi"]


@pytest.mark.parametrize(
    ("way", "expected"), [("add", {"lapset", "isat"}), ("replace", {"isat"}), ("remove", {"lapset"})]
)
def test_target_groups_are_added_replaced_and_taken_away(
    client: Client,
    moderator: User,
    organisation: OrganisationPage,
    target_group: TargetGroup,
    way: str,
    expected: set[str],
) -> None:
    fathers = TargetGroupFactory(slug="isat")
    had = [target_group, fathers] if way == "remove" else [target_group]
    service = ServiceFactory(organisation=organisation, target_groups=had)
    client.force_login(moderator)

    bulk(client, "target_groups", [service], {"way": way, "target_groups": [fathers.pk]})

    assert {group.slug for group in stored(service).target_groups.all()} == expected


def test_a_service_that_would_be_left_without_target_groups_is_left_alone(
    client: Client, moderator: User, organisation: OrganisationPage, target_group: TargetGroup
) -> None:
    service = ServiceFactory(organisation=organisation, target_groups=[target_group])
    client.force_login(moderator)
    bulk(client, "target_groups", [service], {"way": "remove", "target_groups": [target_group.pk]})
    assert stored(service).target_groups.exists()
    assert stored(service).revisions.count() == 1


def test_an_editors_bulk_change_waits_for_moderation(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    services = [ServiceFactory(organisation=organisation, municipalities=["salo"]) for _each in range(2)]
    client.force_login(editor)

    bulk(client, "availability", services, {"way": "replace", "whole_county": "on"})

    assert [availability_of(stored(service)) for service in services] == [["Salo"], ["Salo"]]
    assert TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 2


def test_others_services_are_neither_changed_nor_named(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    others = ServiceFactory(name="Toisten salaisuus", organisation=OrganisationPageFactory(), publish=False)
    client.force_login(editor)
    address = reverse("wagtail_bulk_action", args=["directory", "service", "end"])
    shown = client.get(f"{address}?id={others.pk}&next={reverse(LIST)}")
    assert "Toisten salaisuus" not in shown.content.decode()
    bulk(client, "end", [others])
    assert stored(others).get_latest_revision_as_object().status == Service.Status.ACTIVE


def test_changes_that_nobody_has_approved_do_not_become_public_along_with_a_bulk_change(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, municipalities=["salo"])
    save_service_draft(service=service, values={"summary": "Ei vielä luettu."})
    client.force_login(moderator)

    bulk(client, "availability", [service], {"way": "add", "digital": "on"})

    assert (stored(service).summary, stored(service).digital) == (service.summary, False)
    draft = stored(service).get_latest_revision_as_object()
    assert (draft.summary, draft.digital) == ("Ei vielä luettu.", True)


def test_what_is_being_moderated_is_left_alone(
    client: Client, moderator: User, editor: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation)
    service.get_workflow().start(service, editor)
    client.force_login(moderator)
    bulk(client, "end", [service])
    assert stored(service).get_latest_revision_as_object().status == Service.Status.ACTIVE


def test_two_services_of_one_name_are_both_told_of(editor: User, organisation: OrganisationPage) -> None:
    services = [ServiceFactory(organisation=organisation, name="Kerho") for _each in range(2)]
    for service in services:
        service.get_workflow().start(service, editor)
    changed = change_services(services=services, change=lambda _draft: None, user=editor)
    assert [name for name, _reason in changed.left_alone] == ["Kerho", "Kerho"]


def test_ended_services_leave_the_search_and_stay_in_the_history(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    services = [ServiceFactory(organisation=organisation) for _each in range(2)]
    client.force_login(moderator)

    bulk(client, "end", services)

    assert not searchable_services().exists()
    assert {stored(service).status for service in services} == {Service.Status.ENDED}
    assert [stored(service).revisions.count() for service in services] == [2, 2]
    assert Client().get(services[0].get_absolute_url()).status_code == 410


def test_all_of_a_filtered_list_means_what_the_filter_leaves(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    paused = ServiceFactory(organisation=organisation, status=Service.Status.PAUSED)
    active = ServiceFactory(organisation=organisation)
    client.force_login(moderator)
    address = reverse("wagtail_bulk_action", args=["directory", "service", "end"])
    client.post(f"{address}?id=all&next={reverse(LIST)}%3Fstatus%3Dpaused", {})
    assert (stored(paused).status, stored(active).status) == (Service.Status.ENDED, Service.Status.ACTIVE)


def test_a_copy_is_a_draft_of_its_own(
    client: Client, moderator: User, organisation: OrganisationPage, target_group: TargetGroup
) -> None:
    service = ServiceFactory(
        organisation=organisation, name="Perhekahvila", target_groups=[target_group], status="ended"
    )
    client.force_login(moderator)
    page = client.get(reverse("wagtailsnippets_directory_service:copy", args=[service.pk]))
    form = page.context["form"]
    assert form["name"].value() == "Perhekahvila"
    assert form["status"].value() == Service.Status.ACTIVE
    assert keys(form, "target_groups") == [target_group.pk]
    assert Service.objects.count() == 1


def test_an_old_version_comes_back_with_its_relations_and_tags(
    client: Client, moderator: User, organisation: OrganisationPage, target_group: TargetGroup
) -> None:
    challenge = ChallengeFactory()
    service = ServiceFactory(
        organisation=organisation,
        target_groups=[target_group],
        challenges=[challenge],
        municipalities=["turku", "salo"],
        tags=["vertaistuki"],
    )
    old = service.latest_revision
    others = {
        "target_groups": [],
        "open_to_all": True,
        "challenges": [],
        "municipalities": [],
        "whole_county": True,
        "tags": ["muu"],
    }
    save_service_draft(service=service, values=others, publish=True)
    client.force_login(moderator)
    history = client.get(reverse("wagtailsnippets_directory_service:history", args=[service.pk]))
    restore = reverse("wagtailsnippets_directory_service:revisions_revert", args=[service.pk, old.pk])
    assert restore in history.content.decode()

    form = client.get(restore).context["form"]
    client.post(
        reverse("wagtailsnippets_directory_service:edit", args=[service.pk]),
        {
            "organisation": organisation.pk,
            "name": form["name"].value(),
            "summary": form["summary"].value(),
            "target_groups": keys(form, "target_groups"),
            "challenges": keys(form, "challenges"),
            "municipalities": keys(form, "municipalities"),
            "tags": ", ".join(str(tag) for tag in form["tags"].value()),
            "is_free": "on",
            "status": "active",
            "revision": old.pk,
            "action-publish": "1",
        },
    )

    back = stored(service)
    assert [group.slug for group in back.target_groups.all()] == ["lapset"]
    assert [term.pk for term in back.challenges.all()] == [challenge.pk]
    assert availability_of(back) == ["Salo, Turku"]
    assert [tag.name for tag in back.tags.all()] == ["vertaistuki"]


def test_a_longer_list_takes_no_more_queries(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    client.force_login(moderator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse(LIST))
        assert page.status_code == 200
        return len(captured)

    def publish(number: int) -> None:
        for _each in range(number):
            ServiceFactory(organisation=OrganisationPageFactory(), municipalities=["turku"], tags=["a"])

    publish(3)
    queries()
    few = queries()
    publish(9)
    assert queries() == few


def test_the_list_says_where_in_the_words_of_the_public_page(
    client: Client, moderator: User, organisation: OrganisationPage
) -> None:
    ServiceFactory(organisation=organisation, municipalities=["turku", "kaarina"])
    client.force_login(moderator)
    assert "Kaarina, Turku" in client.get(reverse(LIST)).content.decode()
