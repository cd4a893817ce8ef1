"""The built-in plugin for feeds: RSS 0.9 to 2.0, Atom and JSON Feed."""

from ingest.sources.feed.source import FeedSettings, FeedSource

__all__ = ["FeedSettings", "FeedSource"]
