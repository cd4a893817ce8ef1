"""The search's own state: the outbox, the editors' synonyms, the log of searches."""

from search.models.log import SearchLogEntry
from search.models.outbox import IndexChange
from search.models.synonyms import SynonymSet, SynonymUpload

__all__ = ["IndexChange", "SearchLogEntry", "SynonymSet", "SynonymUpload"]
