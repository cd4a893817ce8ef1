"""The built-in plugin for saved texts: news, press releases, annual reviews, Innokylä records."""

from ingest.sources.document.source import DocumentSettings, DocumentSource

__all__ = ["DocumentSettings", "DocumentSource"]
