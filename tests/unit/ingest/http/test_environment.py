"""Nothing of the machine's own set-up bends a request."""

from pathlib import Path

import pytest

from ingest.http import Client, Request
from tests.localworld.fixtures import StartServer
from tests.localworld.server import Server


def test_proxies_of_the_environment_are_not_asked(
    server: Server, client: Client, start_server: StartServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = start_server()
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy.url("/"))
    server.pages["/"] = lambda talk: talk.send(200)
    assert client.send(Request(server.url("/"))).status == 200
    assert proxy.requests == []


def test_passwords_of_netrc_are_not_sent(
    server: Server, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    server.pages["/"] = lambda talk: talk.send(200)
    client.send(Request(server.url("/")))
    assert "authorization" not in server.requests[0].headers


def test_the_user_agent_tells_whom_to_contact(server: Server, client: Client) -> None:
    server.pages["/"] = lambda talk: talk.send(200)
    client.send(Request(server.url("/")))
    assert server.requests[0].headers["user-agent"] == "Played/1 (+https://example.org/contact)"


def test_a_header_with_a_line_break_is_refused(server: Server, client: Client) -> None:
    with pytest.raises(ValueError, match="line break"):
        client.send(Request(server.url("/"), headers=(("X-Name", "a\r\nHost: evil.example"),)))
    assert server.requests == []
