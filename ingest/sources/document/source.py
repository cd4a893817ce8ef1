"""The plugin: files and folders of texts in, typed records out."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.conversion import convert
from ingest.errors import FetchError, GatherError
from ingest.local_files import files_under, read_file, stable_name
from ingest.protocols import Fetched, Reference
from ingest.records import AnyRecord
from ingest.sources.document.formats import format_of
from ingest.sources.document.page import parse_converted, parse_html
from ingest.sources.document.recognising import parse_text
from ingest.sources.document.text import read_text
from ingest.words import gettext_noop as _


class DocumentSettings(BaseModel):
    """What the plugin is told: the files or folders to read, and how large a file may be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[Path, ...] = Field(
        min_length=1,
        title=_("Files and folders"),
        description=_("Texts as TXT, HTML, DOCX, ODT or PDF. A folder is read with the folders in it."),
    )
    otherwise: Literal["", "news", "press_release"] = Field(
        default="",
        title=_("Kind of a text that isn't recognised"),
        description=_("Left empty, such a text is reported and left out."),
    )
    max_bytes: int = Field(default=20_000_000, gt=0, le=200_000_000, title=_("Largest file in bytes"))


class DocumentSource:
    """Read texts: one file is one record, and its kind is recognised by its structure.

    A record is known by the address on its first line or in its head, else by its file's name.
    """

    name: ClassVar[str] = "document"
    titles: ClassVar[dict[str, str]] = {
        "fi": "Tiedostot (teksti, HTML, Word, ODT, PDF)",
        "sv": "Filer (text, HTML, Word, ODT, PDF)",
        "en": "Files (text, HTML, Word, ODT, PDF)",
    }
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = DocumentSettings

    def __init__(self) -> None:
        self._roots: dict[str, Path] = {}
        self._max_bytes: int = DocumentSettings.model_fields["max_bytes"].default
        self._otherwise = ""

    def gather(self, settings: DocumentSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield every file of the locations, folders in full, whatever the cursor."""
        del cursor
        self._max_bytes, self._otherwise = settings.max_bytes, settings.otherwise
        for location in settings.locations:
            try:
                root = location.resolve(strict=True)
            except (OSError, RuntimeError) as error:
                raise GatherError(
                    _("There is no file or folder %(location)s.", location=location),
                    remedy=_("Check the spelling and where you are."),
                ) from error
            for path in files_under(location):
                self._roots[str(path)] = root
                yield Reference(external_id=stable_name(path), location=str(path))

    def fetch(self, reference: Reference) -> Fetched:
        """Return the file's bytes; raise ``FetchError`` for what is no readable file within its folder."""
        path = Path(reference.location)
        root = self._roots.get(reference.location)
        if root is None:
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        content = read_file(path, root, self._max_bytes)
        media_type = mimetypes.guess_type(path.name, strict=False)[0] or "application/octet-stream"
        return Fetched(reference, content, media_type=media_type, location=reference.location)

    def parse(self, fetched: Fetched) -> Iterator[AnyRecord]:
        """Yield the one record of the text; raise ``ParseError`` for what is no such text."""
        name, content = fetched.reference.external_id, fetched.content
        found = format_of(content, name)
        if found == "html":
            yield parse_html(content, name, otherwise=self._otherwise)
        elif found == "text":
            yield parse_text(read_text(content, name), otherwise=self._otherwise)
        else:
            yield parse_converted(convert(content, found), name, otherwise=self._otherwise)
