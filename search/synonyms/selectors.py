"""The editors' synonyms as the engine uses them."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models import Count, Max, Value

from search.analysis import Lexicon, names_in_use
from search.concepts import Concepts, SynonymSet
from search.models.synonyms import SynonymSet as StoredSet
from search.synonyms.labels import LabelError, read_labels
from search.versioned import FirstRow, Versioned

logger = logging.getLogger(__name__)

_Version = tuple[tuple[Any, ...] | None, Lexicon]


def current_concepts() -> Concepts:
    """Return the synonyms in use, as they stand now in the database.

    One small query asks whether they changed; only then, or when the names in use did, are they read and
    analysed anew, once a process, so that an edit acts at the next search everywhere.
    """
    return _concepts.current()


def _version() -> _Version:
    return _sets(), names_in_use()


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


_sets = FirstRow(
    lambda: (
        StoredSet.objects.order_by()
        .annotate(all=Value(1))
        .values("all")
        .annotate(count=Count("pk"), latest=Max("updated_at"))
        .values_list("count", "latest")
    )
)
_concepts: Versioned[_Version, Concepts] = Versioned(_version, lambda: Concepts.of(_stored_sets()))
