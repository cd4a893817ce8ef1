"""Put names into use: for queries at once, for the documents that they stand in by way of the outbox."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from search.analysis import Lexicon
from search.analysis.words import normalised, words
from search.building import build_documents
from search.documents import SearchDocument
from search.kept import texts
from search.models.names import NamesInUse
from search.models.outbox import IndexChange
from search.names.selectors import gathered_names, names_in_database, use_current_names
from search.registry import BATCH, parse_document_id, sources

LIST = "name"
"""The source under which the outbox notes that the editors' list changed; it has no documents."""

_SHORTEST_INSIDE = 3
"""Shorter names are looked for as words of their own only; the analysis inflects none of them."""


def learn_names() -> None:
    """Put the names that should be in use into use, and record what they concern for the index.

    Call it with the drain's lock held. Nothing happens if they are in use already. In one transaction
    the documents are recorded and the names put into use; a crash before it repeats the step.
    """
    before, forms = names_in_database(), gathered_names()
    if forms != before:
        concerned = _concerned(Lexicon.of(before).differing(Lexicon.of(forms)))
        with transaction.atomic():
            IndexChange.objects.bulk_create(concerned, batch_size=BATCH)
            _put_into_use(forms)
    use_current_names()


@contextmanager
def names_for_rebuild() -> Iterator[None]:
    """Put the names that should be in use into use for an index that is built anew.

    Nothing is recorded, as every document is analysed anyway. If that fails, the old index stays, and
    with it the names that it was made by.
    """
    before = names_in_database()
    _put_into_use(gathered_names())
    use_current_names()
    try:
        yield
    except BaseException:
        _put_into_use(before)
        use_current_names()
        raise


def _put_into_use(forms: Mapping[str, str]) -> None:
    content = json.dumps(forms, sort_keys=True, ensure_ascii=False)
    fingerprint = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    NamesInUse.objects.update_or_create(pk=1, defaults={"forms": forms, "fingerprint": fingerprint})


def _concerned(stems: frozenset[str]) -> list[IndexChange]:
    """Return a change of each object in whose document one of the stems stands.

    The documents are made from the database, a batch in memory at a time: an engine can't be asked for
    what stands inside words.
    """
    inside = sorted(stem for stem in stems if len(stem) >= _SHORTEST_INSIDE)
    alone = sorted(stem for stem in stems if len(stem) < _SHORTEST_INSIDE)
    looked_for = [re.escape(stem) for stem in inside]
    looked_for += [rf"(?<!\w){re.escape(stem)}(?!\w)" for stem in alone]
    if not looked_for:
        return []
    wanted = re.compile("|".join(looked_for))
    found: list[IndexChange] = []
    for source in sources().values():
        for batch in source.batches():
            documents, _failed = build_documents(source.name, batch)
            found += [
                IndexChange(source=source.name, object_id=parse_document_id(document.id)[1])
                for document in documents
                if _holds(document, wanted)
            ]
    return found


def _holds(document: SearchDocument, wanted: re.Pattern[str]) -> bool:
    return any(
        wanted.search(" ".join(normalised(written) for written, _start, _end in words(text)))
        for text in texts(document)
    )
