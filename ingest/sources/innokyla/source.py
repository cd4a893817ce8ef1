"""The plugin: Innokylä's public pages in, records of development work out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError, IngestError, ParseError
from ingest.local_files import files_under, stable_name
from ingest.locations import address_of, local_path, named, read_local
from ingest.markup.addresses import base_of, web_address
from ingest.markup.decoding import charset_of
from ingest.markup.trees import parse_page
from ingest.protocols import Answer, Fetched, Reference, Validators, Web
from ingest.records import AnyRecord, ProjectRecord
from ingest.robots import Robots
from ingest.sources.document.page import parse_html
from ingest.words import gettext_noop as _

RECORD = re.compile(r"/(?:fi|sv|en)/(?:toimintamalli|kokonaisuus|hanke|verkosto|innovaatio)/[^/?#]+/?$")
"""What the address of a record ends with."""
NO_RECORD = _("It is no record of Innokylä: it lacks the record's fields, such as 'Kokonaisuuden nimi'.")
REMEDY = _("Give the address of a record, such as https://innokyla.fi/fi/kokonaisuus/…")


class InnokylaSettings(BaseModel):
    """Which records to read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1, title=_("Records"), description=_("The addresses of records on innokyla.fi.")
    )
    follow: bool = Field(
        default=False,
        title=_("Also the records that they lead to"),
        description=_("Such as the models that a whole consists of, or a page that lists records."),
    )


class InnokylaSource:
    """Read records of Innokylä: each page is one record, with its topics and attachments."""

    name: ClassVar[str] = "innokyla"
    titles: ClassVar[dict[str, str]] = {"fi": "Innokylä", "sv": "Innobyn", "en": "Innokylä"}
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = InnokylaSettings

    def __init__(self) -> None:
        self._web: Web | None = None
        self._robots: Robots | None = None
        self._files: dict[str, Path] = {}

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._web, self._robots = web, Robots(web)

    def gather(self, settings: InnokylaSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield each record's page once, whatever the cursor."""
        del cursor
        seen: set[str] = set()
        for location in settings.locations:
            for reference in self._references(location, follow=settings.follow):
                if reference.external_id not in seen:
                    seen.add(reference.external_id)
                    yield reference

    def reference_for(self, settings: InnokylaSettings, url: str) -> Reference:
        """Return the reference of one record."""
        del settings
        address = address_of(url)
        return Reference(external_id=address, location=address)

    def fetch(self, reference: Reference) -> Fetched | None:
        """Return a page's bytes, None if it is unchanged."""
        if reference.external_id in self._files:
            answer = read_local(self._files[reference.external_id])
            return Fetched(reference, answer.content, answer.media_type, answer.url)
        if not reference.location.startswith(("http://", "https://")):
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        answer = self._get(reference.location, reference.validators)
        if answer.unchanged:
            return None
        charset = charset_of(answer.header("content-type"))
        media_type = f"text/html; charset={charset}" if charset else answer.media_type or "text/html"
        return Fetched(reference, answer.content, media_type, answer.url, answer.validators)

    def parse(self, fetched: Fetched) -> Iterator[AnyRecord]:
        """Yield the page's record; raise ``ParseError`` for a page that is none."""
        record = parse_html(
            fetched.content,
            fetched.reference.external_id,
            address=fetched.location if "://" in fetched.location else "",
            claimed=charset_of(fetched.media_type),
            otherwise="news",
        )
        if not isinstance(record, ProjectRecord):
            raise ParseError(NO_RECORD, remedy=REMEDY)
        yield record

    def _references(self, location: str, *, follow: bool) -> Iterator[Reference]:
        path = local_path(location)
        if path is not None:
            for file in files_under(path):
                self._files[stable_name(file)] = file
                yield Reference(external_id=stable_name(file), location=str(file))
            return
        address = address_of(location)
        found = self._records_named(address) if follow else []
        if RECORD.search(address) or not found:
            yield Reference(external_id=address, location=address)
        yield from (Reference(external_id=one, location=one) for one in found if one != address)

    def _records_named(self, address: str) -> list[str]:
        """Return the records of the same site that a page leads to."""
        try:
            answer = self._get(address)
            root = parse_page(answer.content, claimed=charset_of(answer.header("content-type")))
        except IngestError as error:
            raise GatherError(named(address, error.message), remedy=error.remedy) from error
        base = base_of(answer.url)
        found: dict[str, None] = {}
        for link in root.iter("a"):
            target = web_address(link.get("href") or "", base).partition("#")[0]
            other = base_of(target)
            if base and other and other.host == base.host and RECORD.search(other.path):
                found[target] = None
        return list(found)

    def _get(self, address: str, validators: Validators = ()) -> Answer:
        if self._web is None or self._robots is None:
            raise GatherError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        self._robots.check(address)
        return self._web.get(address, validators=validators, accept="text/html, application/xhtml+xml")
