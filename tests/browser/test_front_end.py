"""Another site shows what is published, and an editor's draft for as long as its link works."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file_jpeg

from cms.publishing.actions import save_page_draft
from home.actions import prepare_site
from tests.factories import NewsFactory, ServiceFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EXAMPLE = Path(__file__).parents[2] / "examples" / "front-end" / "serve.py"


@pytest.fixture
def front_end(live_server: LiveServer) -> Iterator[str]:
    """Serve the example beside the CMS; return its address."""
    server = runpy.run_path(str(EXAMPLE))["make_server"](cms=live_server.url)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_another_site_shows_pages_services_and_an_editors_draft(
    front_end: str, live_server: LiveServer, page: Page, client: Client, settings: Settings
) -> None:
    settings.FRONT_END_PREVIEW_URL = f"{front_end}?token={{token}}"
    prepare_site()
    service = ServiceFactory(name="Perhekahvila", summary="Vertaistukea aamulla.")
    picture = get_image_model().objects.create(title="Tupa", file=get_test_image_file_jpeg(size=(400, 200)))
    news = NewsFactory(
        title="Avajaiset",
        image=picture,
        body=[
            {"type": "paragraph", "value": "<p>Tule <b>tupaan</b>.</p>"},
            {"type": "service_card", "value": service.pk},
        ],
    )
    save_page_draft(page=news, model=type(news), values={"title": "Uudet avajaiset"})

    page.goto(front_end)
    expect(page.get_by_role("heading", name="Ajankohtaista")).to_be_visible()
    expect(page.get_by_text("Vertaistukea aamulla.")).to_be_visible()
    page.get_by_role("link", name="Avajaiset").click()
    expect(page.get_by_role("heading", name="Avajaiset", exact=True)).to_be_visible()
    expect(page.locator("b")).to_have_text("tupaan")
    expect(page.get_by_role("link", name="Perhekahvila")).to_be_visible()
    shown = page.get_by_role("img", name="Tupa")
    expect(shown).to_have_js_property("complete", True)
    expect(shown).not_to_have_js_property("naturalWidth", 0)

    client.force_login(UserFactory(is_superuser=True))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(f"{live_server.url}/hallinta/esikatselu/page/{news.pk}/")
    expect(page.get_by_role("heading", name="Uudet avajaiset")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Luonnos")
    assert page.url.startswith(front_end)

    settings.PREVIEW_MINUTES = 0
    page.reload()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="Uudet avajaiset")).to_have_count(0)
