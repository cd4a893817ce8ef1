"""Search with an Elasticsearch server."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, streaming_bulk
from elasticsearch.serializer import OrjsonSerializer

from search.analysis import fingerprint
from search.answering import answer, complete
from search.concepts import Concepts, none
from search.documents import SearchDocument
from search.engines.elasticsearch.mapping import (
    DELETED,
    ID,
    SETTINGS,
    build_mapping,
    to_elasticsearch,
)
from search.engines.elasticsearch.snapshot import BATCH, ElasticsearchSnapshot
from search.errors import (
    EngineConfigurationError,
    EngineUnavailable,
    FingerprintMismatch,
    IndexUnusable,
)
from search.fields import Language
from search.indexed import FORMAT, index
from search.query import SearchQuery
from search.results import EngineStatus, SearchResults, Suggestion

REMEDY = "Run 'search_index rebuild' to build it."
TIMEOUT = 10.0
WRITE_TIMEOUT = 60.0
CHECKED_EVERY = 10.0
"""Seconds between two looks at what made the index; another process may have rebuilt it."""


class ElasticsearchEngine:
    """Keep an index behind the alias ``index_name``; ``<index_name>-next`` names one that is built.

    Changes are written to both, so that those made during a rebuild are in its result. A rebuild
    that starts while another runs takes its place; the other one fails.
    """

    def __init__(
        self,
        url: str,
        index_name: str,
        concepts: Callable[[], Concepts] = none,
        *,
        api_key: str = "",
        user: str = "",
        password: str = "",
        ca_certs: str = "",
    ) -> None:
        if not url:
            raise EngineConfigurationError("ELASTICSEARCH_URL is empty. Set it to the server's address.")
        if not url.startswith(("http://", "https://")):
            raise EngineConfigurationError(f"ELASTICSEARCH_URL is {url!r}: no http or https address.")
        if ca_certs and not Path(ca_certs).is_file():
            raise EngineConfigurationError(f"The certificates of Elasticsearch, {ca_certs}, are no file.")
        more: dict[str, Any] = {}
        if api_key:
            more["api_key"] = api_key
        elif user:
            more["basic_auth"] = (user, password)
        if ca_certs:
            more["ca_certs"] = ca_certs
        try:
            self._client = Elasticsearch(
                url, request_timeout=TIMEOUT, max_retries=1, serializer=OrjsonSerializer(), **more
            )
        except (ValueError, TypeError, OSError) as error:
            raise EngineConfigurationError(
                f"ELASTICSEARCH_URL or its certificates don't do: {error}"
            ) from error
        self._alias = index_name
        self._next = f"{index_name}-next"
        self._concepts = concepts
        self._checked = float("-inf")
        self._checking = threading.Lock()

    def search(self, query: SearchQuery) -> SearchResults:
        with _named_errors(self._alias):
            self._check()
            return answer(self._snapshot(), query, self._concepts())

    def suggest(self, prefix: str, language: Language, limit: int = 8) -> tuple[Suggestion, ...]:
        with _named_errors(self._alias):
            self._check()
            return complete(self._snapshot(), prefix, language, limit)

    def content_hashes(self) -> Iterator[tuple[str, str]]:
        with _named_errors(self._alias):
            yield from self._snapshot().hashes()

    def status(self) -> EngineStatus:
        with _named_errors(self._alias):
            name, made = self._made_by()
            return EngineStatus(
                engine="elasticsearch",
                documents=int(self._client.count(index=self._alias)["count"]),
                fingerprint=made["fingerprint"],
                built=datetime.fromisoformat(made["built"]),
                location=name,
            )

    def upsert(self, documents: Iterable[SearchDocument]) -> None:
        fresh = {document.id: document for document in documents}
        if not fresh:
            return
        with _named_errors(self._alias):
            self._check()
            sources = {key: to_elasticsearch(index(document)) for key, document in fresh.items()}
            self._bulk(
                {"_op_type": "index", "_index": name, "_id": key, "_source": source}
                for name in self._written_indices()
                for key, source in sources.items()
            )

    def delete(self, ids: Iterable[str]) -> None:
        gone = tuple(dict.fromkeys(ids))
        if not gone:
            return
        with _named_errors(self._alias):
            current, *unfinished = self._written_indices()
            self._bulk({"_op_type": "delete", "_index": current, "_id": key} for key in gone)
            self._bulk(
                {"_op_type": "index", "_index": name, "_id": key, "_source": {ID: key, DELETED: "yes"}}
                for name in unfinished
                for key in gone
            )

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        with _named_errors(self._alias):
            name = self._begin()
            try:
                self._fill(name, documents)
                self._bury(name)
                self._switch(name)
            except BaseException:
                self._client.options(ignore_status=404).indices.delete(index=name)
                raise
            self._checked = float("-inf")
            return int(self._client.count(index=name)["count"])

    def _snapshot(self) -> ElasticsearchSnapshot:
        return ElasticsearchSnapshot(self._client, self._alias)

    def _writer(self) -> Elasticsearch:
        """Return a client with the patience that a server needs to take a batch in."""
        return self._client.options(request_timeout=WRITE_TIMEOUT)

    def _made_by(self) -> tuple[str, dict[str, Any]]:
        found = self._client.indices.get_mapping(index=self._alias).body
        name, description = next(iter(found.items()))
        return name, description["mappings"].get("_meta", {"fingerprint": "", "format": 0, "built": ""})

    def _check(self) -> None:
        """Refuse an index of another version; look again every few seconds."""
        if time.monotonic() - self._checked < CHECKED_EVERY:
            return
        with self._checking:
            name, made = self._made_by()
            if (made["fingerprint"], made["format"]) != (fingerprint(), FORMAT):
                raise FingerprintMismatch(
                    f"The search index {name} was made by another version of the analysis"
                    f" ({made['fingerprint']}, format {made['format']}; this is {fingerprint()}, format"
                    f" {FORMAT}). Run 'search_index rebuild' to build it anew."
                )
            self._checked = time.monotonic()

    def _written_indices(self) -> list[str]:
        """Return the current index, and the one that is being built, if any."""
        named = {alias: name for name, aliases in self._aliases().items() for alias in aliases}
        if self._alias not in named:
            raise IndexUnusable(f"There is no search index {self._alias}. {REMEDY}")
        return [named[alias] for alias in (self._alias, self._next) if alias in named]

    def _aliases(self) -> dict[str, set[str]]:
        """Return our indices and which of our two aliases each has."""
        kept = self._client.indices.get_alias(index=f"{self._alias}-*", expand_wildcards="all").body
        ours = {self._alias, self._next}
        return {
            name: ours.intersection(found["aliases"])
            for name, found in kept.items()
            if _is_ours(name, self._alias)
        }

    def _bulk(self, actions: Iterable[dict[str, Any]]) -> None:
        for done, result in streaming_bulk(
            self._writer(), actions, chunk_size=BATCH, raise_on_error=False, refresh=True
        ):
            ((kind, said),) = result.items()
            if not done and not (kind == "delete" and said["status"] == 404):
                raise EngineUnavailable(f"Elasticsearch didn't take {said['_id']}: {said.get('error')}")

    def _begin(self) -> str:
        """Make an empty index beside the current one; remove what broken rebuilds left."""
        indices = self._client.indices
        for name, aliases in self._aliases().items():
            if self._alias not in aliases:
                indices.delete(index=name)
        name = f"{self._alias}-{datetime.now(UTC):%Y%m%dt%H%M%S}-{uuid.uuid4().hex[:8]}"
        indices.create(
            index=name,
            settings={**SETTINGS, "refresh_interval": "-1"},
            mappings=build_mapping(),
            aliases={self._next: {"is_hidden": True}},
        )
        return name

    def _fill(self, name: str, documents: Iterable[SearchDocument]) -> None:
        """Write all documents; one that was changed meanwhile stays as it was changed."""
        actions = (
            {
                "_op_type": "create",
                "_index": name,
                "_id": document.id,
                "_source": to_elasticsearch(index(document)),
            }
            for document in documents
        )
        written = streaming_bulk(self._writer(), actions, chunk_size=BATCH, raise_on_error=False)
        for done, result in written:
            said = result["create"]
            if not done and said["status"] != 409:
                raise EngineUnavailable(f"Elasticsearch didn't take {said['_id']}: {said.get('error')}")
        self._client.indices.refresh(index=name)

    def _bury(self, name: str) -> None:
        """Remove the marks of what was deleted during the rebuild."""
        while True:
            marked = self._client.search(
                index=name, query={"term": {DELETED: "yes"}}, size=BATCH, source=False
            )["hits"]["hits"]
            if not marked:
                return
            self._bulk({"_op_type": "delete", "_index": name, "_id": hit["_id"]} for hit in marked)

    def _switch(self, name: str) -> None:
        indices = self._client.indices
        indices.put_settings(index=name, settings={"refresh_interval": SETTINGS["refresh_interval"]})
        old = [found for found, aliases in self._aliases().items() if self._alias in aliases]
        actions: list[dict[str, Any]] = [
            {"add": {"index": name, "alias": self._alias}},
            {"remove": {"index": name, "alias": self._next}},
            *({"remove_index": {"index": found}} for found in old),
        ]
        indices.update_aliases(actions=actions)


def _is_ours(name: str, alias: str) -> bool:
    """Say whether a name is one that ``_begin`` gives, and not another site's with a longer prefix."""
    stamp = name.removeprefix(f"{alias}-")
    return len(stamp) == 24 and stamp[8] == "t" and stamp[15] == "-"


@contextmanager
def _named_errors(alias: str) -> Iterator[None]:
    """Turn the client's errors into ours."""
    try:
        yield
    except NotFoundError as error:
        raise IndexUnusable(f"There is no search index {alias}. {REMEDY}") from error
    except BadRequestError as error:
        raise EngineUnavailable(f"Elasticsearch refused a request: {error}") from error
    except (ApiError, TransportError, BulkIndexError) as error:
        raise EngineUnavailable(f"Elasticsearch can't be used just now: {error}") from error
