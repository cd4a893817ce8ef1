"""Whoever follows every link of the demo without logging in sees what is public, and is left alone."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service
from cms.publishing.actions import save_page_draft
from cms.publishing.models import News
from search import index
from search.engine import forget_engine
from tests.factories import NewsFactory

pytestmark = [pytest.mark.django_db, pytest.mark.crawl, pytest.mark.xdist_group("demo")]

SECRET = "Kätkössä"
"""Stands in all that nobody may see."""
STARTS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/api/services",
    "/api/v2/pages/?fields=*",
    "/api/hsds/services",
)
LINK = re.compile(r"""(?:href|src|action)="([^"#]*)|<loc>([^<]+)</loc>|"(?:url|next|html_url)": ?"([^"#]+)""")
OF_A_SHAPE = 2
"""Of Finnish pages all are opened; of addresses in another language, or with a question, which differ only
in a name or its value, so many."""


class Walk:
    """Follow links, and keep what was answered."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=True)
        self.answers: dict[str, HttpResponse] = {}
        self.bodies: dict[str, str] = {}

    def follow(self, starts: tuple[str, ...]) -> None:
        """Open each address and all that it leads to."""
        waiting, shapes = deque(starts), Counter[str]()
        while waiting:
            address = waiting.popleft()
            shape = shape_of(address)
            if address in self.answers or (shape and shapes[shape] >= OF_A_SHAPE):
                continue
            shapes[shape] += 1
            with closing(self.client.get(address)) as answer:
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            self.answers[address] = answer
            text = self.bodies[address] = body.decode("utf-8", "replace")
            waiting += links(text, answer)


def shape_of(address: str) -> str:
    """Return what an address has in common with others of its kind, or nothing for a page in Finnish."""
    path, _sign, question = address.partition("?")
    if not question and not path.startswith(("/sv/", "/en/", "/api/")) and path.count("/") <= 3:
        return ""
    names = sorted({part.partition("=")[0] for part in question.split("&")})
    return "/".join([*path.split("/")[:3], str(path.count("/")), *names])


def links(text: str, answer: Any) -> Iterator[str]:
    """Yield the addresses of this site that an answer names."""
    named = [answer["Location"]] if answer.has_header("Location") else []
    named += ["".join(found) for found in LINK.findall(text)]
    for one in named:
        link = re.sub(r"^https?://(testserver|localhost|127\.0\.0\.1)(:\d+)?", "", one.replace("&amp;", "&"))
        if link.startswith("/") and not link.startswith(("//", "/static/", "/media/", "/hallinta/")):
            yield link


@pytest.fixture
def walk(demo: int, tmp_path: Any, settings: Any) -> Iterator[Walk]:
    """Hide something of every kind in the demo, then walk through all of it."""
    settings.SEARCH = {**settings.SEARCH, "engine": "embedded", "directory": tmp_path / "search"}
    service, other = Service.objects.filter(live=True).order_by("pk")[:2]
    save_service_draft(service=service, values={"summary": f"{SECRET} luonnos"})
    Service.objects.filter(pk=other.pk).update(
        street_address=f"{SECRET}kuja 1", postal_code="20987", address_confidential=True
    )
    news = News.objects.live().first()
    save_page_draft(page=news, model=News, values={"title": f"{SECRET} muutos"})
    NewsFactory(title=f"{SECRET} julkaisematon", publish=False)
    hidden = NewsFactory(title=f"{SECRET} rajattu")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    organisation = OrganisationPage.objects.live().last()
    OrganisationPage.objects.filter(pk=organisation.pk).update(
        street_address=f"{SECRET}polku 2", address_confidential=True
    )
    private = Collection.get_first_root_node().add_child(name="Hallitus")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    Document.objects.create(
        title=f"{SECRET} pöytäkirja", collection=private, file=ContentFile(SECRET.encode(), "p.txt")
    )
    forget_engine()
    index.rebuild()
    walking = Walk()
    walking.follow(STARTS)
    yield walking
    forget_engine()


def test_a_reader_finds_no_draft_no_private_document_and_no_cookie(walk: Walk) -> None:
    assert len(walk.answers) > 150
    shown = {
        address: text for address, text in walk.bodies.items() if SECRET in text or SECRET in unquote(address)
    }
    assert list(shown) == []
    assert [address for address, answer in walk.answers.items() if answer.cookies] == []
    broken = {address: one.status_code for address, one in walk.answers.items() if one.status_code >= 500}
    assert broken == {}
    html = [one for one in walk.answers.values() if one.get("Content-Type", "").startswith("text/html")]
    assert html
    assert all("'unsafe-inline'" not in one["Content-Security-Policy"] for one in html)
    lost = [a for a, one in walk.answers.items() if one.status_code == 404 and not a.startswith("/api/")]
    assert lost == [], "links that lead nowhere"
