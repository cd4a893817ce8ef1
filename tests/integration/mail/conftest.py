"""A real mail server on the loopback, and a letter to send through it."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.conf import LazySettings

from cms.settings.mail import mail_from
from tests.localworld.certificates import Authority, make_authority

REFUSED, GREYLISTED = "poissa@jarjesto.example", "harmaa@jarjesto.example"
USER, PASSWORD = "palvelu", "sala sana:%"


@dataclass
class MailServer:
    """Take in mail on the loopback; refuse two recipients, each in its own way."""

    port: int
    received: list[Message] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    connections: int = 0
    on_message: Callable[[], None] = lambda: None

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count the connections."""
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse those who are to be refused."""
        if address == REFUSED:
            return "550 5.1.1 No such mailbox"
        if address == GREYLISTED:
            return "450 4.7.1 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  the same
        """Keep the message."""
        self.on_message()
        self.secured.append(session.ssl is not None)
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: LoginPassword
    ) -> AuthResult:
        """Let one user in."""
        self.logins.append(login.login.decode())
        right = (login.login, login.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Make an authority for the server's certificate."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def free_port() -> int:
    """Return a port of the loopback where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mail_server(free_port: int, settings: LazySettings) -> Iterator[MailServer]:
    """Serve in the clear, and have the product send there."""
    server = MailServer(free_port)
    controller = Controller(server, hostname="127.0.0.1", port=free_port)
    controller.start()
    use(settings, f"smtp://127.0.0.1:{free_port}")
    yield server
    controller.stop()


@pytest.fixture
def secure_mail_server(
    free_port: int, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MailServer]:
    """Serve with STARTTLS and a login, both demanded."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca_file))
    server = MailServer(free_port)
    context: ssl.SSLContext = authority.context("mail", host="localhost")
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=free_port,
        tls_context=context,
        require_starttls=True,
        authenticator=server.authenticate,
        auth_required=True,
    )
    controller.start()
    yield server
    controller.stop()


def use(settings: LazySettings, url: str) -> None:
    """Set what a mail URL says."""
    for name, value in mail_from(url).items():
        setattr(settings, name, value)


@pytest.fixture(autouse=True)
def _greeting(tmp_path: Path, settings: LazySettings) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "greeting.subject.txt").write_text("Terve\n {{ word }}\n")
    (folder / "greeting.txt").write_text(
        "{{ word }} {{ base_url }}/ {{ recipient.email }}\n\n\n\n{{ stop_url }}"
    )
    (folder / "greeting.html").write_text("<p>{{ word }}</p>")
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
