"""The form of a service: its own organisations, hints that refuse nothing, a link that is tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.directory import links
from cms.directory.links import LinkTrial, register_trial, state_words
from cms.directory.models import OrganisationPage, Service
from cms.membership.models import Membership
from search.fields import LinkState
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_directory_service:add"


@pytest.fixture
def editor(organisation: OrganisationPage) -> User:
    user: User = UserFactory()
    Membership.objects.create(user=user, organisation=organisation)
    return user


@pytest.fixture
def trials() -> Iterator[list[str]]:
    """Play the link check: every address works; return those that were tried."""
    tried: list[str] = []
    kept = links._trials[:]

    def trial(address: str) -> LinkTrial:
        tried.append(address)
        return LinkTrial(LinkState.OK, "Linkki toimii.")

    register_trial(trial)
    caches["shared"].clear()
    yield tried
    links._trials[:] = kept


def sent(organisation: OrganisationPage, **changed: Any) -> dict[str, Any]:
    """Return what a browser sends for a new service."""
    values = {
        "organisation": organisation.pk,
        "name": "Perhekahvila",
        "summary": "Kahvilassa voi jutella toisten vanhempien kanssa.",
        "open_to_all": "on",
        "whole_county": "on",
        "is_free": "on",
        "status": "active",
        "tags": "",
    }
    return {**values, **changed}


def test_only_the_persons_own_organisations_are_offered(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    OrganisationPageFactory()
    client.force_login(editor)
    field = client.get(reverse(ADD)).context["form"]["organisation"]
    assert [key for key, _label in field.field.choices if key] == [organisation.pk]
    assert field.value() == organisation.pk


def test_with_several_organisations_none_is_chosen_for_her(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    Membership.objects.create(user=editor, organisation=OrganisationPageFactory())
    client.force_login(editor)
    field = client.get(reverse(ADD)).context["form"]["organisation"]
    assert len([key for key, _label in field.field.choices if key]) == 2
    assert field.value() is None


def test_a_service_cannot_be_given_to_somebody_elses_organisation(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    client.force_login(editor)
    client.post(reverse(ADD), sent(OrganisationPageFactory()))
    assert not Service.objects.exists()


def test_hints_are_told_beside_the_field_and_after_the_save_which_they_never_stop(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    client.force_login(editor)
    shouted = "Siskotupa: KAHVIA ja keskustelua!!!"
    beside = client.post(reverse("summary_hints"), {"summary": shouted, "organisation": organisation.pk})
    assert len(beside.json()["hints"]) == 3

    answer = client.post(reverse(ADD), sent(organisation, summary=shouted), follow=True)

    assert Service.objects.get().summary == shouted
    told = " ".join(str(message) for message in answer.context["messages"])
    assert all(hint in told for hint in beside.json()["hints"])


def test_the_form_leads_to_what_helps(client: Client, editor: User, organisation: OrganisationPage) -> None:
    client.force_login(editor)
    page = client.get(reverse(ADD)).content.decode()
    assert f'data-hints-from="{reverse("summary_hints")}"' in page
    assert f'data-tried-at="{reverse("try_link")}"' in page
    assert "js/service-form.js" in page


def test_a_link_is_tried_when_it_is_entered(client: Client, editor: User, trials: list[str]) -> None:
    client.force_login(editor)
    answer = client.post(reverse("try_link"), {"link": " https://siskotupa.example/kahvila "})
    assert answer.json() == {"state": "ok", "words": "Linkki toimii.", "advice": ""}
    assert trials == ["https://siskotupa.example/kahvila"]


def test_nobody_turns_the_server_into_a_scanner(client: Client, editor: User, trials: list[str]) -> None:
    client.force_login(editor)
    answers = [client.post(reverse("try_link"), {"link": f"https://a.example/{n}"}).json() for n in range(25)]
    assert len(trials) == 20
    assert answers[-1]["state"] == "unknown"


@pytest.mark.parametrize("name", ["try_link", "summary_hints"])
def test_only_those_who_write_services_are_helped(
    client: Client, organisation: OrganisationPage, trials: list[str], name: str
) -> None:
    client.force_login(UserFactory())
    assert client.post(reverse(name), {"link": "https://a.example/"}).status_code in {302, 403}
    assert trials == []


def test_the_state_of_the_link_stands_beside_it(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, link="https://siskotupa.example/kahvila")
    Service.objects.filter(pk=service.pk).update(link_state=LinkState.DEAD.value)
    client.force_login(editor)
    page = client.get(reverse("wagtailsnippets_directory_service:edit", args=[service.pk]))
    assert state_words(LinkState.DEAD) in str(page.context["form"]["link"].help_text)


def test_a_summary_is_one_line_however_it_was_pasted(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    client.force_login(editor)
    client.post(reverse(ADD), sent(organisation, summary="Kahvia ja\r\nkeskustelua  äideille."), follow=True)
    assert Service.objects.get().summary == "Kahvia ja keskustelua äideille."


def test_whole_years_are_shown_without_decimals(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, age_from="0.5", age_to="13.0")
    client.force_login(editor)
    page = client.get(reverse("wagtailsnippets_directory_service:edit", args=[service.pk]))
    form = page.context["form"]
    assert 'value="0.5"' in str(form["age_from"])
    assert 'value="13"' in str(form["age_to"])


def test_the_search_card_is_previewed_as_the_search_shows_it(
    client: Client, editor: User, organisation: OrganisationPage
) -> None:
    service = ServiceFactory(organisation=organisation, municipalities=["turku", "paimio"])
    client.force_login(editor)
    address = reverse("wagtailsnippets_directory_service:preview_on_edit", args=[service.pk])
    values = sent(organisation, name="Sirkuskoulu", digital="on")
    assert client.post(address, values).json()["is_valid"]

    card = client.get(f"{address}?mode=search-card").content.decode()

    assert "Sirkuskoulu" in card
    assert "Siskotupa ry" in card
    assert "Koko Varsinais-Suomi, Digipalveluna" in card
    assert 'class="result"' in card


@pytest.mark.parametrize("mode", ["", "search-card"])
def test_what_was_never_saved_is_previewed_in_a_frame_of_the_admin(
    editor: User, organisation: OrganisationPage, mode: str
) -> None:
    client = Client()
    client.force_login(editor)
    address = reverse("wagtailsnippets_directory_service:preview_on_add")
    assert client.post(address, sent(organisation)).json()["is_valid"]

    page = client.get(address, {"mode": mode, "in_preview_panel": "true"})

    assert page.status_code == 200
    assert "Kahvilassa voi jutella" in page.content.decode()
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"
