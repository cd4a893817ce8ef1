"""The engine that the settings choose: one a process."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from search import conf
from search.concepts import Concepts
from search.engines import load_engine
from search.fallback import FallbackEngine
from search.guarded import GuardedEngine
from search.protocols import SearchEngine


@lru_cache(maxsize=1)
def get_engine() -> SearchEngine:
    """Return this process's engine, made at the first call; it knows the editors' names and synonyms.

    Raise ``EngineConfigurationError`` for settings that name no usable one.
    """
    config = conf.engine_config()
    engine = GuardedEngine(load_engine(config, _current_concepts))
    beside = conf.fallback_name()
    if not beside or beside == config.name:
        return engine
    return FallbackEngine(engine, load_engine(replace(config, name=beside), _current_concepts))


def _current_concepts() -> Concepts:
    """Return the synonyms in use, after seeing to it that the query is read with the names in use."""
    from search.names.selectors import use_current_names  # both need the loaded models
    from search.synonyms.selectors import current_concepts

    use_current_names()
    return current_concepts()


def forget_engine() -> None:
    """Let the next call make the engine anew, after settings changed."""
    get_engine.cache_clear()
