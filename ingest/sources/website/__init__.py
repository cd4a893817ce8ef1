"""The built-in plugin for websites without a feed: a sitemap, a list page or single pages."""

from ingest.sources.website.source import WebsiteSettings, WebsiteSource

__all__ = ["WebsiteSettings", "WebsiteSource"]
