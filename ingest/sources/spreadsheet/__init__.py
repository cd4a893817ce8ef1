"""The plugin ``spreadsheet``: tables of services, organisations and key figures."""

from ingest.sources.spreadsheet.source import SpreadsheetSettings, SpreadsheetSource

__all__ = ["SpreadsheetSettings", "SpreadsheetSource"]
