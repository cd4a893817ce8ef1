"""Mail: written with what causes it, to those who want it, and forgotten after a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.utils.timezone import now
from wagtail.users.models import UserProfile

from cms.mail.actions import write_letter, write_letters
from cms.mail.choices import choose
from cms.mail.delivery import ATTEMPTS, deliver_due, forget_old_letters
from cms.mail.models import Letter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TOPIC = "worklist-digest"


def test_a_letter_is_delivered_once() -> None:
    person = UserFactory()
    write_letter(name="greeting", to=person, context={"word": "sana"})

    assert (deliver_due(), deliver_due()) == (1, 0)

    [message] = mail.outbox
    assert message.to == [person.email]
    assert message.subject == "Terve sana"
    assert person.email in message.body
    assert message.alternatives[0][0] == "<p>sana</p>"
    assert Letter.objects.get().sent_at


def test_only_the_html_is_escaped() -> None:
    write_letter(name="greeting", to="toimisto@jarjesto.example", context={"word": "Äidit & <lapset>"})
    letter = Letter.objects.get()
    assert letter.subject == "Terve Äidit & <lapset>"
    assert letter.text.startswith("Äidit & <lapset>")
    assert letter.html == "<p>Äidit &amp; &lt;lapset&gt;</p>"


def test_many_empty_lines_become_one() -> None:
    write_letter(name="greeting", to=UserFactory(), context={"word": "sana"}, topic=TOPIC)
    assert "\n\n\n" not in Letter.objects.get().text


def test_nobody_gets_no_letter() -> None:
    away = UserFactory(is_active=False)
    without = UserFactory(username="osoitteeton", email="")
    assert [
        write_letter(name="greeting", to=to, context={"word": "x"}) for to in ("", " ", away, without)
    ] == [None] * 4
    assert write_letters(name="greeting", to=[], context={"word": "x"}) == 0
    assert not Letter.objects.exists()


def test_a_letter_whose_cause_is_rolled_back_was_never_written() -> None:
    def cause_and_fail() -> None:
        with transaction.atomic():
            write_letter(name="greeting", to="toimisto@jarjesto.example", context={"word": "x"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cause_and_fail()
    assert not Letter.objects.exists()


def test_a_letter_without_templates_is_refused() -> None:
    with pytest.raises(TemplateDoesNotExist):
        write_letter(name="nonsense", to="toimisto@jarjesto.example", context={})


def test_a_person_is_written_to_in_her_language() -> None:
    person = UserFactory()
    UserProfile.objects.create(user=person, preferred_language="sv")
    write_letter(name="greeting", to=person, context={"word": "ord"}, topic=TOPIC)
    assert "/sv/posti/lopeta/" in Letter.objects.get().text


def test_whoever_refuses_a_topic_gets_no_letter_of_it_but_others() -> None:
    person, other = UserFactory(), UserFactory()
    choose(person=person, topic=TOPIC, wanted=False)
    assert write_letters(name="greeting", to=[person, other], context={"word": "x"}, topic=TOPIC) == 1
    assert write_letter(name="greeting", to=person, context={"word": "x"}) is not None
    choose(person=person, topic=TOPIC, wanted=True)
    assert write_letter(name="greeting", to=person, context={"word": "x"}, topic=TOPIC) is not None


def test_a_letter_of_a_topic_tells_mail_programs_how_to_stop_it() -> None:
    stoppable = write_letter(name="greeting", to=UserFactory(), context={"word": "x"}, topic=TOPIC)
    other = write_letter(name="greeting", to=UserFactory(), context={"word": "x"})
    assert stoppable is not None
    assert other is not None
    assert stoppable.headers["List-Unsubscribe"].startswith("<http://")
    assert stoppable.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "List-Unsubscribe" not in other.headers


def test_old_letters_that_went_or_were_given_up_are_forgotten(settings) -> None:
    settings.MAIL_KEPT_DAYS = 30
    past = now() - timedelta(days=31)
    common = {"kind": "greeting", "recipient": "a@jarjesto.example", "subject": "s", "text": "t"}
    for subject, values in {
        "sent long ago": {"sent_at": past},
        "given up long ago": {"attempts": ATTEMPTS, "due_at": past},
        "sent lately": {"sent_at": now()},
        "waits": {"due_at": past},
    }.items():
        Letter.objects.create(**{**common, "subject": subject, **values})
    assert forget_old_letters() == 2
    assert set(Letter.objects.values_list("subject", flat=True)) == {"sent lately", "waits"}
