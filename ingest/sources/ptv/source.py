"""The plugin: organisations and services of Suomi.fi's register, by its open interface or saved files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError, Gone, IngestError, ParseError
from ingest.protocols import Answer, Fetched, Reference, Unreadable, Web
from ingest.records import Record
from ingest.sources.holdings import Holdings
from ingest.sources.json_text import moment_of, objects_of, read_json, text_of
from ingest.sources.ptv.register import Register, owners_and_things
from ingest.sources.ptv.versions import VERSIONS
from ingest.words import gettext_noop as _

INTERFACE = "https://api.palvelutietovaranto.suomi.fi/api"
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
BUSINESS_ID = re.compile(r"\d{7}-\d")
MAX_PAGES = 500
MAX_BYTES = 50_000_000
CHANNELS_AT_ONCE = 50
"""The interface takes 100; longer addresses have been seen to time out."""


class PtvSettings(BaseModel):
    """What the plugin is told: whose services, in which language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1,
        title=_("Organisations or files"),
        description=_("PTV identifiers or business IDs of organisations; or JSON files as saved from PTV."),
    )
    language: Literal["fi", "sv", "en"] = Field(
        default="fi",
        title=_("Language"),
        description=_("What has no name in this language is reported and left out."),
    )
    version: Literal["v11"] = Field(default="v11", title=_("Version of the interface"))
    interface: str = Field(
        default=INTERFACE,
        title=_("Address of the interface"),
        description=_("Without the version."),
        pattern=r"^https?://",
    )

    @staticmethod
    def is_path(location: str) -> bool:
        """Tell whether a location is a file or folder and no organisation or address."""
        given = location.strip()
        return not (GUID.fullmatch(given) or BUSINESS_ID.fullmatch(given) or "://" in given)


