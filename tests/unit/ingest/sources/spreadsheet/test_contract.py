"""The plugin keeps the contract that every plugin keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.protocols import Web
from ingest.sources.spreadsheet import SpreadsheetSource
from ingest.testing import PlayedWeb, SourcePluginContract
from tests.unit.ingest.sources.spreadsheet.files import SERVICES, xlsx

ADDRESS = "https://esimerkki.example/jarjestot.xlsx"


class TestSpreadsheetSource(SourcePluginContract):
    """Hold the plugin to the contract on a file and an address."""

    plugin = SpreadsheetSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Name a CSV file and the address of a workbook."""
        path = tmp_path / "palvelut.csv"
        path.write_text(SERVICES, encoding="utf-8")
        return {"locations": [str(path), ADDRESS]}

    def web(self) -> Web:
        """Play the site with the workbook."""
        return PlayedWeb({ADDRESS: xlsx([["Järjestö", "Y-tunnus"], ["Toinen ry", "1234567-1"]])})
