"""A site whose links lead into the local world."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import Settings

from home.models import HomePage, PlainPage
from ingest.http import Client
from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.evidence import Evidence
from tests.localworld.fixtures import (
    MakeClient,
    authority,
    authority_file,
    make_client,
    names,
    server,
    start_server,
)
from tests.localworld.server import Server

__all__ = ["authority", "authority_file", "make_client", "names", "server", "start_server"]

Inspect = Callable[..., Evidence]

PAGE = "<title>Kohtaamo</title><h1>Kohtaamo</h1><h2 id='aukiolo'>Avoinna</h2>"


@pytest.fixture
def site(site: HomePage) -> HomePage:
    """The site's frame without the links of its own texts, so that a test's links are all there are."""
    PlainPage.objects.update(body="[]")
    return site


@pytest.fixture
def visitor(make_client: MakeClient) -> Client:
    """An outbound client that may reach 127.0.0.0/8 and waits for nobody."""
    return make_client()


@pytest.fixture
def inspect(visitor: Client) -> Inspect:
    """Look at one address."""

    def look(address: str) -> Evidence:
        (evidence,) = inspect_all([address], client=visitor, concurrency=1)
        return evidence

    return look


@pytest.fixture
def open_world(settings: Settings, server: Server) -> Server:
    """Let the product's own client, made from the settings, reach the local world."""
    settings.OUTBOUND_ALLOWED_NETWORKS = ("127.0.0.0/8",)
    settings.OUTBOUND_HOST_INTERVAL = 0
    settings.REDIS_URL = ""
    return server


def asked_for(server: Server) -> list[str]:
    """Return the paths that a server was asked for, without the made-up ones that unmask soft 404s."""
    return [path for path in server.paths() if "/ei-" not in path]


def class_of(evidence: Evidence) -> LinkClass:
    """Return the class of what was seen."""
    return classify(evidence).link_class
