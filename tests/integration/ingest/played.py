"""A source that a test plays: what it lists, what it gives, what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import pytest
from pydantic import BaseModel, ConfigDict, Field

from ingest.errors import FetchError, GatherError, Gone
from ingest.protocols import Fetched, Reference
from ingest.records import NewsRecord, Record


class PlayedSettings(BaseModel):
    """What the played source is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str = Field(default="", title="Village", description="Where it is.")
    amount: int = Field(default=5, ge=1, title="How many")
    sections: tuple[str, ...] = Field(default=(), title="Sections")
    pictures: bool = Field(default=False, title="With pictures")


class Played:
    """Give the records of ``held``, one a reference; the class is the world that a test changes."""

    name: ClassVar[str] = "played"
    titles: ClassVar[dict[str, str]] = {"fi": "Näytelty", "sv": "Spelad", "en": "Played"}
    api_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = PlayedSettings

    held: ClassVar[dict[str, Record]] = {}
    etags: ClassVar[bool] = False
    complete: ClassVar[bool] = True
    closed: ClassVar[bool] = False
    away: ClassVar[set[str]] = set()
    removed: ClassVar[set[str]] = set()
    deleted: ClassVar[tuple[str, ...]] = ()
    cursors: ClassVar[list[str | None]] = []
    fetched: ClassVar[list[str]] = []
    parsed: ClassVar[list[str]] = []
    images: ClassVar[dict[str, bytes]] = {}

    def gather(self, settings: Any, cursor: str | None) -> Iterator[Reference]:
        """Yield a reference for each record."""
        type(self).cursors.append(cursor)
        if self.closed:
            raise GatherError("It is closed.", remedy="Wait.")
        for name in self.held:
            yield Reference(name, f"played:{name}")

    def next_cursor(self) -> str:
        """Return how much was held."""
        return f"after-{len(self.held)}"

    def listed_everything(self) -> bool:
        """Say what the test says."""
        return self.complete

    def deletions(self) -> Iterable[str]:
        """Say what the test says."""
        return self.deleted

    def image(self, url: str) -> bytes:
        """Return an image of the test's."""
        if url not in self.images:
            raise FetchError("There is no such image.")
        return self.images[url]

    def fetch(self, reference: Reference) -> Fetched | None:
        """Return the record as bytes; know an unchanged one by its validator."""
        name = reference.external_id
        type(self).fetched.append(name)
        if name in self.removed:
            raise Gone("It is no longer there.")
        if name in self.away:
            raise FetchError("It is away.", remedy="Wait.")
        content = self.held[name].model_dump_json().encode()
        etag = (("etag", str(hash(content))),)
        if self.etags and reference.validators == etag:
            return None
        return Fetched(reference, content, "application/json", reference.location, etag if self.etags else ())

    def parse(self, fetched: Fetched) -> Iterator[Record]:
        """Yield the one record."""
        type(self).parsed.append(fetched.reference.external_id)
        held = self.held[fetched.reference.external_id]
        yield type(held).model_validate_json(fetched.content)


def news(number: int, **fields: Any) -> NewsRecord:
    """Return a news record."""
    return NewsRecord(external_id=f"n{number}", **{"title": f"Uutinen {number}", **fields})


def hold(world: type[Played], *records: Record) -> None:
    """Let the source hold these records and no others."""
    world.held = {record.external_id: record for record in records}


def new_world(monkeypatch: pytest.MonkeyPatch) -> type[Played]:
    """Return a played plugin that ``plugin_named`` finds, untouched by other tests."""
    world = type("World", (Played,), {"held": {}, "cursors": [], "fetched": [], "parsed": [], "images": {}})
    for module in ("ingest.keeping", "ingest.trial", "ingest.source_views"):
        monkeypatch.setattr(f"{module}.plugin_named", lambda _name: world)
    return world
