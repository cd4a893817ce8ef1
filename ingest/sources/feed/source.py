"""The plugin: the entries of feeds in, news and events out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest.errors import FetchError, GatherError, IngestError, ParseError
from ingest.locations import address_of, local_path, named, read_local
from ingest.masking import without_credentials
from ingest.protocols import Answer, Fetched, Reference, Validators, Web
from ingest.records import Record
from ingest.sources.feed.discovery import feeds_named_in
from ingest.sources.feed.entries import read_entry, write_entry
from ingest.sources.feed.reading import IsPage, read_feed
from ingest.sources.feed.recording import external_id_of, record_of
from ingest.words import gettext_noop as _

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
ENTRY_TYPE = "application/vnd.palvelupaketti.feed-entry+json"
MOST_REMEMBERED = 2_000
"""Entries of a feed that are remembered, to tell which are unchanged when the whole feed is."""


class FeedSettings(BaseModel):
    """Which feeds to read, and what their entries are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1,
        title=_("Feeds"),
        description=_("The address of an RSS, Atom or JSON feed, or of a page that names its feed."),
    )
    kind: Literal["news", "press_release"] = Field(
        default="news", title=_("Kind of content"), description=_("What the entries of the feed are.")
    )
    language: Literal["", "fi", "sv", "en"] = Field(
        default="", title=_("Language"), description=_("Leave empty to take what the source says.")
    )


class _Remembered(BaseModel):
    """Hold what is known of one feed since the last run."""

    validators: Validators = ()
    identifiers: tuple[str, ...] = ()


class FeedSource:
    """Read feeds: each entry is one record, known by its identifier.

    A feed that the server calls unchanged is not read again: its entries are told as unchanged. As feeds
    hold the newest entries alone, a missing entry never counts as gone.
    """

    name: ClassVar[str] = "feed"
    titles: ClassVar[dict[str, str]] = {
        "fi": "Syöte (RSS, Atom)",
        "sv": "Flöde (RSS, Atom)",
        "en": "Feed (RSS, Atom)",
    }
    api_version: ClassVar[int] = 1
    parser_version: ClassVar[int] = 2
    settings_model: ClassVar[type[BaseModel]] = FeedSettings

    def __init__(self) -> None:
        self._web: Web | None = None
        self._settings = FeedSettings(locations=("-",))
        self._entries: dict[str, bytes] = {}
        self._unchanged: set[str] = set()
        self._failed: dict[str, IngestError] = {}
        self._memory: dict[str, _Remembered] = {}

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._web = web

    def gather(self, settings: FeedSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield every entry of every feed; of several feeds one that fails is told and stops no other."""
        self._settings = settings
        remembered = _remembered(cursor)
        for location in settings.locations:
            try:
                references = list(self._references(location, remembered.get(location)))
            except IngestError as error:
                if len(settings.locations) == 1:
                    raise GatherError(named(location, error.message), remedy=error.remedy) from error
                shown = without_credentials(location)
                self._failed[shown] = error
                references = [Reference(external_id=shown, location=shown)]
            yield from references

    def next_cursor(self) -> str | None:
        """Return what the servers said of the feeds, and which entries they held."""
        told = {location: one.model_dump(mode="json") for location, one in self._memory.items()}
        return json.dumps(told, sort_keys=True) if told else None

    def fetch(self, reference: Reference) -> Fetched | None:
        """Return an entry's bytes, None if its whole feed is unchanged."""
        if isinstance(error := self._failed.get(reference.external_id), ParseError):
            return Fetched(reference, b"", ENTRY_TYPE, reference.location)
        if error is not None:
            raise FetchError(error.message, remedy=error.remedy) from error
        if reference.external_id in self._unchanged:
            return None
        content = self._entries.get(reference.external_id)
        if content is None:
            raise FetchError(_("It was not gathered."), remedy=_("Gather before fetching."))
        return Fetched(reference, content, ENTRY_TYPE, reference.location)

    def parse(self, fetched: Fetched) -> Iterator[Record]:
        """Yield the record of the entry."""
        if error := self._failed.get(fetched.reference.external_id):
            raise error
        entry = read_entry(fetched.content)
        settings = self._settings
        yield record_of(entry, fetched.reference.external_id, kind=settings.kind, language=settings.language)

    def _references(self, location: str, known: _Remembered | None) -> Iterator[Reference]:
        answer = self._answer(location, known.validators if known else ())
        if known and answer.unchanged:
            self._memory[location] = known
            self._unchanged |= set(known.identifiers)
            yield from (Reference(external_id=one, location=location) for one in known.identifiers)
            return
        try:
            entries = read_feed(answer)
        except IsPage as error:
            answer = self._named_feed(answer, error)
            entries = read_feed(answer)
        found: dict[str, Reference] = {}
        for number, entry in enumerate(entries, start=1):
            try:
                identifier = external_id_of(entry)
            except ParseError as error:
                name = f"{location} #{number}"
                self._failed[name] = error
                found[name] = Reference(external_id=name, location=answer.url)
                continue
            content = write_entry(entry)
            if self._entries.get(identifier) == content:
                continue
            if identifier in self._entries and entry.link and entry.link not in self._entries:
                identifier = entry.link[:500]
            self._entries.setdefault(identifier, content)
            found[identifier] = Reference(external_id=identifier, location=answer.url)
        if answer.validators and len(found) <= MOST_REMEMBERED:
            self._memory[location] = _Remembered(validators=answer.validators, identifiers=tuple(found))
        yield from found.values()

    def _answer(self, location: str, validators: Validators = ()) -> Answer:
        path = local_path(location)
        if path is not None:
            return read_local(path)
        if self._web is None:
            raise GatherError(_("There is no way to the web."), remedy=_("Hand the plugin a web."))
        return self._web.get(address_of(location), validators=validators, accept=ACCEPT)

    def _named_feed(self, page: Answer, error: ParseError) -> Answer:
        """Return the feed that a page names; raise ``ParseError`` if it names none."""
        named = feeds_named_in(page)
        if not named:
            raise ParseError(
                _("%(error)s It names no feed either.", error=error), remedy=error.remedy
            ) from error
        return self._answer(named[0])


def _remembered(cursor: str | None) -> dict[str, _Remembered]:
    try:
        told = json.loads(cursor) if cursor else {}
        return {location: _Remembered.model_validate(one) for location, one in told.items()}
    except (ValueError, ValidationError, AttributeError):
        return {}
