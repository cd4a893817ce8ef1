"""The plugin: services and organisations of Open Referral HSDS 3.x, from an API or saved files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import ClassVar, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError, Gone, IngestError, ParseError
from ingest.http import parse_url
from ingest.locations import address_of, local_path
from ingest.protocols import Fetched, Reference, Unreadable, Web
from ingest.records import Record
from ingest.sources.holdings import Holdings
from ingest.sources.hsds.documents import Documents
from ingest.sources.hsds.pages import items_of, read_object
from ingest.sources.hsds.records import organisation_record, service_record
from ingest.sources.hsds.tables import DESCRIPTION, package_of_folder
from ingest.sources.json_text import Object, dumped, moment_of, object_of, read_json, text_of
from ingest.sources.prose import cut
from ingest.words import gettext_noop as _

SUFFIXES = (".json", ".jsonl", ".ndjson", ".zip")
MAX_BYTES = 50_000_000
SERVICE, ORGANIZATION = "services", "organizations"
LONGEST_ID = 200
ONLY = "!only"
"""Marks what was fetched of one thing; it sorts before every name of HSDS."""
NESTED = {
    SERVICE: frozenset(
        [
            "service_at_locations",
            "service_areas",
            "attributes",
            "schedules",
            "languages",
            "cost_options",
            "contacts",
            "phones",
        ]
    ),
    ORGANIZATION: frozenset(["phones", "contacts", "organization_identifiers", "locations", "services"]),
}
"""What only a thing in full has: one without them is asked for by itself."""


class HsdsSettings(BaseModel):
    """What the plugin is told: where the services are, and their language, which HSDS doesn't tell."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1,
        title=_("Addresses or files"),
        description=_("An API's base address, JSON, lines of JSON, or a data package as a zip or a folder."),
    )
    language: Literal["fi", "sv", "en"] = Field(default="fi", title=_("Language of the texts"))


