"""The engine that the settings choose: one a process."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from search import conf
from search.engines import load_engine
from search.fallback import FallbackEngine
from search.guarded import GuardedEngine
from search.protocols import SearchEngine


@lru_cache(maxsize=1)
def get_engine() -> SearchEngine:
    """Return this process's engine, made at the first call; it knows the editors' synonyms.

    Raise ``EngineConfigurationError`` for settings that name no usable one.
    """
    from search.synonyms.selectors import current_concepts  # needs the loaded models

    config = conf.engine_config()
    engine = GuardedEngine(load_engine(config, current_concepts))
    beside = conf.fallback_name()
    if not beside or beside == config.name:
        return engine
    return FallbackEngine(engine, load_engine(replace(config, name=beside), current_concepts))


def forget_engine() -> None:
    """Let the next call make the engine anew, after settings changed."""
    get_engine.cache_clear()
