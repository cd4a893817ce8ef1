"""Village bulletins as a source of Palvelupaketti."""

from village_bulletin.source import VillageBulletin

__all__ = ["VillageBulletin"]
