# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""What comes out of hostile sources is harmless on the page that readers open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from cms.publishing.models import News
from tests.unit.ingest.sources.harvested import PAYLOADS

PROSE = "Tämä on tekstiä, jota lukija lukee mielellään alusta loppuun asti, ja sitä riittää. " * 3


@pytest.fixture
def everything() -> str:
    """Return every payload of the corpus in one text."""
    return "".join(f"<p>kohta {number}</p>{payload}" for number, payload in enumerate(PAYLOADS)).replace(
        "]]>", ""
    )


def feed(content: str) -> str:
    """Return a feed whose only entry holds the content."""
    return (
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>t</title>"
        "<link>https://e.example/</link><item><title><![CDATA[Otsikko <script>alert(1)</script> tekstille]]></title>"
        "<guid isPermaLink='false'>1</guid><description><![CDATA[<img src=x onerror=alert(1)>kuvaus]]></description>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded></item></channel></rss>"
    )


def page(content: str) -> str:
    """Return a saved page whose article holds the content."""
    return (
        "<html><head><meta property='article:published_time' content='2025-01-01'></head><body><article>"
        f"<h1>Otsikko tekstille</h1><p>{PROSE}</p>{content}<p>{PROSE}</p></article></body></html>"
    )


@pytest.mark.parametrize(("plugin", "write"), [("feed", feed), ("document", page), ("website", page)])
def test_nothing_of_the_corpus_runs_on_the_published_page(
    plugin: str,
    write: Callable[[str], str],
    everything: str,
    ingest: Callable[..., object],
    client: Client,
    tmp_path: Path,
) -> None:
    path = tmp_path / "lahde.html"
    path.write_text(write(everything), encoding="utf-8")
    ran = ingest(plugin, path, "--publish", "--format", "json")
    assert ran.status == 0, ran.lines  # type: ignore[attr-defined]  # what the fixture returns
    shown = client.get(News.objects.live().get().url)
    assert shown.status_code == 200
    body = html.document_fromstring(shown.content.decode()).find(".//main")
    assert body is not None
    assert "tekstille" in body.text_content()
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {"iframe", "object", "embed", "style", "base", "math", "template"}
        assert "alert" not in (element.text or "") or element.tag != "script"
        assert not [name for name in element.attrib if name.startswith("on")], dict(element.attrib)
        address = (element.get("href") or element.get("src") or "").strip().lower()
        assert not address.startswith(("javascript:", "data:text", "vbscript:"))
        assert "evil.example" not in address
