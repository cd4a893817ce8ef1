"""Join the contract's parts: what every engine must do, and alike."""

from __future__ import annotations

import pytest

from search.concepts import Concepts
from search.engines.memory import MemoryEngine
from search.protocols import SearchEngine
from search.testing.anything import Anything
from search.testing.finding import Finding
from search.testing.library import DOCUMENTS, Factory, synonyms
from search.testing.narrowing import Narrowing
from search.testing.ranking import Ranking
from search.testing.showing import Showing
from search.testing.spelling import Spelling
from search.testing.suggesting import Suggesting
from search.testing.wording import Wording
from search.testing.writing import Writing


class EngineContract(
    Finding,
    Wording,
    Ranking,
    Spelling,
    Narrowing,
    Showing,
    Suggesting,
    Writing,
    Anything,
):
    """Hold what every engine must do; a subclass says how to make one."""

    @pytest.fixture(scope="class")
    @classmethod
    def factory(cls) -> Factory:
        """Return what makes an engine on an index of its own, given a provider of concepts."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def library(cls, factory: Factory) -> SearchEngine:
        """Return an engine that holds ``DOCUMENTS``."""
        made = factory(synonyms)
        made.rebuild(DOCUMENTS)
        return made

    @pytest.fixture
    def engine(self, factory: Factory) -> SearchEngine:
        """Return an engine with an empty index."""
        made = factory(Concepts)
        made.rebuild([])
        return made

    @pytest.fixture(scope="class")
    @classmethod
    def specification(cls) -> MemoryEngine:
        """Return the memory engine with the same documents."""
        made = MemoryEngine(synonyms)
        made.rebuild(DOCUMENTS)
        return made
