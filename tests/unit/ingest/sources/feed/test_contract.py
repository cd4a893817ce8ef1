"""The feed plugin keeps the contract that every plugin keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.protocols import Web
from ingest.sources.feed import FeedSource
from ingest.testing import PlayedWeb, SourcePluginContract
from tests.unit.ingest.sources.feed.feeds import ATOM, RSS


class TestFeedSource(SourcePluginContract):
    """Hold the plugin to the contract on a feed of each kind."""

    plugin = FeedSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name an address and a file."""
        path = tmp_path / "atom.xml"
        path.write_text(ATOM, encoding="utf-8")
        return {"locations": ["https://yhdistys.example/feed/", str(path)]}

    def web(self) -> Web:
        """Play the site."""
        return PlayedWeb({"https://yhdistys.example/feed/": RSS})
