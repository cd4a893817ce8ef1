"""Changes go through moderation: what is public stays until a moderator approves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from wagtail.models import TaskState, WorkflowState

from cms.accounts.models import User
from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.mail.models import Letter
from cms.membership.models import Membership, OrganisationTerms
from cms.moderation.subjects import proposed_in
from cms.moderation.views import read_first
from cms.moderation.wording import lines_of
from cms.moderation.work import Returned, Waiting
from cms.worklist.items import Scope
from home.models import HomePage
from tests.factories import NewsFactory, OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.moderation.conftest import address_of, logged_in, shown_form

pytestmark = pytest.mark.django_db
EVERYBODYS = Scope(organisations=None)


def submitted(editor: User, service: Service, **changed: Any) -> TaskState:
    """Have the editor change the service and send it to moderation; return what waits."""
    client = logged_in(editor)
    values = shown_form(client, address_of(service), **{"action-submit": "1", **changed})
    answer = client.post(address_of(service), values)
    assert answer.status_code == 302, answer.context["form"].errors
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)


def decided(
    moderator: User, state: TaskState, decision: str, comment: str = "", revision: int | None = None
) -> Any:
    """Have the moderator decide on the version that waits, or on the ``revision`` that she had read."""
    return logged_in(moderator).post(
        reverse("review_moderation", args=[state.pk]),
        {"decision": decision, "comment": comment, "revision": revision or proposed_in(state).pk},
    )


def test_an_editors_save_leaves_the_public_page_as_it_is(editor: User, service: Service) -> None:
    client = logged_in(editor)
    values = shown_form(client, address_of(service), summary="Kahvilassa voi jutella.")

    assert client.post(address_of(service), values).status_code == 302

    stored = Service.objects.get(pk=service.pk)
    assert (stored.live, stored.summary) == (True, service.summary)
    assert stored.get_latest_revision_as_object().summary == "Kahvilassa voi jutella."
    assert "Kahvilassa voi jutella." not in Client().get(service.get_absolute_url()).content.decode()


def test_the_queue_asks_the_database_as_often_for_much_as_for_little(
    site: HomePage, editor: User, moderator: User, organisation: OrganisationPage
) -> None:
    client = logged_in(moderator)

    def pile_up(number: int) -> None:
        pages = [NewsFactory() for _ in range(number)]
        services = [ServiceFactory(organisation=organisation) for _ in range(number)]
        for subject in [*pages, *services, *(OrganisationPageFactory() for _ in range(number))]:
            subject.save_revision(user=editor)
            subject.get_workflow().start(subject, editor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("moderation_queue"))
        titles = {row["state"].revision.object_str for row in page.context["waiting"]}
        assert len(titles) == TaskState.objects.count()
        return len(captured)

    pile_up(1)
    asked()  # warms what a process keeps
    few = asked()
    pile_up(3)

    assert asked() == few < 40


@pytest.mark.parametrize("in_dialogue", [False, True])
def test_wagtails_own_decision_leads_to_the_comparison(
    editor: User, moderator: User, service: Service, in_dialogue: bool
) -> None:
    state = submitted(editor, service, summary="Ei vielä luettu.")
    headers = {"X-Requested-With": "XMLHttpRequest"} if in_dialogue else {}

    answer = logged_in(moderator).post(
        address_of(service, "workflow_action", "approve", state.pk), headers=headers
    )

    where = answer.json()["redirect"] if in_dialogue else answer["Location"]
    assert where == reverse("review_moderation", args=[state.pk])
    assert Service.objects.get(pk=service.pk).summary == service.summary
    page = reverse("wagtailadmin_pages:workflow_action", args=[service.organisation_id, "approve", state.pk])
    assert resolve(page).func == read_first


def test_an_editor_of_an_untrusted_organisation_cannot_publish(editor: User, service: Service) -> None:
    client = logged_in(editor)
    values = shown_form(client, address_of(service), summary="Ohi.", **{"action-publish": "1"})

    client.post(address_of(service), values)

    assert Service.objects.get(pk=service.pk).summary == service.summary


def test_a_trusted_organisation_publishes_by_itself(
    editor: User, service: Service, organisation: OrganisationPage
) -> None:
    terms, _created = OrganisationTerms.objects.get_or_create(organisation=organisation)
    terms.trusted = True
    terms.save()
    client = logged_in(editor)
    values = shown_form(client, address_of(service), summary="Itse julkaistu.", **{"action-publish": "1"})

    client.post(address_of(service), values)

    assert Service.objects.get(pk=service.pk).summary == "Itse julkaistu."


def test_a_submission_tells_the_moderators_and_stands_in_their_queue(
    editor: User, moderator: User, service: Service
) -> None:
    state = submitted(editor, service, summary="Kahvilassa voi jutella.")

    [letter] = Letter.objects.all()
    assert letter.recipient == moderator.email
    assert "Perhekahvila" in letter.subject
    review = reverse("review_moderation", args=[state.pk])
    assert review in letter.text
    assert review in logged_in(moderator).get(reverse("moderation_queue")).content.decode()


def test_the_moderator_sees_what_differs_field_by_field(
    editor: User, moderator: User, service: Service
) -> None:
    state = submitted(editor, service, summary="Auttaa aina.", digital="on")

    page = logged_in(moderator).get(reverse("review_moderation", args=[state.pk]))

    shown = {str(difference.label): difference for difference in page.context["differences"]}
    assert set(shown) == {"Tiivistelmä", "Missä"}
    assert shown["Missä"].old == "Salo, Turku"
    assert shown["Missä"].new == "Salo, Turku<ins>; Digipalveluna</ins>"
    assert "<ins>aina</ins>" in shown["Tiivistelmä"].new
    assert "<del>" in shown["Tiivistelmä"].old


def test_approval_publishes_what_was_read_and_tells_its_people(
    editor: User, colleague: User, moderator: User, service: Service
) -> None:
    state = submitted(editor, service, summary="Kahvilassa voi jutella.")
    Letter.objects.all().delete()

    decided(moderator, state, "approve", "Hyvä!")

    assert Service.objects.get(pk=service.pk).summary == "Kahvilassa voi jutella."
    assert {letter.recipient for letter in Letter.objects.all()} == {editor.email, colleague.email}
    letter = Letter.objects.get(recipient=editor.email)
    assert "Hyvä!" in letter.text
    assert service.get_absolute_url() in letter.text


def test_a_return_needs_a_comment_which_its_people_get(
    editor: User, colleague: User, moderator: User, service: Service
) -> None:
    state = submitted(editor, service, summary="KAHVILA!!!")
    Letter.objects.all().delete()

    assert decided(moderator, state, "return").status_code == 200
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS
    decided(moderator, state, "return", "Kirjoita rauhallisemmin.")

    stored = Service.objects.get(pk=service.pk)
    assert (stored.live, stored.summary) == (True, service.summary)
    assert {letter.recipient for letter in Letter.objects.all()} == {editor.email, colleague.email}
    letter = Letter.objects.get(recipient=editor.email)
    assert "Kirjoita rauhallisemmin." in letter.text
    assert address_of(service) in letter.text


def test_what_was_returned_can_be_sent_again_and_approved(
    editor: User, moderator: User, service: Service
) -> None:
    decided(moderator, submitted(editor, service, summary="KAHVILA!!!"), "return", "Rauhallisemmin.")

    again = submitted(editor, service, summary="Kahvilassa jutellaan.")
    decided(moderator, again, "approve")

    assert Service.objects.get(pk=service.pk).summary == "Kahvilassa jutellaan."
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_what_was_saved_after_the_submission_is_not_published_unread(
    editor: User, moderator: User, service: Service
) -> None:
    state = submitted(editor, service, summary="Kahvilassa jutellaan.")
    read = proposed_in(state).pk
    save_service_draft(service=service, values={"summary": "Tuotu muualta."})

    decided(moderator, state, "approve", revision=read)
    assert Service.objects.get(pk=service.pk).summary == service.summary

    page = logged_in(moderator).get(reverse("review_moderation", args=[state.pk]))
    [difference] = page.context["differences"]
    assert "Tuotu" in difference.new
    assert page.context["revision"] == Service.objects.get(pk=service.pk).latest_revision


def test_nobody_else_sees_or_decides(editor: User, service: Service, organisation: OrganisationPage) -> None:
    state = submitted(editor, service, summary="Kahvilassa jutellaan.")
    stranger = UserFactory()
    Membership.objects.create(user=stranger, organisation=OrganisationPageFactory())
    address = reverse("review_moderation", args=[state.pk])

    assert logged_in(stranger).get(address).status_code in {302, 403, 404}
    decided(stranger, state, "approve")
    decided(editor, state, "approve")

    assert Service.objects.get(pk=service.pk).summary == service.summary
    assert logged_in(editor).get(address).context["deciding"] is False


def test_a_profile_page_is_moderated_too(
    editor: User, moderator: User, organisation: OrganisationPage
) -> None:
    page = OrganisationPage.objects.get(pk=organisation.pk)
    page.summary = "Auttaa perheitä koko maakunnassa."
    page.save_revision(user=editor)
    page.get_workflow().start(page, editor)
    state = TaskState.objects.get()

    shown = logged_in(moderator).get(reverse("review_moderation", args=[state.pk]))
    assert [str(difference.label) for difference in shown.context["differences"]] == ["Tiivistelmä"]
    decided(moderator, state, "approve")

    assert OrganisationPage.objects.get(pk=page.pk).summary == "Auttaa perheitä koko maakunnassa."
    assert Letter.objects.filter(kind="moderation_approved", recipient=editor.email).exists()


def test_the_work_list_shows_what_waits_and_what_came_back(
    editor: User, moderator: User, service: Service, organisation: OrganisationPage
) -> None:
    state = submitted(editor, service, name="Perhekahvila", summary="Kahvilassa jutellaan.")
    own = Scope(organisations=frozenset({organisation.pk}))
    others = Scope(organisations=frozenset({organisation.pk + 1000}))

    assert Waiting().counts(EVERYBODYS) == {organisation.pk: 1}
    [item] = Waiting().items(own, limit=10)
    assert item.subject == "Perhekahvila"
    assert item.actions[0].address == reverse("review_moderation", args=[state.pk])
    assert list(Waiting().items(others, limit=10)) == []

    decided(moderator, state, "return", "Kerro lisää.")
    assert Waiting().counts(EVERYBODYS) == {}
    [item] = Returned().items(own, limit=10)
    assert "Kerro lisää." in item.reason
    assert item.actions[0].address == address_of(service)


@pytest.mark.parametrize("source", [Waiting(), Returned()])
def test_more_work_takes_no_more_queries(
    editor: User, moderator: User, organisation: OrganisationPage, source: Any
) -> None:
    def send(number: int) -> None:
        for _each in range(number):
            service = ServiceFactory(organisation=organisation)
            save_service_draft(service=service, values={"summary": "Uusi."}, user=editor)
            service = Service.objects.get(pk=service.pk)
            state = service.get_workflow().start(service, editor)
            if isinstance(source, Returned):
                state.current_task_state.reject(user=moderator, comment="Ei vielä.")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            source.counts(EVERYBODYS)
            assert source.items(EVERYBODYS, limit=50)
        return len(captured)

    send(2)
    queries()
    few = queries()
    send(6)
    assert queries() == few


def test_the_oldest_waits_first(editor: User, organisation: OrganisationPage) -> None:
    names = ["Toinen", "Ensimmäinen"]
    for age, name in enumerate(names):
        service = ServiceFactory(organisation=organisation, name=name)
        state = service.get_workflow().start(service, editor)
        task = state.current_task_state
        TaskState.objects.filter(pk=task.pk).update(started_at=task.started_at - timedelta(days=age))

    assert [item.subject for item in Waiting().items(EVERYBODYS, limit=5)] == ["Ensimmäinen", "Toinen"]


def test_ages_are_no_difference_for_their_noughts_and_are_written_as_people_do(
    organisation: OrganisationPage,
) -> None:
    service = ServiceFactory(organisation=organisation, age_from=Decimal("0.5"), age_to=Decimal("20.0"))
    words = {line.words for line in lines_of(service)}
    service.age_to = Decimal(20)
    assert {line.words for line in lines_of(service)} == words
    assert "0,5–20" in words
