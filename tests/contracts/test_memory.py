"""Hold the memory engine to the contract."""

from __future__ import annotations

import pytest

from search.engines.memory import MemoryEngine
from search.testing import EngineContract, Factory


class TestMemoryEngine(EngineContract):
    """The contract, for the specification itself."""

    @pytest.fixture(scope="class")
    @classmethod
    def factory(cls) -> Factory:
        return MemoryEngine
