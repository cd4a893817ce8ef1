"""The plugin ``hsds``: Open Referral's Human Services Data Specification 3.x."""

from ingest.sources.hsds.source import HsdsSettings, HsdsSource

__all__ = ["HsdsSettings", "HsdsSource"]
