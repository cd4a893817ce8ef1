"""Gather and fetch files, folders and addresses of the web alike, for plugins that read whole files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.errors import FetchError, GatherError
from ingest.local_files import files_under, read_file, stable_name
from ingest.locations import address_of, is_address, local_path
from ingest.protocols import Fetched, Reference, Web
from ingest.words import gettext_noop as _

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".tab": "text/tab-separated-values",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}


class Holdings:
    """Hold where one run's files are; ``web`` is handed over before anything of the web is fetched."""

    def __init__(self) -> None:
        self.web: Web | None = None
        self._roots: dict[str, Path] = {}
        self._max_bytes = 0

    def references(
        self, locations: Iterable[str], *, suffixes: tuple[str, ...], max_bytes: int
    ) -> Iterator[Reference]:
        """Yield a reference for each address, file, and file with one of ``suffixes`` within a folder.

        A file is known by its name, the second of one name by its folder too. Raises ``GatherError``.
        """
        self._max_bytes = max_bytes
        named: set[str] = set()
        for location in locations:
            folder = local_path(location)
            if folder is None:
                address = address_of(location)
                yield Reference(external_id=address, location=address)
                continue
            files = tuple(self._files(folder, suffixes))
            if not files:
                raise GatherError(
                    _("There is no file to read in the folder %(folder)s.", folder=folder),
                    remedy=_("It reads files whose names end in %(suffixes)s.", suffixes=", ".join(suffixes)),
                )
            for path in files:
                name = stable_name(path)
                if name in named:
                    name = f"{stable_name(path.parent)}/{name}"
                named.add(name)
                yield Reference(external_id=name, location=str(path))

    def _files(self, location: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
        try:
            root = location.resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise GatherError(
                _("There is no file or folder %(location)s.", location=location),
                remedy=_("Check the spelling and where you are."),
            ) from error
        whole_folder = location.is_dir()
        for path in files_under(location):
            if whole_folder and path.suffix.lower() not in suffixes:
                continue
            self._roots[str(path)] = root
            yield path

    def fetch(self, reference: Reference, *, accept: str = "") -> Fetched | None:
        """Return the bytes of one reference, None if the web says that nothing has changed.

        Raises ``FetchError``.
        """
        if is_address(reference.location):
            return self._download(reference, accept)
        root = self._roots.get(reference.location)
        if root is None:
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        path = Path(reference.location)
        content = read_file(path, root, self._max_bytes)
        media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
        return Fetched(reference, content, media_type, reference.location)

    def _download(self, reference: Reference, accept: str) -> Fetched | None:
        if self.web is None:
            raise FetchError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        answer = self.web.get(
            reference.location, validators=reference.validators, accept=accept, max_bytes=self._max_bytes
        )
        if answer.unchanged:
            return None
        media_type = answer.media_type or "application/octet-stream"
        return Fetched(reference, answer.content, media_type, answer.url, answer.validators)
