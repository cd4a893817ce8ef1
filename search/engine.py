"""The engine that the settings choose: one a process."""

from __future__ import annotations

from functools import lru_cache

from search import conf
from search.engines import load_engine
from search.protocols import SearchEngine


@lru_cache(maxsize=1)
def get_engine() -> SearchEngine:
    """Return this process's engine, made at the first call.

    Raise ``EngineConfigurationError`` for settings that name no usable one.
    """
    return load_engine(conf.engine_config())


def forget_engine() -> None:
    """Let the next call make the engine anew, after settings changed."""
    get_engine.cache_clear()
