"""The plugin keeps the contract that every plugin keeps, on files and on an API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ingest.protocols import Web
from ingest.sources.hsds import HsdsSource
from ingest.testing import SourcePluginContract
from tests.unit.ingest.sources.hsds.things import BASE, api, service


class TestHsdsFiles(SourcePluginContract):
    """Hold the plugin to the contract on a file."""

    plugin = HsdsSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name a file of one service."""
        path = tmp_path / "hsds.json"
        path.write_text(json.dumps(service()), encoding="utf-8")
        return {"locations": [str(path)]}


class TestHsdsApi(SourcePluginContract):
    """Hold the plugin to the contract on an API."""

    plugin = HsdsSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name the API."""
        return {"locations": [BASE]}

    def web(self) -> Web:
        """Play the API."""
        return api()
