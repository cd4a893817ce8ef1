"""The OpenAPI document is true: answers keep to it whatever is asked, and a client made of it works."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from bs4 import BeautifulSoup
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils.timezone import localdate
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from wagtail.documents import get_document_model
from wagtail.documents.tests.utils import get_test_document_file
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from home.models import HomePage
from search import outbox
from tests.factories import (
    AnnualReviewFactory,
    ChallengeFactory,
    NewsFactory,
    OrganisationPageFactory,
    PressReleaseFactory,
    ProjectFactory,
    ServiceFactory,
    TargetGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.crawl]

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
CONTENT_TYPES = {
    "application/zip": "application/octet-stream",
    "application/rss+xml": "text/xml",
    "application/atom+xml": "text/xml",
}
"""What the maker of clients reads as bytes and as text; ``docs/guides/api.md`` says so."""
PLAIN = {"Accept-Encoding": "identity"}
"""What asks here unpacks nothing."""
EXAMPLES = 4
"""Cases an operation; ``st run`` against a running server tries many more."""
BOUNDED = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def content(search_index: None, site: HomePage) -> dict[str, Any]:
    """Publish one of everything; return what the addresses' arguments may be."""
    organisation = OrganisationPageFactory(title="Siskotupa ry", business_id="")
    service = ServiceFactory(
        organisation=organisation,
        municipalities=["turku"],
        target_groups=[TargetGroupFactory()],
        challenges=[ChallengeFactory()],
        tags=["perhe"],
        confirmed_at=localdate(),
    )
    image = get_image_model().objects.create(title="Tupa", file=get_test_image_file())
    document = get_document_model().objects.create(title="Ohje", file=get_test_document_file())
    pages = [
        organisation,
        NewsFactory(image=image, body=[{"type": "service_card", "value": service.pk}]),
        PressReleaseFactory(contacts=[{"name": "Viestintä"}]),
        AnnualReviewFactory(year=2024, figures=[{"value": "27", "label": "kuntaa"}]),
        ProjectFactory(links=[{"text": "Loppuraportti"}]),
        site,
    ]
    outbox.drain()
    return {
        "/api/services/{id}": [str(service.pk)],
        "/api/organisations/{id}": [str(organisation.pk)],
        "/api/v2/pages/{id}/": [page.pk for page in pages],
        "/api/v2/images/{id}/": [image.pk],
        "/api/v2/documents/{id}/": [document.pk],
    }


@pytest.fixture
def described(content: dict[str, Any]) -> Any:
    """Return the document as what asks the site."""
    return schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


def operations(described: Any) -> Iterator[Any]:
    """Yield each operation that the document describes."""
    for found in described.get_all_operations():
        yield found.ok()


def test_whatever_is_asked_no_answer_is_a_failure_or_departs_from_the_document(described: Any) -> None:
    tried = 0
    for operation in operations(described):

        @BOUNDED
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(checks=CHECKS, headers=PLAIN)

        ask()
        tried += 1
    assert tried > 25


def test_what_is_there_is_shown_as_the_document_says(described: Any, content: dict[str, Any]) -> None:
    seen = set()
    for operation in operations(described):
        for key in content.get(operation.path, ()):
            case = operation.Case(path_parameters={"id": key}, query={})
            answer = case.call_and_validate(checks=CHECKS, headers=PLAIN)
            assert answer.status_code == 200
            seen.add(operation.path)
    assert seen == set(content)


def test_a_client_is_made_of_the_document_without_a_word_and_its_calls_succeed(
    content: dict[str, Any], client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "openapi.json").write_bytes(client.get("/api/openapi.json").content)
    config = {"post_hooks": [], "content_type_overrides": CONTENT_TYPES}
    (tmp_path / "config.json").write_text(json.dumps(config))
    command = ("openapi_python_client", "generate", "--path", "openapi.json", "--config", "config.json")
    done = subprocess.run(
        [sys.executable, "-m", *command, "--meta", "none", "--output-path", "palvelupaketti_client"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower()
    monkeypatch.syspath_prepend(tmp_path)
    made = import_module("palvelupaketti_client").Client(base_url="http://testserver")
    made.set_httpx_client(
        httpx.Client(transport=httpx.WSGITransport(app=get_wsgi_application()), base_url="http://testserver")
    )

    def call(operation: str, **arguments: Any) -> Any:
        return import_module(f"palvelupaketti_client.api.{operation}").sync(client=made, **arguments)

    services = call("directory.directory_services", municipality=["turku"])
    assert services.total == 1
    assert services.results[0].organisation.name == "Siskotupa ry"
    assert call("search.search_search", q="siskotupa").total >= 1
    pages = call("pages.list_pages", type_="publishing.News", child_of="root")
    assert pages.meta.total_count == 0
    pages = call("pages.list_pages", type_="publishing.News")
    assert pages.meta.total_count == 1
    assert call("pages.read_page", id=pages.items[0].id).body[0].type_ == "service_card"
    for page in content["/api/v2/pages/{id}/"]:
        read = call("pages.read_page", id=page)
        assert read.meta.type_.endswith(f".{type(read).__name__}")
    assert call("hsds.hsds_services").total_items == 1
    assert "Siskotupa" in call("feeds.search_feed_rss", q="siskotupa")
    assert "Siskotupa" in call("feeds.search_feed_atom", q="siskotupa")
    assert call("feeds.search_feed_json", q="siskotupa")["items"]
    assert call("directory.directory_service", id="nosuch").status == 404


def test_the_references_examples_answer_as_they_stand(content: dict[str, Any], client: Client) -> None:
    page = BeautifulSoup(client.get("/api/docs").content, "html.parser")
    examples = [each.get_text().split("'")[1] for each in page.select("pre code")]
    assert len(examples) > 25
    for example in examples:
        answer = client.get(example.removeprefix("http://testserver"), follow=True)
        token_needed = "/api/preview" in example
        assert answer.status_code == (403 if token_needed else 200), example


@pytest.mark.parametrize("language", ["fi", "sv", "en-US"])
def test_the_reference_stands_at_its_addresses_whatever_the_browsers_language(
    site: HomePage, client: Client, language: str
) -> None:
    for address, shown in (
        ("/api/docs", "fi"),
        ("/api/docs/", "fi"),
        ("/sv/api/docs", "sv"),
        ("/en/api/docs", "en"),
    ):
        answer = client.get(address, headers={"accept-language": language}, follow=True)
        assert answer.status_code == 200
        assert BeautifulSoup(answer.content, "html.parser").html["lang"] == shown


def test_the_reference_names_every_address_and_asks_nothing_of_elsewhere(
    site: HomePage, client: Client
) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for path in ("/api/docs", "/sv/api/docs"):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert set(paths) <= {code.get_text() for code in page.select("h3 code")}
        loaded = [tag.get("src") or tag.get("href") for tag in page.select("[src], link[href]")]
        assert all(address.startswith(("/", "http://testserver")) for address in loaded)
        assert not page.select("style, [style], script:not([src]):not([type])")
        targets = {tag["id"] for tag in page.select("[id]")}
        assert {link["href"][1:] for link in page.select('main a[href^="#"]')} <= targets
    assert client.get("/").content.decode().count('href="/api/docs"') == 1
