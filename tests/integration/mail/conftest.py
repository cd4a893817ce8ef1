"""A mail server with STARTTLS and a login, and a letter to send."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings

from tests.fixtures.mail_server import MailServer
from tests.localworld.certificates import Authority, make_authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Make an authority for the server's certificate."""
    return make_authority(tmp_path_factory.mktemp("authority"))


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
