"""The plugin keeps the contract, and reads a board's notices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from village_bulletin import VillageBulletin

from ingest.protocols import Answer, Fetched, Reference, Unreadable
from ingest.testing import PlayedWeb, SourcePluginContract

BOARD = "https://kyla.example/taulu.json"
NOTICES = [
    {
        "id": 1, "headline": "Talkoot", "date": "2025-05-01", "text": "Tervetuloa!\n\nTuo harava.",
        "picture": {"file": "kuvat/harava.jpg", "alt": "Harava seinää vasten"},
    },
    {"id": 2, "headline": "Kokous", "when": "2025-06-01T18:00:00+03:00", "where": "Seurantalo", "text": "!"},
]  # fmt: skip


def board(notices: list[Any]) -> bytes:
    """Return a board's file."""
    return json.dumps({"notices": notices}).encode()


class TestVillageBulletin(SourcePluginContract):
    """Hold the plugin to the contract."""

    plugin = VillageBulletin

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name the played board."""
        return {"locations": [BOARD]}

    def web(self) -> PlayedWeb:
        """Play the village's site."""
        return PlayedWeb({BOARD: Answer(BOARD, board(NOTICES), "application/json", headers=(("etag", "1"),))})

    def test_addresses_are_absolute(self, settings: Any) -> None:
        """A picture's address is read against the board's."""
        news, event = self.records(settings)
        assert news.images[0].url == "https://kyla.example/kuvat/harava.jpg"
        assert event.url == f"{BOARD}#2"

    def test_an_unchanged_board_is_not_read_again(self) -> None:
        """The validators of the last time are passed on."""
        assert self.new_plugin().fetch(Reference(BOARD, BOARD, (("etag", "1"),))) is None

    def test_a_notice_that_is_none_stops_no_other(self) -> None:
        """It is told in its place."""
        fetched = Fetched(Reference(BOARD, BOARD), board([NOTICES[0], {"id": 9}]), "application/json", BOARD)
        good, wrong = self.new_plugin().parse(fetched)
        assert not isinstance(good, Unreadable)
        assert isinstance(wrong, Unreadable)
        assert wrong.external_id == "9"
