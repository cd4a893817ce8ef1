"""The editors' synonyms as the engine uses them."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from django.db.models import Count, Max

from search.concepts import NO_CONCEPTS, Concepts, SynonymSet
from search.models.synonyms import SynonymSet as StoredSet
from search.synonyms.labels import LabelError, read_labels

logger = logging.getLogger(__name__)

_Version = tuple[int, datetime | None]


class _Cache:
    """Hold the concepts of one version of the table in this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.state: tuple[_Version, Concepts] = ((0, None), NO_CONCEPTS)


_cache = _Cache()


def current_concepts() -> Concepts:
    """Return the synonyms in use, as they stand now in the database.

    One small query asks whether they changed; only then are they read and analysed anew, once a
    process, so that an edit acts at the next search everywhere.
    """
    version = _version()
    known, concepts = _cache.state
    if version == known:
        return concepts
    with _cache.lock:
        known, concepts = _cache.state
        if version != known:
            concepts = Concepts.of(_stored_sets())
            _cache.state = (version, concepts)
        return concepts


def _version() -> _Version:
    found = StoredSet.objects.aggregate(count=Count("pk"), latest=Max("updated_at"))
    return found["count"], found["latest"]


def _stored_sets() -> list[SynonymSet]:
    sets = []
    for key, labels, narrower in StoredSet.objects.filter(is_active=True).values_list(
        "pk", "labels", "narrower"
    ):
        try:
            sets.append(SynonymSet(read_labels(labels), read_labels(narrower)))
        except LabelError as error:
            logger.warning("Synonym set %s is left out: %s", key, error)
    return sets
