"""How a kept source is read: from where it was left, and without what hasn't changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, version

from pydantic import BaseModel

from ingest.canonical import digest
from ingest.harvesting import Listing
from ingest.models import Source, SourceReference
from ingest.outcomes import ReferenceRead
from ingest.protocols import Reference, SourcePlugin

AT_ONCE = 1000
"""References that one query names."""
VALUES_VERSION = 1
"""Raise it when the importers make other values of the same record, so that everything is read again."""


def context_of(plugin: type[SourcePlugin], settings: BaseModel, language: str = "") -> str:
    """Return the digest of all that decides what a source's bytes become here."""
    return digest(
        [
            plugin.name,
            getattr(plugin, "parser_version", 1),
            _distribution_version(plugin),
            settings.model_dump(mode="json"),
            VALUES_VERSION,
            language,
        ]
    )


def _distribution_version(plugin: type[SourcePlugin]) -> str:
    try:
        return version(plugin.__module__.partition(".")[0].replace("_", "-"))
    except PackageNotFoundError:
        return ""


@dataclass(slots=True)
class Reading:
    """Remember each reference of a source, and say which need not be read again.

    ``read_all`` forgets the cursor, validators and hashes for this run.
    """

    source: Source
    context: str
    read_all: bool = False
    _known: dict[str, SourceReference] = field(default_factory=dict)
    _ended: list[SourceReference] = field(default_factory=list)

    @property
    def cursor(self) -> str | None:
        """Return where the last complete run ended, if that was with the same plugin and settings."""
        if self.read_all or self.source.cursor_context != self.context:
            return None
        return self.source.cursor or None

    def prepared(self, listing: Listing) -> Listing:
        """Return the listing with the validators of the last time, and with what failed since the cursor."""
        self._known = {row.external_id: row for row in self.source.references.iterator()}
        listed = {reference.external_id for reference in listing.references}
        again = tuple(
            Reference(row.external_id, row.location)
            for row in self._known.values()
            if self.cursor and not row.raw_hash and row.external_id not in listed
        )
        references = (*listing.references, *again)
        return replace(listing, references=tuple(self._with_validators(one) for one in references))

    def hashes(self) -> dict[str, str]:
        """Return the hashes of the bytes that need not be parsed again, by reference."""
        return {name: row.raw_hash for name, row in self._known.items() if self._holds(row) and row.raw_hash}

    def end(self, read: ReferenceRead, *, again: bool) -> None:
        """Note how a reference was read; ``again``: it is to be read again next time."""
        name = read.reference.external_id
        row = self._known.get(name) or SourceReference(source=self.source, external_id=name)
        state = (
            read.reference.location,
            [] if again else [list(pair) for pair in read.validators],
            "" if again else read.raw_hash,
            self.context,
        )
        if row.pk and (row.location, row.validators, row.raw_hash, row.context) == state:
            return
        row.location, row.validators, row.raw_hash, row.context = state
        self._ended.append(row)

    def save(self) -> None:
        """Write what was noted since the last time."""
        if self._ended:
            SourceReference.objects.bulk_create(
                self._ended,
                update_conflicts=True,
                unique_fields=["source", "external_id"],
                update_fields=["location", "validators", "raw_hash", "context", "fetched_at"],
            )
        self._ended = []

    def forget(self, names: Iterable[str]) -> None:
        """Have these references read again next time, though their bytes stay the same."""
        ordered = sorted(names)
        for start in range(0, len(ordered), AT_ONCE):
            some = ordered[start : start + AT_ONCE]
            rows = SourceReference.objects.filter(source=self.source, external_id__in=some)
            rows.exclude(raw_hash="").update(raw_hash="", validators=[])

    def _holds(self, row: SourceReference) -> bool:
        return not self.read_all and row.context == self.context

    def _with_validators(self, reference: Reference) -> Reference:
        row = self._known.get(reference.external_id)
        if row is None or not self._holds(row) or not row.raw_hash:
            return reference
        return replace(reference, validators=tuple((name, value) for name, value in row.validators))
