"""One loader gives every engine by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from search.engines import ENGINES, EngineConfig, load_engine
from search.errors import EngineConfigurationError, EngineUnavailable
from search.protocols import SearchEngine
from search.query import SearchQuery


@pytest.fixture
def config(tmp_path: Path) -> EngineConfig:
    return EngineConfig("embedded", tmp_path, elasticsearch_url="http://127.0.0.1:9")


@pytest.mark.parametrize("name", list(ENGINES))
def test_each_name_gives_its_engine(config: EngineConfig, name: str) -> None:
    assert isinstance(load_engine(replace(config, name=name)), SearchEngine)


def test_an_unknown_name_lists_the_known_ones(config: EngineConfig) -> None:
    with pytest.raises(EngineConfigurationError, match="elasticsearch, embedded, memory"):
        load_engine(replace(config, name="solr"))


@pytest.mark.parametrize("url", ["", "not a url", "http://[", "ftp://example.org:1"])
def test_an_address_that_is_none_is_named(config: EngineConfig, url: str) -> None:
    with pytest.raises(EngineConfigurationError, match=r"(?i)elasticsearch"):
        load_engine(replace(config, name="elasticsearch", elasticsearch_url=url))


def test_missing_certificates_are_named(config: EngineConfig) -> None:
    broken = replace(
        config,
        name="elasticsearch",
        elasticsearch_url="https://127.0.0.1:9",
        elasticsearch_ca_certs="/nowhere/ca.pem",
    )
    with pytest.raises(EngineConfigurationError, match=r"ca\.pem"):
        load_engine(broken)


def test_an_unreachable_server_is_unavailable(config: EngineConfig) -> None:
    engine = load_engine(replace(config, name="elasticsearch"))
    with pytest.raises(EngineUnavailable):
        engine.search(SearchQuery("perhe"))
    with pytest.raises(EngineUnavailable):
        engine.delete(["service:1"])
