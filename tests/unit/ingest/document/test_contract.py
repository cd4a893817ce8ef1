"""The document plugin keeps the contract that every plugin keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest.sources.document import DocumentSource
from ingest.testing import SourcePluginContract
from tests.unit.ingest.document.texts import NEWS, PRESS_RELEASE, PROJECT, REVIEW


class TestDocumentSource(SourcePluginContract):
    """Hold the plugin to the contract on one text of each kind."""

    plugin = DocumentSource

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Write the texts to a folder."""
        for number, text in enumerate((NEWS, PRESS_RELEASE, PROJECT, REVIEW)):
            (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        return {"locations": [str(tmp_path)]}
