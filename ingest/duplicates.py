"""Recognise what is here already: by identifiers, by address, by name, by near-equal text.

Only content that the source hasn't brought itself is compared: within a source the identifiers decide.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast
from rapidfuzz import fuzz, process

from cms.directory.models import OrganisationPage, Service
from ingest.models import HarvestedRecord
from ingest.organisations import name_key, website_key
from ingest.records import OrganisationRecord, Record, ServiceRecord
from ingest.rendering import body_text
from ingest.sanitising import plain_text

SAME_NAME = 92
"""Of 100: names above this are one name with a slip of the pen (rapidfuzz's ratio)."""
SAME_TEXT = 90
"""Of 100: texts above this tell the same with small changes."""
COMPARED_LENGTH = 1500
LEAST_LENGTH = 200
"""Shorter texts are alike by chance; then only identifiers, addresses and names tell."""
SHINGLE_WORDS = 4
SAMPLED = 2
"""Of so many hashes one is kept."""
COMPARED_TEXTS = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold content that seems to be the record's, and by what it was recognised."""

    key: int
    reason: str


@dataclass(slots=True)
class _Known:
    """Hold what one kind of content can be recognised by; each maps to its key."""

    by_identifier: dict[tuple[str, str], int] = field(default_factory=dict)
    by_address: dict[str, int] = field(default_factory=dict)
    by_business_id: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    by_shingle: dict[int, list[int]] = field(default_factory=dict)

    def add_text(self, key: int, text: str) -> None:
        """Note a text that is long enough to be told from others."""
        if len(text) >= LEAST_LENGTH:
            self.texts[key] = text[:COMPARED_LENGTH]
            for shingle in shingles(self.texts[key]):
                self.by_shingle.setdefault(shingle, []).append(key)


class Recogniser:
    """Recognise the records of one source; what is here is read once for each model."""

    def __init__(self, source_name: str) -> None:
        self._source_name = source_name
        self._known: dict[type[Model], _Known] = {}

    def likeness(self, record: Record, model: type[Model]) -> Likeness | None:
        """Return the content that the record seems to tell of, or ``None``."""
        if model not in self._known:
            self._known[model] = self._read(model)
        known = self._known[model]
        return _by_marks(record, known) or _by_name(record, known) or _by_text(record, known)

    def _read(self, model: type[Model]) -> _Known:
        known = _Known()
        content_type = ContentType.objects.get_for_model(model)
        harvested = HarvestedRecord.objects.filter(content_type=content_type)
        own = set(
            harvested.filter(source__name=self._source_name).values_list("object_id", flat=True).iterator()
        )
        for key, identifiers, url in (
            harvested.exclude(source__name=self._source_name)
            .values_list("object_id", "identifiers", "url")
            .iterator()
        ):
            if key not in own and key.isdigit():
                known.by_identifier |= {(scheme, value): int(key) for scheme, value in identifiers}
                known.by_address |= {website_key(url): int(key)} if url else {}
        for pk, columns in _contents(model, {int(key) for key in own if key.isdigit()}):
            known.names[pk] = name_key(columns["name"])
            known.by_address |= {website_key(url): pk for url in columns["addresses"] if url}
            known.by_business_id |= {columns["business_id"]: pk} if columns["business_id"] else {}
            known.add_text(pk, columns["text"])
        return known


def _contents(model: type[Model], own: Set[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield what each content can be recognised by, but for the source's own."""
    objects = model._default_manager.all()
    if model is OrganisationPage:
        columns = ("pk", "title", "website", "business_id")
        for key, name, website, business_id in _rows(objects, columns, own):
            yield key, {"name": name, "addresses": [website], "business_id": business_id, "text": ""}
    elif model is Service:
        for key, name, link, description in _rows(objects, ("pk", "name", "link", "description"), own):
            yield key, {"name": name, "addresses": [link], "business_id": "", "text": _folded(description)}
    else:
        whole = objects.annotate(raw_body=Cast("body", TextField()))
        columns = ("pk", "title", "source_url", "raw_body")
        for key, name, address, body in _rows(whole, columns, own):
            text = " ".join(_strings(json.loads(body or "[]")))
            yield key, {"name": name, "addresses": [address], "business_id": "", "text": _folded(text)}


def _rows(objects: QuerySet[Any], columns: Sequence[str], own: Set[int]) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of each row, the key first; the source's own are passed over unread."""
    return (row for row in objects.values_list(*columns).iterator() if row[0] not in own)


def _strings(value: Any) -> Iterator[str]:
    """Yield the texts within a stream field's JSON, without tags, kinds and identifiers."""
    if isinstance(value, str):
        yield plain_text(value) if "<" in value or "&" in value else value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in ("type", "id", "level"):
                yield from _strings(item)


def shingles(text: str) -> set[int]:
    """Return a sample of the hashes of a text's runs of words: texts that share none are not near-equal."""
    words = text.split()
    runs = (" ".join(words[start : start + SHINGLE_WORDS]) for start in range(len(words) - SHINGLE_WORDS + 1))
    return {mark for run in runs if (mark := crc32(run.encode())) % SAMPLED == 0}


def _by_marks(record: Record, known: _Known) -> Likeness | None:
    for one in record.identifiers:
        if key := known.by_identifier.get((one.scheme, one.value)):
            return Likeness(key, f"{one.scheme} {one.value}"[:100])
    if isinstance(record, OrganisationRecord):
        if key := known.by_business_id.get(record.business_id):
            return Likeness(key, record.business_id)
        address = record.website
    else:
        address = record.url
    key = known.by_address.get(website_key(address)) if address else None
    if key and (not isinstance(record, ServiceRecord) or _named_alike(record, known.names.get(key, ""))):
        return Likeness(key, website_key(address)[:100])
    return None


def _named_alike(record: Record, name: str) -> bool:
    """Tell whether a service has nearly this name: several may share one address, the organisation's."""
    return fuzz.ratio(name_key(record.title), name) >= SAME_NAME


def _by_name(record: Record, known: _Known) -> Likeness | None:
    """Recognise an organisation by its name; other things often share theirs."""
    if not isinstance(record, OrganisationRecord) or not known.names:
        return None
    found = process.extractOne(name_key(record.title), known.names, scorer=fuzz.ratio, score_cutoff=SAME_NAME)
    return Likeness(found[2], found[0][:100]) if found else None


def _by_text(record: Record, known: _Known) -> Likeness | None:
    if not known.texts:
        return None
    text = _folded(body_text(record))[:COMPARED_LENGTH]
    if len(text) < LEAST_LENGTH:
        return None
    shared = Counter(key for shingle in shingles(text) for key in known.by_shingle.get(shingle, ()))
    nearest = {key: known.texts[key] for key, _count in shared.most_common(COMPARED_TEXTS)}
    found = process.extractOne(text, nearest, scorer=fuzz.ratio, score_cutoff=SAME_TEXT) if nearest else None
    return Likeness(found[2], f"{found[1]:.0f} %") if found else None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
