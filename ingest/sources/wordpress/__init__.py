"""The built-in plugin for WordPress: its posts and pages by the REST API, version 2."""

from ingest.sources.wordpress.source import WordPressSettings, WordPressSource

__all__ = ["WordPressSettings", "WordPressSource"]
