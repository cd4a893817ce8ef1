"""The plugin keeps the contract that every plugin keeps, on files and on the interface."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.protocols import Web
from ingest.sources.ptv import PtvSource
from ingest.testing import SourcePluginContract
from tests.unit.ingest.sources.ptv.interface import interface
from tests.unit.ingest.sources.ptv.things import ORGANISATION, channels, dumped, organisation, service


class TestPtvFiles(SourcePluginContract):
    """Hold the plugin to the contract on a saved file."""

    plugin = PtvSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name a file with one of each."""
        path = tmp_path / "ptv.json"
        path.write_bytes(dumped([organisation(), service(), *channels()]))
        return {"locations": [str(path)]}


class TestPtvInterface(SourcePluginContract):
    """Hold the plugin to the contract on the interface."""

    plugin = PtvSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name an organisation."""
        return {"locations": [ORGANISATION]}

    def web(self) -> Web:
        """Play the interface."""
        return interface()
