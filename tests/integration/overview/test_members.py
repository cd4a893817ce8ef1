"""The members at a glance, and mail to the people of those that are chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from wagtail.models import PageLogEntry

from cms.directory.models import OrganisationPage, Service
from cms.mail.delivery import deliver_due
from cms.mail.models import Letter
from cms.membership.models import Membership
from cms.overview.asking import Condition
from cms.overview.members import Member, members
from cms.overview.messages import AlreadySent, draft_message, recipients_of, send_message
from cms.overview.models import Message
from home.models import HomePage
from tests.factories import OrganisationPageFactory, ServiceFactory, UserFactory
from tests.integration.overview.people import person_of

pytestmark = pytest.mark.django_db
LIST, WRITE, SENT = "/hallinta/jasenet/", "/hallinta/jasenet/viestit/uusi/", "/hallinta/jasenet/viestit/"


@pytest.fixture
def editor(site: HomePage, client: Client) -> Any:
    """Log somebody in who serves the umbrella."""
    person = UserFactory(is_superuser=True, first_name="Eija", last_name="Esimerkki")
    client.force_login(person)
    return person


@pytest.fixture
def two(site: HomePage) -> tuple[OrganisationPage, OrganisationPage]:
    """Publish one organisation with people and services, and one with an address alone."""
    first = OrganisationPageFactory(title="Aallokko ry", email="info@aallokko.example")
    second = OrganisationPageFactory(title="Tuuli ry", email="info@tuuli.example")
    person_of(first, email="anna@aallokko.example")
    ServiceFactory(organisation=first)
    stale = ServiceFactory(organisation=first)
    Service.objects.filter(pk=stale.pk).update(
        confirmed_at=localdate() - timedelta(days=200), link_state="dead"
    )
    ServiceFactory(organisation=first, publish=False)
    ServiceFactory(organisation=first, status="ended")
    return first, second


def of(title: str) -> Member:
    return next(member for member in members() if member.title == title)


def test_a_row_counts_what_an_organisation_offers_and_what_is_wrong_with_it(two: Any) -> None:
    row = of("Aallokko ry")
    assert (row.services, row.drafts, row.stale, row.broken, row.people) == (2, 1, 1, 1, 1)
    assert row.last_confirmed == localdate()
    assert of("Tuuli ry").services == of("Tuuli ry").people == 0


@pytest.mark.parametrize(
    ("condition", "titles"),
    [
        (Condition.ANY, ["Aallokko ry", "Tuuli ry"]),
        (Condition.STALE, ["Aallokko ry"]),
        (Condition.BROKEN, ["Aallokko ry"]),
        (Condition.NO_SERVICES, ["Tuuli ry"]),
        (Condition.NO_PEOPLE, ["Tuuli ry"]),
        (Condition.UNPUBLISHED, []),
        (Condition.LEFT, []),
    ],
)
def test_conditions_narrow_the_list(two: Any, condition: Condition, titles: list[str]) -> None:
    assert [member.title for member in members(condition=condition)] == titles


def test_the_list_is_ordered_and_what_has_no_value_comes_last(two: Any) -> None:
    assert [member.title for member in members(order="-title")] == ["Tuuli ry", "Aallokko ry"]
    assert [member.title for member in members(order="-services")] == ["Aallokko ry", "Tuuli ry"]
    for order in ("last_confirmed", "-last_confirmed"):
        assert members(order=order)[-1].title == "Tuuli ry"


def test_the_page_says_how_it_is_ordered_and_exports_what_it_shows(
    client: Client, editor: Any, two: Any
) -> None:
    page = client.get(LIST, {"order": "-services", "q": "aallokko"})
    assert page.status_code == 200
    assert 'aria-sort="descending"' in page.content.decode()
    assert "Tuuli ry" not in page.content.decode()
    rows = b"".join(client.get(LIST, {"export": "csv", "q": "aallokko"}).streaming_content)  # type: ignore[attr-defined]  # it streams
    assert rows.count(b"\r\n") == 2


def test_more_members_and_services_take_no_more_queries(client: Client, editor: Any, two: Any) -> None:
    def count() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    few = count()
    for _number in range(4):
        ServiceFactory()
    assert count() <= few


@pytest.mark.parametrize("address", [LIST, f"{LIST}?export=csv", WRITE, SENT])
def test_an_organisations_people_are_refused(client: Client, two: Any, address: str) -> None:
    client.force_login(person_of(two[0]))
    assert client.get(address).status_code == 403
    assert client.post(address.partition("?")[0]).status_code == 403


def test_people_get_the_letter_once_and_an_organisation_without_people_at_its_address(
    two: Any, editor: Any
) -> None:
    first, second = two
    nobody = OrganisationPageFactory(title="Hiljainen ry")
    third = OrganisationPageFactory(title="Kolmas ry")
    anna = Membership.objects.get(organisation=first).user
    Membership.objects.create(user=anna, organisation=third)
    person_of(first, email="poissa@aallokko.example", is_active=False)
    message = draft_message(
        sender=editor, organisations=[first, second, third, nobody], subject="Kevätkokous", text="Tervetuloa!"
    )
    recipients = recipients_of(message)
    assert [(found.address, found.organisations) for found in recipients.found] == [
        ("anna@aallokko.example", ("Aallokko ry", "Kolmas ry")),
        ("info@tuuli.example", ("Tuuli ry",)),
    ]
    assert recipients.unreachable == ("Hiljainen ry",)


def test_nothing_goes_before_it_is_confirmed_and_nothing_twice(
    client: Client, editor: Any, two: Any, django_capture_on_commit_callbacks: Any
) -> None:
    keys = [organisation.pk for organisation in two]
    chosen = client.get(WRITE, {"organisation": keys})
    assert [organisation.pk for organisation in chosen.context["organisations"]] == keys
    answer = client.post(
        WRITE, {"organisation": keys, "subject": "Kokous & kahvit", "text": "Tuokaa <omat> mukit."}
    )
    message = Message.objects.get()
    assert answer["Location"].endswith(f"/{message.pk}/")
    preview = client.get(answer["Location"])
    assert preview.context["letter"].startswith("Tuokaa <omat> mukit.")
    assert "anna@aallokko.example" in preview.content.decode()
    assert not Letter.objects.exists()
    client.post(answer["Location"])
    client.post(answer["Location"])
    assert sorted(Letter.objects.values_list("recipient", flat=True)) == [
        "anna@aallokko.example",
        "info@tuuli.example",
    ]
    letter = Letter.objects.first()
    assert letter is not None
    assert letter.subject == "Kokous & kahvit"
    assert "Tuokaa <omat> mukit." in letter.text
    assert "Eija Esimerkki" in letter.text
    assert letter.headers["Reply-To"] == editor.email
    assert deliver_due() == 2
    assert {message.subject for message in mail.outbox} == {"Kokous & kahvit"}


def test_who_sent_what_is_logged(client: Client, editor: Any, two: Any) -> None:
    message = draft_message(sender=editor, organisations=two, subject="Kokous", text="Tulkaa.")
    send_message(message=message, sender=editor)
    with pytest.raises(AlreadySent):
        send_message(message=message, sender=editor)
    logged = PageLogEntry.objects.filter(action="overview.message")
    assert sorted(logged.values_list("page", "user")) == sorted((page.pk, editor.pk) for page in two)
    message.refresh_from_db()
    assert message.recipients == ["anna@aallokko.example", "info@tuuli.example"]
    assert "Kokous" in client.get(SENT).content.decode()
    assert client.get(f"{SENT}{message.pk}/muokkaa/").status_code == 404


def test_a_draft_is_its_writers_alone(client: Client, editor: Any, two: Any) -> None:
    message = draft_message(sender=UserFactory(), organisations=two, subject="Kesken", text="…")
    assert client.get(f"{SENT}{message.pk}/").status_code == 404
    assert client.post(f"{SENT}{message.pk}/").status_code == 404
    assert "Kesken" not in client.get(SENT).content.decode()
    assert not Letter.objects.exists()


def test_nobody_chosen_is_said(client: Client, editor: Any, two: Any) -> None:
    assert client.get(WRITE)["Location"] == LIST
    assert client.get(WRITE, {"organisation": ["x", "9" * 40]})["Location"] == LIST
    everybody = client.get(WRITE, {"everybody": "1", "condition": "no-people"})
    assert [organisation.title for organisation in everybody.context["organisations"]] == ["Tuuli ry"]
