"""What was gathered of PTV in one run: its things by their identifiers, joined when one is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.protocols import Unreadable
from ingest.records import Record
from ingest.sources.json_text import Object, dumped, objects_of, text_of
from ingest.sources.ptv.model import Channel
from ingest.sources.ptv.records import (
    Language,
    Surroundings,
    organisation_record,
    owner_of,
    service_record,
)
from ingest.sources.ptv.versions import Version

DEEPEST = 4
"""Levels of lists and objects beneath which PTV's things are looked for: pages, tables by identifier."""


@dataclass(slots=True)
class Register:
    """Hold organisations, services and channels as they came, by kind and identifier."""

    version: Version
    organisations: dict[str, Object] = field(default_factory=dict)
    services: dict[str, Object] = field(default_factory=dict)
    channels: dict[str, Object] = field(default_factory=dict)
    nameless: list[tuple[str, Object]] = field(default_factory=list)
    _channels_of: dict[str, dict[str, None]] = field(default_factory=dict)
    _services_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _new_channels: dict[str, None] = field(default_factory=dict)

    def take(self, document: Any, depth: int = 0) -> int:
        """Take in whatever of PTV's things a document holds, in whatever lists; return how many."""
        if depth > DEEPEST:
            return 0
        if isinstance(document, list):
            return sum(self.take(one, depth + 1) for one in document)
        if not isinstance(document, dict):
            return 0
        kind = self.version.kind_of(document)
        if kind is None:
            return sum(self.take(one, depth + 1) for one in document.values())
        held = {"service": self.services, "channel": self.channels, "organisation": self.organisations}[kind]
        id = text_of(document.get("id"))
        if not id:
            self.nameless.append((kind, document))
            return 1
        held[id] = document
        if kind == "channel":
            self._new_channels[id] = None
        return 1

    def add_bare_organisations(self, language: str, own: Iterable[str] = ()) -> None:
        """Add, by their names alone, the organisations that own services and are not here themselves."""
        asked = frozenset(own)
        for thing in self.services.values():
            role = owner_of(self.version.service(thing), asked)
            if role and role.name and role.organisation_id not in self.organisations:
                id, name = role.organisation_id, role.name
                self.organisations[id] = self.version.bare_organisation(id, name, language)

    def channels_that_tell_of(self, service_id: str) -> tuple[str, ...]:
        """Return the channels that tell themselves of a service; each is read once, however many come."""
        for id in self._new_channels:
            for former in self._services_of.pop(id, ()):
                self._channels_of[former].pop(id, None)
            self._services_of[id] = tuple(self.version.channel(self.channels[id]).services)
            for told in self._services_of[id]:
                self._channels_of.setdefault(told, {})[id] = None
        self._new_channels.clear()
        return tuple(self._channels_of.get(service_id, ()))

    def missing_channels(self, service_id: str) -> list[str]:
        """Return the channels of a service that are not here."""
        service = self.version.service(self.services[service_id])
        ids = dict.fromkeys(one.channel_id for one in service.connections)
        return [id for id in ids if id not in self.channels]

    def bundle(self, id: str, own: Iterable[str] = ()) -> bytes:
        """Return a thing with what belongs to it, always the same bytes for the same things."""
        if id not in self.services:
            return dumped({"organisations": [self.organisations[id]]})
        service = self.version.service(self.services[id])
        told = [one.channel_id for one in service.connections]
        wanted = dict.fromkeys([*told, *self.channels_that_tell_of(id)])
        channels = [self.channels.get(channel_id) for channel_id in wanted]
        role = owner_of(service, frozenset(own))
        owner = self.organisations.get(role.organisation_id) if role else None
        return dumped(
            {
                "services": [self.services[id]],
                "channels": [channel for channel in channels if channel],
                "owners": [owner] if owner else [],
            }
        )

    def records(
        self, language: Language, own: Iterable[str] = (), explaining: Mapping[str, Object] | None = None
    ) -> Iterator[Record | Unreadable]:
        """Yield a record for each organisation, then for each service joined with its channels.

        ``explaining`` are organisations that services refer to and of which no records are wanted.
        """
        organisations = {id: self.version.organisation(one) for id, one in self.organisations.items()}
        others = {id: self.version.organisation(one) for id, one in (explaining or {}).items()}
        channels = {id: self.version.channel(one) for id, one in self.channels.items()}
        channels_of: dict[str, list[Channel]] = {}
        for channel in channels.values():
            for service_id in channel.services:
                channels_of.setdefault(service_id, []).append(channel)
        around = Surroundings(channels, channels_of, {**others, **organisations}, frozenset(own))
        for organisation in organisations.values():
            yield organisation_record(organisation, language)
        for thing in self.services.values():
            yield service_record(self.version.service(thing), around, language)
        for kind, thing in self.nameless:
            if kind != "channel":
                yield self._nameless(kind, thing, around, language)

    def _nameless(
        self, kind: str, thing: Object, around: Surroundings, language: Language
    ) -> Record | Unreadable:
        if kind == "service":
            return service_record(self.version.service(thing), around, language)
        return organisation_record(self.version.organisation(thing), language)


def owners_and_things(document: Any) -> tuple[Any, list[Object]]:
    """Return a bundle's things to make records of, and the organisations that only explain them."""
    if isinstance(document, dict) and "owners" in document:
        rest = {name: value for name, value in document.items() if name != "owners"}
        return rest, objects_of(document["owners"])
    return document, []
