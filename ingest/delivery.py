"""What is to become of a source's records: under which name, where, and how far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wagtail.models import Page

from ingest.models import Source
from ingest.records import Record


class Policy(StrEnum):
    """How far what a source brings goes without a person."""

    DRAFT = "draft"
    SUBMIT = "submit"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold what the importers need to know of a source. ``organisation`` and ``parent`` are keys of pages.

    A ``language`` stands above what the records tell of theirs. ``expected`` gathers the external ids of
    organisations that a dry run would have brought before, ``parents`` the pages under which new ones of a
    model and a language go, found once a run.
    """

    source_name: str
    policy: Policy = Policy.DRAFT
    organisation: int | None = None
    parent: int | None = None
    language: str = ""
    unpublish_gone: bool = False
    expected: set[str] = field(default_factory=set, compare=False)
    parents: dict[tuple[str, str], Page] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, source: Source) -> Delivery:
        """Return what a kept source says."""
        return cls(
            source_name=source.name,
            policy=Policy(source.policy),
            organisation=source.organisation_id,
            parent=source.parent_id,
            language=source.language,
            unpublish_gone=source.unpublish_gone,
        )

    def in_its_language(self, record: Record | None) -> Record | None:
        """Return the record in the source's language, if one was chosen for it."""
        if record is None or not self.language or record.language == self.language:
            return record
        return record.model_copy(update={"language": self.language})
