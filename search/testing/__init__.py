"""The contract of search engines, as tests: what every engine must do, and alike.

An engine's tests are a subclass that overrides the ``factory`` fixture::

    class TestMine(EngineContract):
        @pytest.fixture(scope="class")
        @classmethod
        def factory(cls) -> Factory:
            return lambda concepts: MyEngine(concepts)

In the tests ``library`` is an engine with ``DOCUMENTS`` in it, which no test writes; ``engine`` is an
empty one. Call ``pytest.register_assert_rewrite("search.testing")`` first for readable failures.
"""

from search.testing.contract import EngineContract
from search.testing.library import Factory

__all__ = ["EngineContract", "Factory"]
