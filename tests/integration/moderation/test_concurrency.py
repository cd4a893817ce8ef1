"""Two people who edit the same thing are told of each other, and lose nothing."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from tests.integration.moderation.conftest import address_of, logged_in, shown_form

pytestmark = pytest.mark.django_db


def test_the_second_save_is_kept_beside_the_first_and_goes_no_further(
    editor: User, moderator: User, service: Service
) -> None:
    hers, his = logged_in(editor), logged_in(moderator)
    address = address_of(service)
    first = shown_form(hers, address, summary="Ensimmäinen.")
    second = shown_form(his, address, summary="Toinen.", **{"action-publish": "1"})

    hers.post(address, first)
    answer = his.post(address, second)

    stored = Service.objects.get(pk=service.pk)
    texts = [revision.as_object().summary for revision in stored.revisions.order_by("-created_at", "-pk")]
    assert texts[:2] == ["Toinen.", "Ensimmäinen."]
    assert stored.summary == service.summary
    page = his.get(answer["Location"])
    assert [(difference.old, difference.new) for difference in page.context["differences"]] == [
        ("<del>Ensimmäinen</del>.", "<ins>Toinen</ins>.")
    ]
    theirs = stored.revisions.order_by("-pk")[1]
    assert address_of(service, "revisions_revert", theirs.pk) in page.content.decode()


def test_the_first_version_can_be_brought_back(editor: User, moderator: User, service: Service) -> None:
    hers, his = logged_in(editor), logged_in(moderator)
    address = address_of(service)
    first, second = (
        shown_form(hers, address, summary="Ensimmäinen."),
        shown_form(his, address, summary="Toinen."),
    )
    hers.post(address, first)
    his.post(address, second)
    theirs = service.revisions.order_by("-pk")[1]

    restored = shown_form(hers, address_of(service, "revisions_revert", theirs.pk))
    hers.post(address_of(service, "revisions_revert", theirs.pk), restored)

    assert Service.objects.get(pk=service.pk).get_latest_revision_as_object().summary == "Ensimmäinen."


def test_what_had_no_version_when_it_was_opened_is_kept_beside_the_first_one(
    editor: User, moderator: User, service: Service
) -> None:
    Service.objects.update(latest_revision=None, live_revision=None)  # as after an import in bulk
    service.revisions.all().delete()
    hers, his = logged_in(editor), logged_in(moderator)
    address = address_of(service)
    first, second = (
        shown_form(hers, address, summary="Ensimmäinen."),
        shown_form(his, address, summary="Toinen.", **{"action-publish": "1"}),
    )
    for form in (first, second):
        del form["loaded_revision_id"], form["loaded_revision_created_at"]  # Wagtail has none to give

    assert "rinnakkain" not in hers.post(address, first)["Location"]
    autosave = his.post(address, second, headers={"Accept": "application/json"})
    answer = his.post(address, second)

    assert autosave.status_code == 400
    assert "rinnakkain" in answer["Location"]
    stored = Service.objects.get(pk=service.pk)
    assert stored.summary == service.summary
    texts = [revision.as_object().summary for revision in stored.revisions.order_by("-pk")]
    assert texts == ["Toinen.", "Ensimmäinen."]


def test_a_mistake_in_the_form_does_not_make_it_newer_than_it_is(
    editor: User, moderator: User, service: Service
) -> None:
    hers, his = logged_in(editor), logged_in(moderator)
    address = address_of(service)
    first = shown_form(hers, address, summary="Ensimmäinen.")
    second = shown_form(his, address, summary="x" * 201, **{"action-publish": "1"})
    hers.post(address, first)

    shown_again = his.post(address, second)
    carried = {
        name: re.search(rf'name="{name}" value="([^"]*)"', shown_again.content.decode())[1]  # type: ignore[index]  # it is there
        for name in ("opened_version", "loaded_revision_id", "loaded_revision_created_at")
    }
    answer = his.post(address, {**second, **carried, "summary": "Toinen."})

    assert "rinnakkain" in answer["Location"]
    assert Service.objects.get(pk=service.pk).summary == service.summary


def test_who_corrects_a_mistake_of_her_own_is_not_told_of_anybody(editor: User, service: Service) -> None:
    client, address = logged_in(editor), address_of(service)
    values = shown_form(client, address, summary="x" * 201)
    again = client.post(address, values)
    opened = re.search(r'name="opened_version" value="([^"]*)"', again.content.decode())
    assert opened is not None
    answer = client.post(address, {**values, "opened_version": opened[1], "summary": "Kaksi."})
    assert "rinnakkain" not in answer["Location"]


def test_who_saves_twice_alone_is_not_told_of_anybody(editor: User, service: Service) -> None:
    client, address = logged_in(editor), address_of(service)
    for text in ("Yksi.", "Kaksi."):
        answer = client.post(address, shown_form(client, address, summary=text))
        assert "rinnakkain" not in answer["Location"]


def test_autosave_is_refused_when_somebody_else_has_saved(
    editor: User, moderator: User, service: Service
) -> None:
    hers, his = logged_in(editor), logged_in(moderator)
    address = address_of(service)
    first, second = (
        shown_form(hers, address, summary="Ensimmäinen."),
        shown_form(his, address, summary="Toinen."),
    )
    hers.post(address, first)

    answer = his.post(address, second, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert Service.objects.get(pk=service.pk).get_latest_revision_as_object().summary == "Ensimmäinen."


def test_who_opens_what_somebody_edits_is_told(editor: User, colleague: User, service: Service) -> None:
    logged_in(editor).get(address_of(service))
    client = logged_in(colleague)
    session = client.get(address_of(service)).context["editing_sessions"]
    answer = client.post(session.ping_url)
    assert [other["user"] for other in answer.json()["other_sessions"]] == ["Eeva"]


def test_a_profile_page_keeps_both_versions_too(
    moderator: User, organisation: OrganisationPage, editor: User
) -> None:
    page = OrganisationPage.objects.get(pk=organisation.pk)
    loaded = page.latest_revision
    page.summary = "Ensimmäinen."
    page.save_revision(user=editor)
    client = logged_in(moderator)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    values = {
        "title": page.title,
        "slug": page.slug,
        "summary": "Toinen.",
        "body-count": "0",
        "action-publish": "1",
        "loaded_revision_id": loaded.pk,
        "loaded_revision_created_at": loaded.created_at.isoformat(),
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }

    answer = client.post(address, values)

    stored = OrganisationPage.objects.get(pk=page.pk)
    assert stored.summary == organisation.summary
    texts = [revision.as_object().summary for revision in stored.revisions.order_by("-pk")[:2]]
    assert texts == ["Toinen.", "Ensimmäinen."]
    assert "rinnakkain" in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200


def test_versions_of_different_things_are_not_compared(
    moderator: User, service: Service, organisation: OrganisationPage
) -> None:
    address = reverse(
        "overtaken_versions", args=[service.latest_revision_id, organisation.latest_revision_id]
    )
    assert logged_in(moderator).get(address).status_code in {302, 403}
