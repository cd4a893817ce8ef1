"""The closed vocabularies of the search: kinds, facets, languages, sort orders, link states."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a found object is."""

    SERVICE = "service"
    ORGANISATION = "organisation"
    NEWS = "news"
    PRESS_RELEASE = "press_release"
    REVIEW = "review"
    PROJECT = "project"
    EVENT = "event"


class Language(StrEnum):
    """A language of content and of queries (ISO 639-1)."""

    FI = "fi"
    SV = "sv"
    EN = "en"


class Facet(StrEnum):
    """A property that results are narrowed and counted by; its values are slugs.

    ``MUNICIPALITY_LOCAL`` is what ``MUNICIPALITY`` reads when a query asks for local offers only;
    it is never a facet of its own in an answer.
    """

    KIND = "kind"
    TARGET_GROUP = "target_group"
    CHALLENGE = "challenge"
    MUNICIPALITY = "municipality"
    MUNICIPALITY_LOCAL = "municipality_local"
    AVAILABILITY = "availability"
    CHANNEL = "channel"
    ORGANISATION = "organisation"
    LANGUAGE = "language"
    TAG = "tag"
    FREE = "free"
    ANONYMOUS = "anonymous"

    __hash__ = str.__hash__  # as a key of many dictionaries; the enumeration's own is slower


class Sort(StrEnum):
    """The order of results."""

    RELEVANCE = "relevance"
    NAME = "name"
    FRESHNESS = "freshness"


class LinkState(StrEnum):
    """What the link check knows of a document's section link."""

    UNKNOWN = "unknown"
    OK = "ok"
    DOUBTFUL = "doubtful"
    DEAD = "dead"
