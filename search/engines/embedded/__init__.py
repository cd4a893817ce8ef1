"""The embedded engine: tantivy in this process, its index on disk."""

from search.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
