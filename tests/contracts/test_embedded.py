"""Hold the embedded engine to the contract."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from search.concepts import Concepts
from search.engines.embedded import EmbeddedEngine
from search.testing import EngineContract, Factory


class TestEmbeddedEngine(EngineContract):
    """The contract, for tantivy on disk."""

    @pytest.fixture(scope="class")
    @classmethod
    def factory(cls, tmp_path_factory: pytest.TempPathFactory) -> Factory:
        def make(concepts: Callable[[], Concepts]) -> EmbeddedEngine:
            return EmbeddedEngine(tmp_path_factory.mktemp("index") / "search", concepts)

        return make
