"""A link that somebody is just writing is tried once, and nothing is remembered of it."""

from __future__ import annotations

import pytest

from ingest.http import Client
from ingest.linkcheck.models import Link
from ingest.linkcheck.trial import try_link
from search.fields import LinkState
from tests.integration.linkcheck.conftest import PAGE
from tests.localworld.server import Server

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "state", "advises"),
    [
        ("/kohtaamo", LinkState.OK, False),
        ("/kohtaamo#aukiolo", LinkState.OK, False),
        ("/kohtaamo#hinnat", LinkState.DEAD, True),
        ("/poissa", LinkState.DEAD, True),
        ("/kiinni", LinkState.DOUBTFUL, True),
    ],
)
def test_the_state_is_what_one_look_can_tell(
    server: Server, visitor: Client, path: str, state: LinkState, advises: bool
) -> None:
    server.pages["/kohtaamo"] = lambda talk: talk.send(200, PAGE)
    server.pages["/poissa"] = lambda talk: talk.send(404, "<title>404</title>")
    server.pages["/kiinni"] = lambda talk: talk.send(503, "<title>503</title>")

    tried = try_link(server.url(path), client=visitor)

    assert tried.state == state
    assert tried.words
    assert bool(tried.advice) is advises
    assert not Link.objects.exists()


@pytest.mark.parametrize("address", ["www.siskotupa.example", "http://", "http://169.254.169.254/latest/"])
def test_what_is_no_public_address_is_told_apart_without_asking_anybody(address: str) -> None:
    tried = try_link(address, client=Client())
    assert tried.state == LinkState.DEAD
    assert tried.advice
