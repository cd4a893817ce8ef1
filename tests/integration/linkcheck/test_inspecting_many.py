"""Many links in one run: side by side, patiently, and each thing asked for once."""

from __future__ import annotations

import threading
from dataclasses import replace

from ingest.http import Client, LocalPoliteness
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.crawl import BATCH, inspect_all
from ingest.linkcheck.evidence import Failure
from ingest.linkcheck.inspection import PAGE_LIMITS
from tests.integration.linkcheck.conftest import PAGE, asked_for, class_of
from tests.localworld.fixtures import MakeClient, StartServer
from tests.localworld.server import Conversation, Page, Server


def test_hosts_are_asked_side_by_side_and_one_host_link_by_link(
    start_server: StartServer, visitor: Client
) -> None:
    together = threading.Barrier(3)

    def first(talk: Conversation) -> None:
        together.wait(10)
        talk.send(200)

    def second(busy: threading.Lock) -> Page:
        def page(talk: Conversation) -> None:
            alone = busy.acquire(blocking=False)
            if alone:
                talk.stopping.wait(0.02)  # long enough for another to be noticed
                busy.release()  # before the answer: then the next one may come
            talk.send(200 if alone else 500)

        return page

    servers = [start_server(address=f"127.0.0.{number}") for number in range(1, 4)]
    addresses = []
    for played in servers:
        played.pages["/0"], page = first, second(threading.Lock())
        addresses.append(played.url("/0"))
        for number in range(1, 4):
            played.pages[f"/{number}"] = page
            addresses.append(played.url(f"/{number}"))
    seen = list(inspect_all(addresses, client=visitor, concurrency=3))
    assert {evidence.url: evidence.status for evidence in seen} == dict.fromkeys(addresses, 200)


def test_a_caller_that_stops_early_stops_the_asking(server: Server, visitor: Client) -> None:
    many = 20 * BATCH
    results = inspect_all([server.url(f"/{n}") for n in range(many)], client=visitor, concurrency=1)
    next(results)
    results.close()  # type: ignore[attr-defined]  # a generator, as iterators made by yield are
    assert len(server.requests) < many


def test_a_host_that_stays_silent_is_left_alone_for_the_rest_of_the_run(
    server: Server, visitor: Client
) -> None:
    impatient = replace(PAGE_LIMITS, total_seconds=0.2)
    for number in range(8):
        server.pages[f"/{number}"] = lambda talk: talk.dawdle()
    addresses = [server.url(f"/{number}") for number in range(8)]
    seen = list(inspect_all(addresses, client=visitor, concurrency=1, limits=impatient))
    assert len(seen) == 8
    assert [evidence.failure for evidence in seen[:3]] == [Failure.TIMEOUT] * 3
    assert not any(classify(evidence).strikes for evidence in seen[3:])
    assert len(server.requests) == 3


def test_an_honest_site_is_asked_for_one_made_up_page_a_run(server: Server, visitor: Client) -> None:
    paths = [f"/osa-{number}/sivu" for number in range(5)]
    for path in paths:
        server.pages[path] = lambda talk: talk.send(200, PAGE)
    seen = list(inspect_all([server.url(path) for path in paths], client=visitor, concurrency=1))
    assert {class_of(evidence) for evidence in seen} == {LinkClass.OK}
    assert len(server.requests) - len(asked_for(server)) == 1


def test_sections_of_one_page_share_one_request(server: Server, visitor: Client) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, PAGE)
    addresses = [server.url(f"/a#{name}") for name in ("aukiolo", "ei-ole", ":~:text=Kohtaamo")]
    seen = {
        evidence.url: class_of(evidence) for evidence in inspect_all(addresses, client=visitor, concurrency=2)
    }
    assert [seen[address] for address in addresses] == [
        LinkClass.OK,
        LinkClass.MISSING_FRAGMENT,
        LinkClass.OK,
    ]
    assert asked_for(server) == ["/a"]


def test_refused_links_of_one_host_wait_for_nobody(make_client: MakeClient) -> None:
    patient = make_client(politeness=LocalPoliteness(interval=3600, concurrency=1), patience=60)
    addresses = [f"http://10.0.0.1/{number}" for number in range(3)]
    seen = inspect_all(addresses, client=patient, concurrency=1)
    assert [evidence.failure for evidence in seen] == [Failure.UNSAFE] * 3
