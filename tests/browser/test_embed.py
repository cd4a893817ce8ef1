"""The embedded search stands in a host's page: as high as its content, by keyboard, without a violation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PublicSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class HostSite(BaseHTTPRequestHandler):
    """Be somebody else's site, with our snippet on its page."""

    snippet = ""

    def do_GET(self) -> None:
        """Answer the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        page = f"<!DOCTYPE html><html lang=fi><title>Kunta</title><h1>Kunta</h1>{self.snippet}</html>"
        self.wfile.write(page.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[str]:
    """Serve somebody else's site; another port makes another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), HostSite) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_host_s_frame_grows_with_its_content_and_is_searched_by_keyboard(
    public_site: PublicSite, host: str, opened: Callable[..., Page], violations: Callable[[Page], list[str]]
) -> None:
    page = opened(f"{public_site.url}/upotus/rakenna/?municipality=turku&accent=%23ffee00", width=PHONE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    HostSite.snippet = page.locator("#embed-code").input_value()
    page.set_viewport_size({"width": DESK, "height": 900})
    page.goto(host)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("link", name="Perhekahvila")).to_be_visible()
    expect(page.locator("iframe")).not_to_have_attribute("height", "700")
    frame.get_by_role("searchbox").focus()
    page.keyboard.type("perhekahvila")
    page.keyboard.press("Enter")
    expect(frame.locator("ol > li")).to_have_count(1)
    with page.context.expect_page() as opening:
        frame.get_by_role("link", name="Perhekahvila").press("Enter")
    expect(opening.value).to_have_url(f"{public_site.url}/palvelut/perhekahvila/")

    for width, colours in ((PHONE, ""), (DESK, "&accent=ffee00&paper=102030")):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{public_site.url}/upotus/?q=perhekahvila{colours}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
