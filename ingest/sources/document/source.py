"""The plugin: folders and files of saved texts in, typed records out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError
from ingest.protocols import Fetched, Reference
from ingest.records import AnyRecord
from ingest.local_files import files_under, read_file, stable_name
from ingest.sources.document.recognising import parse_text
from ingest.sources.document.text import read_text


class DocumentSettings(BaseModel):
    """What the plugin is told: the files or folders to read, and how large a file may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[Path, ...] = Field(min_length=1, title="Files and folders")
    max_bytes: int = Field(default=20_000_000, gt=0, le=200_000_000, title="Largest file in bytes")


class DocumentSource:
    """Read saved texts: one file is one record, and its kind is recognised by its structure.

    A record is known by the address on its first line, else by its file's name.
    """

    name: ClassVar[str] = "document"
    titles: ClassVar[dict[str, str]] = {
        "fi": "Tekstitiedostot",
        "sv": "Textfiler",
        "en": "Text files",
    }
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = DocumentSettings

    def __init__(self) -> None:
        self._roots: dict[str, Path] = {}
        self._max_bytes = DocumentSettings.model_fields["max_bytes"].default

    def gather(self, settings: DocumentSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield every file of the locations, folders in full, whatever the cursor."""
        del cursor
        self._max_bytes = settings.max_bytes
        for location in settings.locations:
            try:
                root = location.resolve(strict=True)
            except (OSError, RuntimeError) as error:
                raise GatherError(
                    f"There is no file or folder {location}.", remedy="Check the spelling and where you are."
                ) from error
            for path in files_under(location):
                self._roots[str(path)] = root
                yield Reference(external_id=stable_name(path), location=str(path))

    def fetch(self, reference: Reference) -> Fetched:
        """Return the file's bytes; raise ``FetchError`` for what is no readable file within its folder."""
        path = Path(reference.location)
        root = self._roots.get(reference.location)
        if root is None:
            raise FetchError("It was not gathered.", remedy="Gather before fetching.")
        content = read_file(path, root, self._max_bytes)
        return Fetched(reference, content, media_type="text/plain", location=reference.location)

    def parse(self, fetched: Fetched) -> Iterator[AnyRecord]:
        """Yield the one record of the text; raise ``ParseError`` for what is no such text."""
        yield parse_text(read_text(fetched.content, fetched.reference.external_id))
