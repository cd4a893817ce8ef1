"""The engines, and the one way to get one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from search.concepts import Concepts, none
from search.errors import EngineConfigurationError
from search.protocols import SearchEngine

Provider = Callable[[], Concepts]


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Say which engine, and where its index is."""

    name: str
    directory: Path
    elasticsearch_url: str = ""
    elasticsearch_api_key: str = ""
    elasticsearch_user: str = ""
    elasticsearch_password: str = ""
    elasticsearch_ca_certs: str = ""
    index_prefix: str = "palvelupaketti"


def _memory(_config: EngineConfig, concepts: Provider) -> SearchEngine:
    from search.engines.memory import MemoryEngine

    return MemoryEngine(concepts)


def _embedded(config: EngineConfig, concepts: Provider) -> SearchEngine:
    from search.engines.embedded import EmbeddedEngine

    return EmbeddedEngine(config.directory, concepts)


def _elasticsearch(config: EngineConfig, concepts: Provider) -> SearchEngine:
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(
        config.elasticsearch_url,
        config.index_prefix,
        concepts,
        api_key=config.elasticsearch_api_key,
        user=config.elasticsearch_user,
        password=config.elasticsearch_password,
        ca_certs=config.elasticsearch_ca_certs,
    )


ENGINES: dict[str, Callable[[EngineConfig, Provider], SearchEngine]] = {
    "memory": _memory,
    "embedded": _embedded,
    "elasticsearch": _elasticsearch,
}


def load_engine(config: EngineConfig, concepts: Provider = none) -> SearchEngine:
    """Return the configured engine; raise ``EngineConfigurationError`` for an unknown name.

    ``concepts`` is asked for the editors' synonyms at each search, so an edit acts at once.
    """
    try:
        make = ENGINES[config.name]
    except KeyError:
        names = ", ".join(sorted(ENGINES))
        raise EngineConfigurationError(
            f"There is no search engine {config.name!r}. Set SEARCH_ENGINE to one of: {names}."
        ) from None
    return make(config, concepts)
