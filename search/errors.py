"""The errors of the search, drawn as a tree.

SearchError
├── EngineConfigurationError   the settings name no usable engine
├── EngineUnavailable          the engine can't be reached or written just now; trying again may help
│   └── IndexLocked            another process is writing the index
├── SourceBroken               a kind of content can't be made into documents at all
└── IndexUnusable              there is no index, or it is damaged: rebuild it
    └── FingerprintMismatch    the index was made by another version of the analysis
"""

from __future__ import annotations


class SearchError(Exception):
    """Stand above everything that a search engine raises."""


class EngineConfigurationError(SearchError):
    """Report settings that name no usable engine."""


class EngineUnavailable(SearchError):
    """Report an engine that can't be reached or written at the moment."""


class IndexLocked(EngineUnavailable):
    """Report an index that another process is writing."""


class SourceBroken(SearchError):
    """Report a kind of content of which nothing could be made into a document."""


class IndexUnusable(SearchError):
    """Report a missing or damaged index; ``search_index rebuild`` makes a new one."""


class FingerprintMismatch(IndexUnusable):
    """Report an index whose tokens come from another version of the analysis."""
