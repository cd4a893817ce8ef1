"""The search's settings: the one place in this package that reads ``settings.SEARCH``."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from search.engines import EngineConfig


def engine_config() -> EngineConfig:
    """Return the configuration of the engine that the settings choose."""
    chosen = settings.SEARCH
    return EngineConfig(
        name=chosen["engine"],
        directory=Path(chosen["directory"]),
        elasticsearch_url=chosen["elasticsearch_url"],
        elasticsearch_api_key=chosen["elasticsearch_api_key"],
        elasticsearch_user=chosen["elasticsearch_user"],
        elasticsearch_password=chosen["elasticsearch_password"],
        elasticsearch_ca_certs=chosen["elasticsearch_ca_certs"],
        index_prefix=chosen["elasticsearch_index"],
    )


def fallback_name() -> str:
    """Return the name of the engine that answers while the chosen one is away, or nothing."""
    return str(settings.SEARCH.get("fallback", ""))


def log_months() -> int:
    """Return how many months searches stay in the log."""
    return int(settings.SEARCH_LOG_MONTHS)


def state_directory() -> Path:
    """Return where the search keeps its local state, such as locks."""
    return Path(settings.SEARCH["directory"])
