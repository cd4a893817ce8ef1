"""Hold the Elasticsearch engine to the contract, on real servers of both supported versions."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from elasticsearch import Elasticsearch

from search.concepts import Concepts
from search.engines.elasticsearch import ElasticsearchEngine
from search.testing import EngineContract, Factory
from tests.elasticsearch_node.node import JAVA_NEEDED, NodeUnavailable, running

SERVERS = ["ELASTICSEARCH_URL"] if os.environ.get("ELASTICSEARCH_URL") else list(JAVA_NEEDED)
"""The server that is given, else a node of each version."""


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """Yield the address of a server; skip where there is neither one nor the JDK to start it."""
    if request.param not in JAVA_NEEDED:
        yield os.environ[request.param]
        return
    with ExitStack() as node:
        try:
            url = node.enter_context(running(request.param))
        except NodeUnavailable as missing:
            pytest.skip(str(missing))
        yield url


@pytest.mark.elasticsearch
class TestElasticsearchEngine(EngineContract):
    """The contract, for Elasticsearch."""

    @pytest.fixture(scope="class")
    @classmethod
    def factory(cls, server: str) -> Iterator[Factory]:
        prefix = f"contract-{uuid.uuid4().hex[:8]}"

        def make(concepts: Callable[[], Concepts]) -> ElasticsearchEngine:
            return ElasticsearchEngine(server, f"{prefix}-{uuid.uuid4().hex[:8]}", concepts)

        yield make
        with Elasticsearch(server) as client:
            for name in client.indices.get(index=f"{prefix}-*"):
                client.indices.delete(index=name)
