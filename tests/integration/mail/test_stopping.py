"""People stop mail: by the link in a letter, by their mail program, and in their account."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.mail.actions import write_letter
from cms.mail.choices import choose, wants
from cms.mail.forms import MailChoicesForm
from cms.mail.models import Letter
from home.models import HomePage
from home.roles import ADMINISTRATORS, UMBRELLA_EDITORS
from tests.factories import UserFactory
from tests.integration.directory.test_confirming import member_of

pytestmark = pytest.mark.django_db
TOPIC = "worklist-digest"


@pytest.fixture
def person(site: HomePage):
    """Make somebody who gets digests."""
    return UserFactory()


def stop_path(person) -> str:
    """Return the path of the link in a letter to her."""
    letter = write_letter(name="greeting", to=person, context={"word": "x"}, topic=TOPIC)
    assert letter is not None
    found = re.search(r"/posti/lopeta/\S+", letter.text)
    assert found is not None
    return found[0]


def test_following_the_link_stops_nothing_yet_and_pressing_does(client: Client, person) -> None:
    path = stop_path(person)
    assert client.get(path).status_code == 200
    assert wants(person, TOPIC)
    assert client.post(path).status_code == 200
    assert not wants(person, TOPIC)
    client.post(path, {"wanted": "1"})
    assert wants(person, TOPIC)


def test_a_mail_program_stops_it_without_cookie_or_token(person) -> None:
    program = Client(enforce_csrf_checks=True)
    assert program.post(stop_path(person), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not wants(person, TOPIC)


def test_a_link_that_was_tampered_with_stops_nothing(client: Client, person) -> None:
    path = stop_path(person)
    answer = client.post(path[:-3] + "x" + path[-2:])
    assert answer.status_code == 404
    assert wants(person, TOPIC)


def test_the_link_stops_one_topic_of_one_person(client: Client, person) -> None:
    other = UserFactory()
    client.post(stop_path(person))
    assert wants(other, TOPIC)
    assert wants(person, "feedback")


def test_the_account_offers_every_topic_and_keeps_the_choice(client: Client, person) -> None:
    editor = member_of(UMBRELLA_EDITORS)
    client.force_login(editor)
    choose(person=editor, topic="feedback", wanted=False)
    page = BeautifulSoup(client.get(reverse("wagtailadmin_account")).content, "html.parser")
    boxes = {box["name"]: box.has_attr("checked") for box in page.select("input[name^=mail-]")}
    assert (boxes[f"mail-{TOPIC}"], boxes["mail-feedback"]) == (True, False)
    form = MailChoicesForm({"mail-feedback": "on"}, instance=editor, prefix="mail")
    assert form.is_valid()
    form.save()
    assert (wants(editor, TOPIC), wants(editor, "feedback")) == (False, True)


def test_administrators_see_who_was_written_to_but_not_what(client: Client, site: HomePage) -> None:
    write_letter(name="greeting", to="toimisto@jarjesto.example", context={"word": "salaisuus"})
    letter = Letter.objects.get()
    client.force_login(member_of(ADMINISTRATORS))
    listed = client.get("/hallinta/mail/letters/").content.decode()
    assert "toimisto@jarjesto.example" in listed
    inspected = client.get(f"/hallinta/mail/letters/inspect/{letter.pk}/").content.decode()
    assert letter.text not in inspected
    assert "<p>salaisuus" not in inspected
    assert "toimisto@" not in client.get("/hallinta/mail/letters/?standing=sent").content.decode()
    for view in (f"edit/{letter.pk}/", f"delete/{letter.pk}/", "create/"):
        assert client.post(f"/hallinta/mail/letters/{view}").status_code in {302, 403, 404}
    assert Letter.objects.filter(pk=letter.pk, kind="greeting").exists()


@pytest.mark.parametrize("group", [UMBRELLA_EDITORS, "Organisation editors"])
def test_nobody_else_sees_letters(client: Client, site: HomePage, group: str) -> None:
    write_letter(name="greeting", to="toimisto@jarjesto.example", context={"word": "x"})
    client.force_login(member_of(group))
    answer = client.get("/hallinta/mail/letters/")
    assert "toimisto@" not in answer.content.decode()
