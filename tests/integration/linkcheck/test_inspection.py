"""Each class of link, and each trap, as a real server plays it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ingest.http import Client
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.crawl import BATCH, inspect_all
from ingest.linkcheck.evidence import Evidence, Failure, Fragment
from ingest.linkcheck.inspection import BROWSER_AGENT, PAGE_LIMITS, Known
from ingest.linkcheck.verdicts import verdict_of
from tests.integration.linkcheck.conftest import Inspect, asked_for
from tests.localworld.certificates import Authority
from tests.localworld.fixtures import MakeClient, StartServer
from tests.localworld.names import Names
from tests.localworld.server import Conversation, Page, Server

PAGE = "<title>Kohtaamo</title><h1>Kohtaamo</h1><h2 id='aukiolo'>Avoinna</h2>"


def class_of(evidence: Evidence) -> LinkClass:
    """Return the class of what was seen."""
    return classify(evidence).link_class


def test_a_page_is_asked_for_once_and_its_title_kept(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, PAGE)
    evidence = inspect(server.url("/a"))
    assert class_of(evidence) == LinkClass.OK
    assert (evidence.method, evidence.title, evidence.address) == ("GET", "Kohtaamo", "127.0.0.1")
    assert asked_for(server) == ["/a"]


def test_a_file_is_only_asked_for_its_head(server: Server, inspect: Inspect) -> None:
    server.pages["/a.pdf"] = lambda talk: talk.send(200, b"%PDF" * 1000, content_type="application/pdf")
    assert class_of(inspect(server.url("/a.pdf"))) == LinkClass.OK
    assert [request.method for request in server.requests] == ["HEAD"]


@pytest.mark.parametrize("refusal", [403, 404, 405, 500, 501])
def test_a_refused_head_is_asked_again_with_get(server: Server, inspect: Inspect, refusal: int) -> None:
    def page(talk: Conversation) -> None:
        talk.send(refusal if talk.request.method == "HEAD" else 200, b"%PDF", content_type="application/pdf")

    server.pages["/a.pdf"] = page
    assert class_of(inspect(server.url("/a.pdf"))) == LinkClass.OK


def test_a_head_that_is_answered_with_nonsense_is_asked_again_with_get(
    server: Server, inspect: Inspect
) -> None:
    def page(talk: Conversation) -> None:
        if talk.request.method == "HEAD":
            talk.raw(b"nonsense\r\n\r\n")
        else:
            talk.send(200, b"%PDF", content_type="application/pdf")

    server.pages["/a.pdf"] = page
    assert class_of(inspect(server.url("/a.pdf"))) == LinkClass.OK


def test_of_a_huge_file_behind_a_page_address_only_the_head_is_read(server: Server, inspect: Inspect) -> None:
    poured = threading.Event()

    def page(talk: Conversation) -> None:
        talk.raw(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 99999999999\r\n\r\n")
        talk.pour(iter(lambda: b"x" * 65536, b""))
        poured.set()

    server.pages["/video"] = page
    assert class_of(inspect(server.url("/video"))) == LinkClass.OK
    assert poured.wait(10)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, LinkClass.GONE),
        (410, LinkClass.GONE),
        (403, LinkClass.BLOCKED),
        (451, LinkClass.BLOCKED),
        (999, LinkClass.BLOCKED),
        (408, LinkClass.TEMPORARY_FAILURE),
        (500, LinkClass.TEMPORARY_FAILURE),
        (503, LinkClass.TEMPORARY_FAILURE),
    ],
)
def test_a_status_leads_to_its_class(
    server: Server, inspect: Inspect, status: int, expected: LinkClass
) -> None:
    server.pages["/a"] = lambda talk: talk.send(status, "x")
    evidence = inspect(server.url("/a"))
    assert (evidence.status, class_of(evidence)) == (status, expected)


def test_a_site_closed_to_robots_only_is_tried_as_a_browser(server: Server, inspect: Inspect) -> None:
    def page(talk: Conversation) -> None:
        talk.send(200 if talk.request.headers["user-agent"] == BROWSER_AGENT else 403, PAGE)

    server.pages["/a"] = page
    assert class_of(inspect(server.url("/a"))) == LinkClass.OK
    assert len(asked_for(server)) == 2


def test_a_wish_for_patience_is_kept_as_evidence(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.send(429, "x", retry_after="120")
    evidence = inspect(server.url("/a"))
    assert class_of(evidence) == LinkClass.TEMPORARY_FAILURE
    assert evidence.retry_at is not None


def test_a_chain_of_permanent_redirects_tells_its_end(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("/b", 301)
    server.pages["/b"] = lambda talk: talk.redirect("/c", 308)
    server.pages["/c"] = lambda talk: talk.send(200, PAGE)
    evidence = inspect(server.url("/a"))
    assert class_of(evidence) == LinkClass.MOVED_PERMANENTLY
    assert evidence.final_url == server.url("/c")
    assert [step.status for step in evidence.redirects] == [301, 308]


@pytest.mark.parametrize("length", [2, 300])
def test_an_endless_chain_is_a_failure_for_now(server: Server, inspect: Inspect, length: int) -> None:
    for number in range(length):
        target = f"/{(number + 1) % length}"
        server.pages[f"/{number}"] = lambda talk, target=target: talk.redirect(target)
    assert class_of(inspect(server.url("/0"))) == LinkClass.TEMPORARY_FAILURE


def test_a_redirect_inside_is_unsafe_and_never_followed(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("http://169.254.169.254/latest/meta-data/")
    evidence = inspect(server.url("/a"))
    assert class_of(evidence) == LinkClass.UNSAFE
    assert evidence.address == "169.254.169.254"
    assert len(evidence.redirects) == 1


def test_a_meta_refresh_is_followed_as_a_redirect(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, "<meta http-equiv=refresh content='0;url=/uusi'>")
    server.pages["/uusi"] = lambda talk: talk.send(200, PAGE)
    evidence = inspect(server.url("/a"))
    assert class_of(evidence) == LinkClass.REDIRECTED
    assert evidence.final_url == server.url("/uusi")


def test_a_meta_refresh_inside_is_as_unsafe_as_any_other(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.send(
        200, "<meta http-equiv=refresh content='0;url=http://[::ffff:10.0.0.1]/'>"
    )
    assert class_of(inspect(server.url("/a"))) == LinkClass.UNSAFE


def test_pages_that_refresh_each_other_end(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, "<meta http-equiv=refresh content='0;url=/b'>")
    server.pages["/b"] = lambda talk: talk.send(200, "<meta http-equiv=refresh content='0;url=/a'>")
    assert class_of(inspect(server.url("/a"))) == LinkClass.REDIRECTED
    assert len(asked_for(server)) <= 4


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<title>404 – Esimerkki ry</title>", LinkClass.SOFT_404),
        ("<title>Huone 404</title>", LinkClass.OK),
        ("<title>Esimerkki</title><h1>Sivua ei löytynyt</h1>", LinkClass.SOFT_404),
        ("<title>x</title><p>This domain is for sale</p>", LinkClass.PARKED),
        ("", LinkClass.OK),
    ],
)
def test_the_words_of_a_page_decide(server: Server, inspect: Inspect, body: str, expected: LinkClass) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, body)
    assert class_of(inspect(server.url("/a"))) == expected


def test_a_deep_link_that_lands_on_the_front_page_is_a_soft_404(server: Server, inspect: Inspect) -> None:
    server.pages["/palvelut/vanha"] = lambda talk: talk.redirect("/", 301)
    server.pages["/"] = lambda talk: talk.send(200, PAGE)
    assert class_of(inspect(server.url("/palvelut/vanha"))) == LinkClass.SOFT_404


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("aukiolo", LinkClass.OK),
        ("Aukiolo", LinkClass.MISSING_FRAGMENT),
        ("ei-ole", LinkClass.MISSING_FRAGMENT),
    ],
)
def test_a_section_is_looked_for(
    server: Server, inspect: Inspect, fragment: str, expected: LinkClass
) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, PAGE)
    assert class_of(inspect(server.url(f"/a#{fragment}"))) == expected


def test_a_section_is_looked_for_where_a_redirect_leads(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.redirect("/b", 301)
    server.pages["/b"] = lambda talk: talk.send(200, PAGE)
    assert class_of(inspect(server.url("/a#aukiolo"))) == LinkClass.MOVED_PERMANENTLY
    assert class_of(inspect(server.url("/a#ei-ole"))) == LinkClass.MISSING_FRAGMENT


def test_a_section_beyond_what_is_read_is_doubtful(server: Server, inspect: Inspect) -> None:
    filler = "<p>" + "x" * 1000 + "</p>"
    server.pages["/a"] = lambda talk: talk.send(200, PAGE + filler * 3000 + "<p id='myohemmin'>x</p>")
    evidence = inspect(server.url("/a#myohemmin"))
    assert evidence.fragment == Fragment.UNSURE
    assert not classify(evidence).strikes


def test_a_late_section_within_what_is_read_is_found(server: Server, inspect: Inspect) -> None:
    filler = "<p>" + "x" * 1000 + "</p>"
    server.pages["/a"] = lambda talk: talk.send(200, PAGE + filler * 1000 + "<p id='myohemmin'>x</p>")
    assert class_of(inspect(server.url("/a#myohemmin"))) == LinkClass.OK


def test_a_login_wall_is_told_from_a_page(server: Server, inspect: Inspect) -> None:
    server.pages["/sivu"] = lambda talk: talk.redirect("/kirjaudu?next=/sivu")
    server.pages["/kirjaudu"] = lambda talk: talk.send(200, "<input type=password>")
    assert class_of(inspect(server.url("/sivu"))) == LinkClass.LOGIN_REQUIRED


def test_a_name_without_a_site_is_a_dns_error(inspect: Inspect) -> None:
    assert class_of(inspect("http://puuttuu.example/")) == LinkClass.DNS_ERROR


def test_a_server_that_hangs_up_fails_for_now(server: Server, inspect: Inspect) -> None:
    server.pages["/a"] = lambda talk: talk.raw(b"")
    assert class_of(inspect(server.url("/a"))) == LinkClass.TEMPORARY_FAILURE


def test_an_expired_certificate_is_a_tls_error(
    authority: Authority, make_client: MakeClient, start_server: StartServer, names: Names
) -> None:
    names.give("secure.example", "127.0.0.1")
    context = authority.context("old", host="secure.example", end="20210101000000Z")
    address = start_server(tls=context).url("/", "secure.example")
    (evidence,) = inspect_all([address], client=make_client(), concurrency=1)
    assert class_of(evidence) == LinkClass.TLS_ERROR
    assert "expired" in evidence.detail


@pytest.mark.parametrize("address", ["", "ei osoite", "http://[::1", "https://a b/"])
def test_what_is_no_address_is_invalid(inspect: Inspect, address: str) -> None:
    evidence = inspect(address)
    assert class_of(evidence) == LinkClass.INVALID
    assert evidence.url == address


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


EVERYTHING = (
    "<title>Esimerkki ry</title><p>Tervetuloa yhdistyksen sivuille, joilla kerrotaan kaikesta muusta.</p>"
)


def test_a_site_that_answers_alike_to_everything_is_unmasked(server: Server, inspect: Inspect) -> None:
    class Everything(dict[str, object]):
        def get(self, path: object, default: object = None) -> object:
            return lambda talk: talk.send(200, EVERYTHING)

    server.pages = Everything()  # type: ignore[assignment]  # a world of one page
    evidence = inspect(server.url("/palvelut/perhekahvila"))
    assert class_of(evidence) == LinkClass.SOFT_404
    assert evidence.sibling == "alike"
    assert class_of(inspect(server.url("/"))) == LinkClass.OK


def test_an_honest_site_is_asked_for_one_made_up_page_a_run(server: Server, visitor: Client) -> None:
    paths = [f"/osa-{number}/sivu" for number in range(5)]
    for path in paths:
        server.pages[path] = lambda talk: talk.send(200, PAGE)
    seen = list(inspect_all([server.url(path) for path in paths], client=visitor, concurrency=1))
    assert {class_of(evidence) for evidence in seen} == {LinkClass.OK}
    assert len(server.requests) - len(asked_for(server)) == 1


def test_a_site_that_sends_every_lost_page_to_one_place_is_unmasked(server: Server, inspect: Inspect) -> None:
    class Lost(dict[str, object]):
        def get(self, path: object, default: object = None) -> object:
            if path == "/haku":
                return lambda talk: talk.send(200, PAGE)
            return lambda talk: talk.redirect("/haku", 302)

    server.pages = Lost()  # type: ignore[assignment]  # every page leads to the search
    assert class_of(inspect(server.url("/palvelut/vanha"))) == LinkClass.SOFT_404


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


def test_a_server_is_asked_whether_anything_changed(server: Server, visitor: Client) -> None:
    def page(talk: Conversation) -> None:
        known = talk.request.headers.get("if-none-match") == '"v1"'
        talk.send(304 if known else 200, "" if known else PAGE, etag='"v1"')

    server.pages["/a"] = page
    known = {server.url("/a"): Known(etag='"v1"')}
    (evidence,) = inspect_all([server.url("/a")], client=visitor, concurrency=1, known=known)
    assert (evidence.status, class_of(evidence)) == (304, LinkClass.OK)


def test_a_page_that_tells_of_something_else_than_was_confirmed_has_changed(
    server: Server, visitor: Client
) -> None:
    address = server.url("/a")
    before = " ".join(f"palvelu{number}" for number in range(60))
    after = " ".join(f"kasino{number}" for number in range(60))

    def look(text: str, known: Known) -> Evidence:
        server.pages["/a"] = lambda talk: talk.send(200, f"<title>Sivu</title><p>{text}</p>")
        (evidence,) = inspect_all([address], client=visitor, concurrency=1, known={address: known})
        return evidence

    confirmed = look(before, Known(wants_print=True)).print
    assert class_of(look(f"{before} ja vähän uutta", Known(print=confirmed))) == LinkClass.OK
    assert class_of(look(after, Known(print=confirmed))) == LinkClass.CONTENT_CHANGED


@pytest.mark.parametrize(
    ("domain", "expected"), [("on.example", LinkClass.OK), ("ei.example", LinkClass.DNS_ERROR)]
)
def test_the_domain_of_a_mail_address_must_take_mail(
    visitor: Client, domain: str, expected: LinkClass
) -> None:
    addresses = [f"mailto:info@{domain}?subject=Hei"]
    (evidence,) = inspect_all(
        addresses, client=visitor, concurrency=1, mail_domains=lambda name: name == "on.example"
    )
    assert class_of(evidence) == expected


def test_nothing_is_held_against_a_mail_address_while_the_name_service_is_silent(visitor: Client) -> None:
    (evidence,) = inspect_all(
        ["mailto:info@on.example"], client=visitor, concurrency=1, mail_domains=lambda _name: None
    )
    assert class_of(evidence) == LinkClass.OK


@pytest.mark.parametrize(
    "body",
    [
        "<title>Just a moment...</title><p>Checking</p>",
        "<title>Attention Required! | Cloudflare</title>",
        "<title>Robot Check</title>",
    ],
)
def test_a_challenge_for_robots_is_doubtful(server: Server, inspect: Inspect, body: str) -> None:
    server.pages["/a"] = lambda talk: talk.send(200, body)
    finding = classify(inspect(server.url("/a")))
    assert (finding.link_class, finding.strikes) == (LinkClass.BLOCKED, False)


def test_a_name_that_its_holder_parks_is_told_by_the_parkers_scripts(
    server: Server, inspect: Inspect
) -> None:
    body = "<title>esimerkki.example</title><script src='https://sedoparking.com/x.js'></script><p>Links</p>"
    server.pages["/a"] = lambda talk: talk.send(200, body)
    assert class_of(inspect(server.url("/a"))) == LinkClass.PARKED


def test_a_certificate_that_ends_soon_is_told_though_the_link_works(
    authority: Authority, make_client: MakeClient, start_server: StartServer, names: Names
) -> None:
    names.give("secure.example", "127.0.0.1")
    end = datetime.now(UTC) + timedelta(days=5)
    context = authority.context("soon", host="secure.example", end=f"{end:%Y%m%d%H%M%SZ}")
    played = start_server(tls=context)
    played.pages["/"] = lambda talk: talk.send(200, PAGE)
    (evidence,) = inspect_all([played.url("/", "secure.example")], client=make_client(), concurrency=1)
    assert class_of(evidence) == LinkClass.OK
    assert evidence.ends_soon(datetime.now(UTC))
    assert verdict_of(LinkClass.OK, evidence, at=datetime.now(UTC)).fix


@pytest.mark.parametrize("fault", ["wrong_host", "self_signed", "not_yet_valid"])
def test_a_certificate_of_any_fault_is_a_tls_error(
    authority: Authority, make_client: MakeClient, start_server: StartServer, names: Names, fault: str
) -> None:
    names.give("secure.example", "127.0.0.1")
    contexts = {
        "wrong_host": lambda: authority.context("other", host="other.example"),
        "self_signed": lambda: authority.self_signed("secure.example"),
        "not_yet_valid": lambda: authority.context("early", host="secure.example", start="20980101000000Z"),
    }
    address = start_server(tls=contexts[fault]()).url("/", "secure.example")
    (evidence,) = inspect_all([address], client=make_client(), concurrency=1)
    assert class_of(evidence) == LinkClass.TLS_ERROR


def test_a_host_that_dies_in_the_middle_and_comes_back_fails_only_for_now(
    server: Server, inspect: Inspect
) -> None:
    server.pages["/a"] = lambda talk: talk.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhalf")
    assert class_of(inspect(server.url("/a"))) == LinkClass.TEMPORARY_FAILURE
    server.pages["/a"] = lambda talk: talk.send(200, PAGE)
    assert class_of(inspect(server.url("/a"))) == LinkClass.OK


def test_a_site_that_wants_its_cookie_back_is_given_it(server: Server, inspect: Inspect) -> None:
    def page(talk: Conversation) -> None:
        if "lupa=1" in talk.request.headers.get("cookie", ""):
            talk.send(200, PAGE)
        else:
            talk.redirect("/a", 302, set_cookie="lupa=1; Path=/")

    server.pages["/a"] = page
    assert class_of(inspect(server.url("/a"))) == LinkClass.REDIRECTED
