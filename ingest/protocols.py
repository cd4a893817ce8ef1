"""What a source plugin is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from pydantic import BaseModel

from ingest.records import Record

API_VERSION = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """Name one thing that a source holds, before it is fetched.

    ``external_id`` is stable within the source; ``location`` is where to fetch it (a URL or a path);
    ``validators`` are what the last fetch answered (for example ``{"etag": "…"}``), for conditional
    requests.
    """

    external_id: str
    location: str
    validators: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """Hold the bytes of one reference as they came; ``location`` is where they came from in the end."""

    reference: Reference
    content: bytes
    media_type: str
    location: str
    validators: tuple[tuple[str, str], ...] = ()


@runtime_checkable
class SourcePlugin(Protocol):
    """Bring typed records out of one kind of source.

    A plugin touches neither database, index nor network but through what it is handed. ``gather``
    yields references (a cursor from the last complete run tells where to go on), ``fetch`` returns
    the bytes of one or ``None`` if unchanged, ``parse`` yields the records in them and raises
    ``ingest.errors.ParseError`` for bytes that are no such thing.
    """

    name: ClassVar[str]
    titles: ClassVar[dict[str, str]]
    api_version: ClassVar[int]
    settings_model: ClassVar[type[BaseModel]]

    def gather(self, settings: Any, cursor: str | None) -> Iterator[Reference]: ...

    def fetch(self, reference: Reference) -> Fetched | None: ...

    def parse(self, fetched: Fetched) -> Iterable[Record]: ...
