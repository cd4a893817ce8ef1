"""What hostile servers send to the plugins is bounded, refused by name, and stops nothing else."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from ingest.errors import FetchError, GatherError
from ingest.guarded_web import GuardedWeb
from ingest.harvesting import gather
from ingest.http import Client
from ingest.protocols import SourcePlugin, UsesWeb
from ingest.sources.feed import FeedSource
from ingest.sources.innokyla import InnokylaSource
from ingest.sources.website import WebsiteSource
from ingest.sources.wordpress import WordPressSource
from tests.localworld.server import Conversation, Server

LISTED = [FeedSource, WordPressSource, WebsiteSource]
A_PAGE_WITHOUT_END = b"<p>" + b"teksti " * 10_000


def gathered(plugin: SourcePlugin, client: Client, location: str) -> None:
    """Have the plugin list what is at an address of the played server."""
    assert isinstance(plugin, UsesWeb)
    plugin.use_web(GuardedWeb(client))
    gather(plugin, plugin.settings_model.model_validate({"locations": [location]}))


@pytest.mark.parametrize("plugin", LISTED)
def test_a_page_of_200_megabytes_is_given_up_early(
    plugin: type[SourcePlugin], server: Server, client: Client
) -> None:
    @server.page("/sivu")
    def _(conversation: Conversation) -> None:
        conversation.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
        conversation.pour(A_PAGE_WITHOUT_END for _ in range(3_000))

    tracemalloc.start()
    with pytest.raises(GatherError, match=r"longer than|REST API") as caught:
        gathered(plugin(), client, server.url("/sivu"))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.remedy
    assert most < 80_000_000


@pytest.mark.parametrize("plugin", LISTED)
def test_a_page_packed_to_burst_is_refused(
    plugin: type[SourcePlugin], server: Server, client: Client
) -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 50_000_000)

    @server.page("/sivu")
    def _(conversation: Conversation) -> None:
        conversation.send(200, bomb, content_encoding="gzip", content_type="text/xml")

    with pytest.raises(GatherError) as caught:
        gathered(plugin(), client, server.url("/sivu"))
    assert caught.value.remedy


@pytest.mark.parametrize("plugin", LISTED)
@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd"]
)
def test_a_redirect_into_the_servers_own_network_is_refused(
    plugin: type[SourcePlugin], target: str, server: Server, client: Client
) -> None:
    @server.page("/sivu")
    def _(conversation: Conversation) -> None:
        conversation.redirect(target)

    with pytest.raises(GatherError):
        gathered(plugin(), client, server.url("/sivu"))


def test_a_record_behind_a_private_address_is_told_and_nothing_is_sent(client: Client) -> None:
    plugin = InnokylaSource()
    plugin.use_web(GuardedWeb(client))
    reference = plugin.reference_for(
        plugin.settings_model.model_validate({"locations": ["-"]}), "http://10.0.0.1/"
    )
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        plugin.fetch(reference)


@pytest.mark.parametrize("plugin", LISTED)
def test_a_password_in_an_address_is_refused_and_never_shown(
    plugin: type[SourcePlugin], client: Client
) -> None:
    with pytest.raises(GatherError, match="user name or password") as caught:
        gathered(plugin(), client, "https://matti:salaisuus@example.org/")
    assert "salaisuus" not in caught.value.message


@pytest.mark.parametrize("plugin", LISTED)
def test_a_password_in_one_of_several_addresses_stands_in_no_reference(
    plugin: type[SourcePlugin], client: Client
) -> None:
    made = plugin()
    assert isinstance(made, UsesWeb)
    made.use_web(GuardedWeb(client))
    locations = ["https://matti:salaisuus@example.org/", "http://10.0.0.1/"]
    found = gather(made, made.settings_model.model_validate({"locations": locations}))
    assert [reference.external_id for reference in found.references] == [
        "https://***@example.org/",
        "http://10.0.0.1/",
    ]
