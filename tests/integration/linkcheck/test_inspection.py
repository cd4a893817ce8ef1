"""Each class of link, and each trap, as a real server plays it."""

from __future__ import annotations

import threading

import pytest

from ingest.http import Client
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.evidence import Evidence, Fragment
from ingest.linkcheck.inspection import BROWSER_AGENT, Known
from tests.integration.linkcheck.conftest import PAGE, Inspect, asked_for, class_of
from tests.localworld.server import Conversation, Server


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


@pytest.mark.parametrize("address", ["", "ei osoite", "http://[::1", "https://a b/"])
def test_what_is_no_address_is_invalid(inspect: Inspect, address: str) -> None:
    evidence = inspect(address)
    assert class_of(evidence) == LinkClass.INVALID
    assert evidence.url == address


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


def test_a_site_that_sends_every_lost_page_to_one_place_is_unmasked(server: Server, inspect: Inspect) -> None:
    class Lost(dict[str, object]):
        def get(self, path: object, default: object = None) -> object:
            if path == "/haku":
                return lambda talk: talk.send(200, PAGE)
            return lambda talk: talk.redirect("/haku", 302)

    server.pages = Lost()  # type: ignore[assignment]  # every page leads to the search
    assert class_of(inspect(server.url("/palvelut/vanha"))) == LinkClass.SOFT_404


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
