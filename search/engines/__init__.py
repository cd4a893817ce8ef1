"""The engines, and the one way to get one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from search.errors import EngineConfigurationError
from search.protocols import SearchEngine


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


ENGINES: dict[str, Callable[[EngineConfig], SearchEngine]] = {}


def load_engine(config: EngineConfig) -> SearchEngine:
    """Return the configured engine; raise ``EngineConfigurationError`` for an unknown name."""
    try:
        make = ENGINES[config.name]
    except KeyError:
        raise EngineConfigurationError(
            f"There is no search engine {config.name!r}. Set SEARCH_ENGINE to one of: {', '.join(sorted(ENGINES))}."
        ) from None
    return make(config)
