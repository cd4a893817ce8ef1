"""What a source plugin is: three steps, and small protocols for what only some plugins can do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from pydantic import BaseModel

from ingest.records import Record

API_VERSION = 1
"""The version of this contract. A plugin that names another one is listed as broken and not used."""

Validators = tuple[tuple[str, str], ...]
"""What a server said by which it will know its answer again: pairs such as ``("etag", '"5f2"')``."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Name one thing that a source holds, before it is fetched.

    ``external_id`` is stable within the source; ``location`` is where to fetch it (a URL or a path).
    ``validators`` are those of the last fetch of the same thing: ``gather`` leaves them empty and the
    pipeline fills them in, unless everything is to be read again.
    """

    external_id: str
    location: str
    validators: Validators = ()


@dataclass(frozen=True, slots=True)
class Fetched:
    """Hold the bytes of one reference as they came; ``location`` is where they came from in the end.

    ``validators`` are given back with the reference next time.
    """

    reference: Reference
    content: bytes
    media_type: str
    location: str
    validators: Validators = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what the web answered; ``url`` is where it came from after redirects.

    ``headers`` have their names in small letters, ``media_type`` is without parameters, in small letters.
    """

    url: str
    content: bytes = b""
    media_type: str = ""
    status: int = 200
    headers: Validators = ()
    truncated: bool = False

    @property
    def unchanged(self) -> bool:
        """Tell whether the server said that nothing has changed since the validators (304)."""
        return self.status == 304

    @property
    def validators(self) -> Validators:
        """Return what to ask with next time."""
        return tuple(pair for pair in self.headers if pair[0] in ("etag", "last-modified") and pair[1])

    def header(self, name: str, default: str = "") -> str:
        """Return the first value of a header field."""
        return next((value for key, value in self.headers if key == name.lower()), default)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stand in the place of one record that can't be read, so that the others of the same bytes go on.

    ``external_id`` is the record's if that much could be read, else what helps to find it: "row 12".
    """

    external_id: str
    message: str
    remedy: str = ""


class Web(Protocol):
    """Be the only way to the web that a plugin has: guarded, bounded and polite."""

    def get(
        self,
        url: str,
        *,
        validators: Validators = (),
        accept: str = "",
        headers: Validators = (),
        expected: Collection[int] = (),
        max_bytes: int | None = None,
        partial: bool = False,
    ) -> Answer:
        """Return the answer to a GET, redirects followed.

        With ``validators`` the request is conditional: an answer that is ``unchanged`` has no content.
        ``accept`` is the header of that name; ``headers`` may hold credentials, which stay within the
        origin. ``max_bytes`` bounds the body (10 MiB unless told); with ``partial`` a longer body is cut
        there instead of refused.

        Raises:
            ingest.errors.Gone: the answer is 404 or 410.
            ingest.errors.FetchError: any other status that is neither a success nor in ``expected``, and
                everything that keeps the answer from coming; its remedy says what a person can do.
        """
        ...


@runtime_checkable
class SourcePlugin(Protocol):
    """Bring typed records out of one kind of source.

    A plugin touches neither database, index nor network but through what it is handed. One instance serves
    one run. ``gather`` yields references (a cursor from the last complete run tells where to go on; None
    asks for everything), ``fetch`` returns the bytes of one or ``None`` if unchanged, ``parse`` yields the
    records in them, an ``Unreadable`` in the place of each that is wrong, and raises
    ``ingest.errors.ParseError`` for bytes that are no such thing.

    The settings are a pydantic model that forbids extra keys; every field has a ``title`` in words, which
    the admin shows, and a ``description`` where the title doesn't say all. Optional class attribute:
    ``parser_version`` (an int, 1 unless given): raise it when ``parse`` gives other records of the same
    bytes, so that everything is read again.
    """

    name: ClassVar[str]
    titles: ClassVar[dict[str, str]]
    api_version: ClassVar[int]
    settings_model: ClassVar[type[BaseModel]]

    def gather(self, settings: Any, cursor: str | None) -> Iterator[Reference]: ...

    def fetch(self, reference: Reference) -> Fetched | None: ...

    def parse(self, fetched: Fetched) -> Iterable[Record | Unreadable]: ...


@runtime_checkable
class UsesWeb(Protocol):
    """Be a plugin that fetches from the web: it is handed the way there before it gathers."""

    def use_web(self, web: Web) -> None: ...


@runtime_checkable
class KeepsCursor(Protocol):
    """Be a plugin that need not gather everything every time.

    ``next_cursor`` is asked when the references have all been gathered; what it returns (any text, or None)
    is handed to ``gather`` next time, if the run is completed.
    """

    def next_cursor(self) -> str | None: ...


@runtime_checkable
class ListsEverything(Protocol):
    """Be a plugin that knows whether it listed all that there is.

    ``listed_everything`` is asked when the references have all been gathered. Only if it is true does a
    missing thing count as gone; of a plugin without this method it never does.
    """

    def listed_everything(self) -> bool: ...


@runtime_checkable
class KnowsDeletions(Protocol):
    """Be a plugin whose source tells what was deleted.

    ``deletions`` is asked when the references have all been gathered; it yields external ids of records.
    """

    def deletions(self) -> Iterable[str]: ...


@runtime_checkable
class GivesImages(Protocol):
    """Be a plugin that fetches the images of its records itself, such as those within an archive.

    ``image`` gets an image's ``url`` as its record has it; it raises ``FetchError``. The images of all other
    plugins are fetched from the web.
    """

    def image(self, url: str) -> bytes: ...


@runtime_checkable
class PreviewsUrl(Protocol):
    """Be a plugin that can show what it would make of one address.

    ``reference_for`` returns the reference to fetch; it raises ``GatherError`` for an address that is not
    its own.
    """

    def reference_for(self, settings: Any, url: str) -> Reference: ...
