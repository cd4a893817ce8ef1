"""The search page reports which result was opened, and that a typed search was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "search.js"
RESULTS = """<section class="results" data-log-token="abc:def" data-log-url="/haku/osuma/"{pending}>
<article class="result" data-rank="1"><a href="#first">Ensimmäinen</a></article>
<article class="result" data-rank="2"><a href="#second"><mark>Toinen</mark></a><button>Muu</button></article>
</section>"""
PAGE = '<!doctype html><div id="answer">{results}</div><script src="/search.js"></script>'


class Site:
    """Serve a page of results, and keep what is posted."""

    def __init__(self) -> None:
        posted: Queue[tuple[str, dict[str, list[str]]]] = Queue()

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                script = self.path.endswith(".js")
                pending = " data-log-pending" if self.path.startswith("/typed") else ""
                page = PAGE.format(results=RESULTS.format(pending=pending))
                self.send_response(200)
                kind = "text/javascript" if script else "text/html; charset=utf-8"
                self.send_header("Content-Type", kind)
                self.end_headers()
                self.wfile.write(SCRIPT.read_bytes() if script else page.encode())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.send_response(204)
                self.end_headers()
                posted.put((self.path, parse_qs(body)))

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.posted = posted

    def next_post(self) -> tuple[str, dict[str, list[str]]]:
        return self.posted.get(timeout=15)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def stop_the_clock(page: Page) -> None:
    """Let time pass only when the test says so."""
    page.clock.install(time=1_000)
    page.clock.pause_at(2_000)


def show_results(page: Page, token: str = "abc:def") -> None:
    """Do as htmx does when it has put new results in the place of the old ones."""
    page.evaluate(
        """(token) => {
            document.dispatchEvent(new CustomEvent("htmx:beforeSwap"));
            document.querySelector(".results").dataset.logToken = token;
            document.dispatchEvent(new CustomEvent("htmx:afterSwap"));
        }""",
        token,
    )


def test_an_opened_result_is_reported_with_its_rank(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.get_by_text("Muu").click()
    page.get_by_text("Toinen").click()
    assert site.next_post() == ("/haku/osuma/", {"token": ["abc:def"], "rank": ["2"]})
    with pytest.raises(Empty):
        site.posted.get_nowait()


def test_a_typed_search_that_is_looked_at_is_reported_after_a_while(page: Page, site: Site) -> None:
    stop_the_clock(page)
    page.goto(f"{site.url}/typed")
    show_results(page)
    page.clock.fast_forward(2_900)
    assert site.posted.empty()
    page.clock.fast_forward(200)
    assert site.next_post() == ("/haku/osuma/", {"token": ["abc:def"]})


def test_new_results_while_typing_begin_the_wait_anew(page: Page, site: Site) -> None:
    stop_the_clock(page)
    page.goto(f"{site.url}/typed")
    show_results(page)
    page.clock.fast_forward(2_900)
    show_results(page, token="new:token")
    page.clock.fast_forward(2_900)
    assert site.posted.empty()
    page.clock.fast_forward(200)
    assert site.next_post()[1] == {"token": ["new:token"]}


def test_a_finished_search_is_not_reported_by_being_looked_at(page: Page, site: Site) -> None:
    stop_the_clock(page)
    page.goto(site.url)
    show_results(page)
    page.clock.fast_forward(60_000)
    page.get_by_text("Ensimmäinen").click()
    assert site.next_post()[1]["rank"] == ["1"]
    assert site.posted.empty()
