"""The built-in plugin for Innokylä: its records of development work by their addresses."""

from ingest.sources.innokyla.source import InnokylaSettings, InnokylaSource

__all__ = ["InnokylaSettings", "InnokylaSource"]
