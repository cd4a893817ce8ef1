"""The command judges as other link checkers and browsers do: status tables, fragments, hostile addresses."""

from __future__ import annotations

import json
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.localworld.server import Conversation, Server

PAGE = """<!doctype html><title>Sivu – Esimerkki ry</title><h1>Sivu</h1>
<h2 id="Osio-ÄÖö">Osio</h2><a name="vanha">Vanha</a><p id="a%3Ab">Pros<b>entti</b>osuus
nousi selvästi</p><map name="kartta"></map>"""

STATUSES = {
    **dict.fromkeys((200, 201, 202, 203, 206, 304), "ok"),
    **dict.fromkeys((400, 401, 402, 403, 405, 406, 418, 451, 999), "blocked"),
    **dict.fromkeys((404, 410), "gone"),
    **dict.fromkeys((408, 425, 429, 500, 501, 502, 503, 504, 520, 599), "temporary_failure"),
}

FRAGMENTS = {
    "": "ok",
    "#": "ok",
    "#top": "ok",
    "#ToP": "ok",
    "#Osio-ÄÖö": "ok",
    "#Osio-%C3%84%C3%96%C3%B6": "ok",
    "#osio-äöö": "missing_fragment",
    "#vanha": "ok",
    "#Vanha": "missing_fragment",
    "#a%3Ab": "ok",
    "#a:b": "missing_fragment",
    "#kartta": "missing_fragment",
    "#:~:text=prosenttiosuus%20nousi": "ok",
    "#:~:text=nousi,selvästi": "ok",
    "#:~:text=sivu-,osio,-vanha": "ok",
    "#:~:text=nousi,selv%C3%A4sti&text=Vanha": "ok",
    "#:~:text=Osio-,Vanha,nousi,-selvästi": "ok",
    "#:~:text=laski-,osio": "missing_fragment",
    "#:~:text=osio,-laski": "missing_fragment",
    "#:~:text=selvästi,nousi": "missing_fragment",
    "#:~:text=": "ok",
    "#:~:text=laski": "missing_fragment",
    "#ei-ole:~:text=nousi": "missing_fragment",
}

LOOPBACK = """
127.0.0.1 127.0.1 127.1 127.127.127.127 127.0.0.1. 127.00.00.01 0177.0.0.1 0177.1 00000177.0.0.01
2130706433 017700000001 0x7f000001 0x7F.0.0.1 0x7f.1 0x7f.0x0.0x0.0x1 0x0000007f.1 0 0.0.0.0 0x0 00
１２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① %31%32%37.0.0.1 %E2%91%A0%E2%91%A1%E2%91%A6.1
[::1] [0:0:0:0:0:0:0:1] [0000::1] [::] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:0:127.0.0.1]
[::FFFF:127.0.0.1] [0:0:0:0:0:ffff:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::]
[2001:0:7f00:1::] localhost LOCALHOST localhost. ⓛⓞⓒⓐⓛⓗⓞⓢⓣ
"""

ELSEWHERE = """
http://169.254.169.254/latest/ http://0xA9FEA9FE/ http://2852039166/ http://0251.0376.0251.0376/
http://[fd00:ec2::254]/ http://[::ffff:a9fe:a9fe]/ http://100.100.100.200/ http://192.0.0.192/
http://168.63.129.16/ http://10.0.0.1/ http://10.1/ http://172.16.0.1/ http://192.168.1.1/ http://192.168.257/
http://100.64.0.1/ http://198.18.0.1/ http://224.0.0.1/ http://240.0.0.1/ http://255.255.255.255/
http://[fe80::1]/ http://[fec0::1]/ http://[fc00::1]/ http://[ff02::1]/ http://[100::1]/ http://[2001:db8::1]/
http://[3fff::1]/ http://[5f00::1]/ http://[4000::1]/ http://[fe80::1%25eth0]/ http://[::1%25lo]/
https://93.184.216.34:22/ https://93.184.216.34:6379/ http://user:secret@93.184.216.34/ http://@127.0.0.1/
http:127.0.0.1/ http:/127.0.0.1/ http:///127.0.0.1/ http:\\\\127.0.0.1\\ HTTP://127.0.0.1/
http://93.184.216.34@127.0.0.1/ http://127.0.0.1\\@93.184.216.34/ http://127.0.0.1?@93.184.216.34/
http://127.0.0.1#@93.184.216.34/ http://127.0.0.1%00.example.org/ http://127.0.0.1%2f.example.org/
http://127.0.0.1%0d%0aHost:x/ http://1.2.3.4.5/ http://256.1.1.1/ http://0x100000000/ http://127.0.0.09/
http://[::1]x/ http://[127.0.0.1]/ http://a..b/ file:///etc/passwd gopher://127.0.0.1:6379/_ dict://127.0.0.1/
ftp://127.0.0.1/ ldap://127.0.0.1/ jar:http://127.0.0.1/ javascript:alert(1) data:text/html,x
"""


REFUSED = frozenset({"unsafe", "invalid", "unsupported"})


def classes_of(path: Path, *references: str, base: str = "") -> dict[str, str]:
    """Run the command on a list, whatever its exit status; return each reference's class."""
    path.write_text("\n".join(f" {reference}" for reference in references))  # a list's "#" begins a comment
    out = StringIO()
    with suppress(SystemExit):
        call_command("check_links", "--file", str(path), "--base", base, "--format", "json", stdout=out)
    lines = map(json.loads, out.getvalue().splitlines())
    return {line["reference"]: line["class"] for line in lines}


def test_statuses_mean_what_they_mean_to_readers(open_world: Server, tmp_path: Path) -> None:
    def answer(talk: Conversation) -> None:
        talk.send(int(talk.request.path.rpartition("/")[2]), PAGE if "404" not in talk.request.path else "")

    for status in STATUSES:
        open_world.pages[f"/{status}"] = answer
    found = classes_of(tmp_path / "list.txt", *map(str, STATUSES), base=open_world.url("/"))
    assert found == {str(status): link_class for status, link_class in STATUSES.items()}


def test_fragments_are_found_where_browsers_find_them(open_world: Server, tmp_path: Path) -> None:
    open_world.pages["/sivu"] = lambda talk: talk.send(200, PAGE)
    references = [f"sivu{fragment}" for fragment in FRAGMENTS]
    found = classes_of(tmp_path / "list.txt", *references, base=open_world.url("/"))
    assert found == {f"sivu{fragment}": link_class for fragment, link_class in FRAGMENTS.items()}


@pytest.fixture
def shut_world(settings: Settings, server: Server) -> Server:
    """A server of the machine's own that nothing but the check of addresses keeps requests from."""
    settings.OUTBOUND_ALLOWED_NETWORKS = ()
    settings.OUTBOUND_PORTS = (80, 443, server.port)
    settings.OUTBOUND_HOST_INTERVAL = 0
    settings.REDIS_URL = ""
    return server


def test_no_notation_of_an_inner_address_is_ever_asked(shut_world: Server, tmp_path: Path) -> None:
    here = [f"http://{host}:{shut_world.port}/" for host in LOOPBACK.split()]
    found = classes_of(tmp_path / "list.txt", *here, *ELSEWHERE.split())
    assert not {reference: kind for reference, kind in found.items() if kind not in REFUSED}
    assert len(found) == len(here) + len(ELSEWHERE.split())
    assert shut_world.requests == []