class HsdsSource:
    """Read HSDS: each organisation and each service is one record, known by the publisher's identifier."""

    name: ClassVar[str] = "hsds"
    titles: ClassVar[dict[str, str]] = {
        "fi": "Palveluhakemisto (Open Referral HSDS)",
        "sv": "Servicekatalog (Open Referral HSDS)",
        "en": "Service directory (Open Referral HSDS)",
    }
    api_version: ClassVar[int] = 1
    parser_version: ClassVar[int] = 2
    settings_model: ClassVar[type[BaseModel]] = HsdsSettings

    def __init__(self) -> None:
        self._settings = HsdsSettings(locations=("-",))
        self._web: Web | None = None
        self._holdings = Holdings()
        self._documents = Documents()
        self._addresses: dict[str, tuple[str, str]] = {}
        self._broken: dict[str, IngestError] = {}
        self._moments: list[datetime] = []
        self._listed = False

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._web = self._holdings.web = web

    def gather(self, settings: HsdsSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield each organisation and service; of an API with a cursor, those changed since."""
        self._settings, since = settings, moment_of(cursor)
        for location in settings.locations:
            folder = local_path(location)
            if folder is None:
                self._take_address(address_of(location), since)
            elif (folder / DESCRIPTION).is_file():
                self._take_folder(folder)
            else:
                self._take_files([location])
        self._broken |= self._documents.broken
        for number, thing in enumerate(self._documents.nameless, start=1):
            name = f"{text_of(thing.get('name')) or 'service'} ({number})"
            self._broken[name] = ParseError(
                _("It has no identifier."), remedy=_("Ask the publisher to add one.")
            )
        ids = dict.fromkeys([*self._documents.organizations, *self._documents.services, *self._addresses])
        for id in ids:
            if len(id) > LONGEST_ID:
                self._broken[cut(id, LONGEST_ID)] = ParseError(
                    _("Its identifier is longer than %(count)s characters.", count=LONGEST_ID),
                    remedy=_("Ask the publisher for a shorter one."),
                )
        for id in (*self._broken, *(id for id in ids if len(id) <= LONGEST_ID)):
            yield Reference(external_id=id[:500], location=self._addresses.get(id, ("", id))[1])
        self._listed = since is None and not self._broken

    def next_cursor(self) -> str | None:
        """Return up to when an API's things have been read."""
        if not self._moments:
            return None
        return max(self._moments).isoformat()

    def listed_everything(self) -> bool:
        """Tell whether everything was listed, and not only what changed since the cursor."""
        return self._listed

    def fetch(self, reference: Reference) -> Fetched | None:
        """Return one thing as JSON; raise ``FetchError``."""
        id = reference.external_id
        if error := self._broken.get(id):
            raise error
        if id in self._addresses and self._web is not None:
            kind, address = self._addresses[id]
            thing = read_object(self._web, address)
        elif id in self._documents.services:
            kind, thing = SERVICE, self._documents.services[id]
        elif id in self._documents.organizations:
            kind, thing = ORGANIZATION, self._documents.organizations[id]
        else:
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        return Fetched(reference, dumped({ONLY: kind, kind: [thing]}), "application/json", reference.location)

    def parse(self, fetched: Fetched) -> Iterator[Record | Unreadable]:
        """Yield the records of a document of HSDS; raise ``ParseError`` for what is none."""
        only, documents, language = _only(fetched.content), Documents(), self._settings.language
        documents.take_bytes(fetched.content, fetched.reference.external_id)
        if only != SERVICE:
            for organization in documents.organizations.values():
                yield organisation_record(organization, language)
        for service in (*documents.services.values(), *documents.nameless):
            yield service_record(service, language)
        for name, error in documents.broken.items():
            yield Unreadable(name, error.message, error.remedy)

    def _take_files(self, locations: list[str]) -> None:
        for reference in self._holdings.references(locations, suffixes=SUFFIXES, max_bytes=MAX_BYTES):
            try:
                fetched = self._holdings.fetch(reference)
                if fetched is not None:
                    self._documents.take_bytes(fetched.content, reference.external_id)
            except IngestError as error:
                self._broken[reference.external_id] = error

    def _take_folder(self, folder: Path) -> None:
        try:
            self._documents.take(package_of_folder(folder))
        except IngestError as error:
            self._broken[folder.name] = error

    def _take_address(self, address: str, since: datetime | None) -> None:
        """Take an address for a file's if it looks like one, else for an API's."""
        if PurePosixPath(parse_url(address).path).suffix.lower() in SUFFIXES:
            self._take_files([address])
            return
        if self._web is None:
            raise GatherError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        base = address.partition("?")[0].rstrip("/").removesuffix("/services")
        parameters = {"modified_after": since.isoformat()} if since else {}
        try:
            self._take_items(SERVICE, items_of(self._web, f"{base}/services", parameters), base)
        except Gone as error:
            raise GatherError(
                _("There is no list of services at %(base)s/services.", base=base),
                remedy=_("Give the API's base address."),
            ) from error
        with suppress(Gone):  # an API may list services alone, with their organisations in them
            self._take_items(ORGANIZATION, items_of(self._web, f"{base}/organizations", parameters), base)

    def _take_items(self, kind: str, items: Iterator[Object], base: str) -> None:
        for item in items:
            id = text_of(item.get("id"))
            if moment := moment_of(item.get("last_modified")):
                self._moments.append(moment)
            if NESTED[kind] & item.keys() or not id:
                self._documents.take(item, kind)
            else:
                self._addresses[id] = (kind, f"{base}/{kind}/{quote(id, safe='')}")
                if kind == SERVICE and (owner := object_of(item.get("organization"))):
                    self._documents.take(owner, ORGANIZATION)


def _only(content: bytes) -> str:
    """Return of which kind alone a fetched document's records are; nothing for any other document."""
    if not content.startswith(f'{{"{ONLY}"'.encode()):
        return ""
    return text_of(object_of(read_json(content)).get(ONLY))
