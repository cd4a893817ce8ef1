"""Delivery through a real server: what it refuses, when it is away, and when the worker dies."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import now

from cms.mail.actions import write_letter
from cms.mail.delivery import ATTEMPTS, FIRST_WAIT, deliver_due
from cms.mail.models import Letter
from cms.settings.mail import mail_from
from tests.fixtures.killing import Killed
from tests.fixtures.mail_server import GREYLISTED, PASSWORD, REFUSED, USER, MailServer, use

pytestmark = pytest.mark.django_db
OFFICE = "toimisto@jarjesto.example"


def write(to: str, word: str = "sana") -> Letter:
    """Write a greeting."""
    letter = write_letter(name="greeting", to=to, context={"word": word})
    assert letter is not None
    return letter


def make_due() -> None:
    """Let the time pass until every letter is due."""
    Letter.objects.update(due_at=now() - timedelta(seconds=1))


def test_letters_arrive_with_text_html_and_headers_over_one_connection(mail_server: MailServer) -> None:
    for word in ("ensimmäinen", "toinen"):
        write(OFFICE, word)
    assert deliver_due() == 2
    first, second = mail_server.received
    assert (first["Subject"], second["Subject"]) == ("Terve ensimmäinen", "Terve toinen")
    assert first["To"] == OFFICE
    assert first["Auto-Submitted"] == "auto-generated"
    assert "ensimmäinen" in first.get_body(("plain",)).get_content()
    assert "<p>ensimmäinen</p>" in first.get_body(("html",)).get_content()
    assert mail_server.connections == 1


def test_a_recipient_refused_for_good_is_given_up_and_keeps_no_other_letter_back(
    mail_server: MailServer,
) -> None:
    refused, other = write(REFUSED), write(OFFICE)
    assert deliver_due() == 1
    refused.refresh_from_db()
    other.refresh_from_db()
    assert "No such mailbox" in refused.error
    assert refused.attempts == ATTEMPTS
    assert other.sent_at
    make_due()
    assert deliver_due() == 0


def test_a_recipient_refused_for_now_is_tried_again_later(mail_server: MailServer) -> None:
    letter = write(GREYLISTED)
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (1, None)
    assert "Try again later" in letter.error
    assert letter.due_at > now() + FIRST_WAIT / 2
    first_due = letter.due_at
    make_due()
    deliver_due()
    letter.refresh_from_db()
    assert letter.attempts == 2
    assert letter.due_at - now() > (first_due - letter.written_at)


def test_while_the_server_is_away_the_rest_waits_unharmed(settings: LazySettings, free_port: int) -> None:
    use(settings, f"smtp://127.0.0.1:{free_port}")
    first, second = write(OFFICE), write(OFFICE)
    assert deliver_due() == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert "ConnectionRefusedError" in first.error
    assert (first.attempts, second.attempts) == (1, 0)


def test_a_letter_goes_once_the_server_is_back(
    settings: LazySettings, mail_server: MailServer, free_port: int
) -> None:
    use(settings, "smtp://127.0.0.1:1")
    letter = write(OFFICE)
    assert deliver_due() == 0
    use(settings, f"smtp://127.0.0.1:{free_port}")
    assert deliver_due() == 0  # not due yet
    make_due()
    assert deliver_due() == 1
    letter.refresh_from_db()
    assert letter.sent_at
    assert letter.error == ""


def test_a_letter_that_a_killed_worker_had_taken_is_due_again(mail_server: MailServer, killer: None) -> None:
    letter = write(OFFICE)
    main = threading.main_thread().ident
    assert main is not None
    mail_server.on_message = lambda: signal.pthread_kill(main, signal.SIGUSR1)
    with pytest.raises(Killed):
        deliver_due()
    letter.refresh_from_db()
    assert (letter.sent_at, letter.attempts) == (None, 1)
    assert deliver_due() == 0  # whoever died may have been about to finish
    mail_server.on_message = lambda: None
    make_due()
    assert deliver_due() == 1


def test_starttls_and_login_come_from_the_url(
    settings: LazySettings, secure_mail_server: MailServer, free_port: int
) -> None:
    use(settings, f"smtp+tls://{USER}:sala%20sana%3A%25@localhost:{free_port}")
    assert settings.EMAIL_HOST_PASSWORD == PASSWORD
    write(OFFICE)
    assert deliver_due() == 1
    assert secure_mail_server.secured == [True]
    assert secure_mail_server.logins == [USER]


def test_a_wrong_password_is_kept_as_the_reason_and_never_shown(
    settings: LazySettings, secure_mail_server: MailServer, free_port: int
) -> None:
    use(settings, f"smtp+tls://{USER}:vaarasana@localhost:{free_port}")
    letter = write(OFFICE)
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert "SMTPAuthenticationError" in letter.error
    assert "vaarasana" not in letter.error


def test_without_a_trusted_certificate_nothing_is_sent(
    settings: LazySettings,
    secure_mail_server: MailServer,
    free_port: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    use(settings, f"smtp+tls://{USER}:x@localhost:{free_port}")
    letter = write(OFFICE)
    assert deliver_due() == 0
    letter.refresh_from_db()
    assert "CERTIFICATE_VERIFY_FAILED" in letter.error
    assert secure_mail_server.logins == []


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtps://mail.example", 465, False, True),
        ("smtps://[::1]:2465", 2465, False, True),
    ],
)
def test_each_scheme_has_its_port_and_its_encryption(url: str, port: int, starttls: bool, tls: bool) -> None:
    read = mail_from(url)
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, starttls, tls)


@pytest.mark.parametrize(
    "url", ["mail.example", "http://user:salainen@mail.example", "smtp://:25", "smtp://h:x"]
)
def test_a_malformed_url_is_refused_by_name_and_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL") as refused:
        mail_from(url)
    assert "salainen" not in str(refused.value)
