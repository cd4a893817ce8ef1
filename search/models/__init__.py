"""The search's own state: the outbox, the editors' synonyms and names, the log of searches."""

from search.models.log import SearchLogEntry
from search.models.names import Name, NamesInUse
from search.models.outbox import IndexChange
from search.models.synonyms import SynonymSet, SynonymUpload

__all__ = ["IndexChange", "Name", "NamesInUse", "SearchLogEntry", "SynonymSet", "SynonymUpload"]