class PtvSource:
    """Read PTV: each organisation and each service is one record, services joined with their channels.

    Things are known by PTV's identifiers. A changed connection leaves a service's modified date alone;
    only when everything is read again is it seen, which the pipeline does every week.
    """

    name: ClassVar[str] = "ptv"
    titles: ClassVar[dict[str, str]] = {
        "fi": "Suomi.fi-palvelutietovaranto",
        "sv": "Suomi.fi-servicedatalagret",
        "en": "Suomi.fi Finnish Service Catalogue (PTV)",
    }
    api_version: ClassVar[int] = 1
    parser_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = PtvSettings

    def __init__(self) -> None:
        self._settings = PtvSettings(locations=("-",))
        self._web: Web | None = None
        self._holdings = Holdings()
        self._register = Register(VERSIONS["v11"])
        self._own: dict[str, None] = {}
        self._broken: dict[str, IngestError] = {}
        self._cursor: str | None = None
        self._listed = False

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._web = self._holdings.web = web

    def gather(self, settings: PtvSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield each organisation and service; with a cursor, those changed since."""
        self._settings = settings
        self._register = Register(VERSIONS[settings.version])
        files = []
        for location in settings.locations:
            given = location.strip().lower()
            if GUID.fullmatch(given):
                self._take_organisation(given)
            elif BUSINESS_ID.fullmatch(given):
                self._take_business(given)
            else:
                files.append(location)
        for reference in self._holdings.references(files, suffixes=(".json",), max_bytes=MAX_BYTES):
            yield from self._take_file(reference)
        for number, (kind, _thing) in enumerate(self._register.nameless, start=1):
            name = f"{kind} without identifier ({number})"
            self._broken[name] = ParseError(
                _("The %(kind)s has no identifier.", kind=kind), remedy=_("Save it again from PTV.")
            )
            yield Reference(external_id=name, location=name)
        self._register.add_bare_organisations(settings.language, self._own)
        since = moment_of(cursor)
        things = {**self._register.organisations, **self._register.services}
        for id, thing in things.items():
            modified = moment_of(thing.get("modified"))
            if since is None or modified is None or modified > since:
                yield Reference(external_id=id, location=f"{settings.version}:{id}")
        if not things and not self._broken:
            raise GatherError(
                _("There are service channels in it and no services."),
                remedy=_("Give the services too: a channel is read with the service that it belongs to."),
            )
        self._listed = since is None and not self._broken
        self._cursor = self._next_cursor(things.values())

    def next_cursor(self) -> str | None:
        """Return up to when everything has been read, of the interface only."""
        return self._cursor

    def listed_everything(self) -> bool:
        """Tell whether all things were listed, and not only those changed since the cursor."""
        return self._listed

    def fetch(self, reference: Reference) -> Fetched:
        """Return a thing with its channels and its organisation as one JSON document."""
        if error := self._broken.get(reference.external_id):
            raise error
        id = reference.external_id
        if id in self._register.services:
            self._fetch_channels(self._register.missing_channels(id))
        elif id not in self._register.organisations:
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        content = self._register.bundle(id, self._own)
        return Fetched(reference, content, "application/json", reference.location)

    def parse(self, fetched: Fetched) -> Iterator[Record | Unreadable]:
        """Yield the records of a JSON document of PTV; raise ``ParseError`` for what is none."""
        document, owners = owners_and_things(read_json(fetched.content))
        register, explaining = (Register(VERSIONS[self._settings.version]) for _each in range(2))
        explaining.take(owners)
        if not register.take(document):
            raise ParseError(
                _("There are neither services nor organisations of PTV in it."),
                remedy=_("Save the interface's answer as it is, such as Service/list/organization."),
            )
        found = register.records(self._settings.language, self._own, explaining.organisations)
        first = next(found, None)
        if first is None:
            raise ParseError(
                _("There are service channels in it and no services."),
                remedy=_("Give the services too: a channel is read with the service that it belongs to."),
            )
        yield first
        yield from found

    def _take_organisation(self, id: str) -> None:
        version, base = self._register.version, self._base()
        self._own[id] = None
        try:
            self._register.take(self._ask(version.organisation_address(base, id)))
            number, count = 1, 1
            while number <= count:
                things, count = version.page_of(self._ask(version.services_address(base, id, number)))
                if count > MAX_PAGES:
                    raise GatherError(
                        _("PTV tells of %(count)s pages of services.", count=count),
                        remedy=_("Try again later."),
                    )
                self._register.take(things)
                number += 1
        except Gone as error:
            if id not in self._register.organisations:
                raise GatherError(
                    _("PTV knows no organisation %(identifier)s.", identifier=id),
                    remedy=_("Check the identifier on Suomi.fi."),
                ) from error

    def _take_business(self, business_id: str) -> None:
        version, base = self._register.version, self._base()
        try:
            found = self._ask(version.business_id_address(base, business_id))
        except Gone:
            found = None
        ids = [id for one in objects_of(found) if (id := text_of(one.get("id")))]
        if not ids:
            raise GatherError(
                _("PTV knows no organisation with the business ID %(business_id)s.", business_id=business_id),
                remedy=_("Check the business ID, or give PTV's own identifier."),
            )
        for id in ids:
            self._take_organisation(id)

    def _take_file(self, reference: Reference) -> Iterator[Reference]:
        """Take in a file's things; what is wrong with it is told when it is fetched."""
        try:
            fetched = self._holdings.fetch(reference)
            taken = self._register.take(read_json(fetched.content)) if fetched else 0
            if not taken:
                raise ParseError(
                    _("There are neither services nor organisations of PTV in it."),
                    remedy=_("Save the interface's answer as it is, such as Service/list/organization."),
                )
        except IngestError as error:
            self._broken[reference.external_id] = error
            yield reference

    def _fetch_channels(self, ids: list[str]) -> None:
        """Fetch channels that are not here; of files they stay unknown, but for their names."""
        if not self._own:
            return
        version, base = self._register.version, self._base()
        for first in range(0, len(ids), CHANNELS_AT_ONCE):
            some = ids[first : first + CHANNELS_AT_ONCE]
            try:
                self._register.take(self._ask(version.channels_address(base, some)))
            except Gone:  # PTV's answer when it knows none of them
                continue

    def _base(self) -> str:
        return f"{self._settings.interface.rstrip('/')}/{self._settings.version}"

    def _ask(self, address: str) -> Any:
        if self._web is None:
            raise GatherError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        answer: Answer = self._web.get(address, accept="application/json", max_bytes=MAX_BYTES)
        try:
            return read_json(answer.content)
        except ParseError as error:
            raise FetchError(
                _("%(address)s answered with no JSON.", address=address), remedy=_("Try again later.")
            ) from error

    def _next_cursor(self, things: Any) -> str | None:
        moments = [moment for thing in things if (moment := moment_of(thing.get("modified")))]
        if not moments or not self._own:
            return None
        return max(moments).isoformat()
