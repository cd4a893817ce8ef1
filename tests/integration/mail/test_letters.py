"""Mail: written with what causes it, delivered once, kept when it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail
from django.test import override_settings

from cms.mail.actions import deliver_due, write_letter
from cms.mail.models import Letter
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates(tmp_path: Path, settings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "greeting.subject.txt").write_text("Terve\n {{ word }}\n")
    (folder / "greeting.txt").write_text("{{ word }} {{ base_url }}/ {{ recipient.email }}")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def test_a_letter_is_delivered_once() -> None:
    person = UserFactory()
    write_letter(name="greeting", to=person, context={"word": "sana"})

    assert (deliver_due(), deliver_due()) == (1, 0)

    [message] = mail.outbox
    assert message.to == [person.email]
    assert message.subject == "Terve sana"
    assert message.body.endswith(f"{person.email}\n")
    assert Letter.objects.get().sent_at


@override_settings(
    EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
)
def test_a_letter_that_the_server_refuses_waits_with_the_reason() -> None:
    write_letter(name="greeting", to="toimisto@jarjesto.example", context={"word": "sana"})

    assert deliver_due() == 0

    letter = Letter.objects.get()
    assert (letter.sent_at, letter.attempts) == (None, 1)
    assert "ConnectionRefusedError" in letter.error
    assert letter.due_at > letter.written_at
