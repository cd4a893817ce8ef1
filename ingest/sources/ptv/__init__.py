"""The plugin ``ptv``: Suomi.fi's register of services (Palvelutietovaranto)."""

from ingest.sources.ptv.source import PtvSettings, PtvSource

__all__ = ["PtvSettings", "PtvSource"]
