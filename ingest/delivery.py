"""What is to become of a source's records: under which name, where, and how far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ingest.models import Source


class Policy(StrEnum):
    """How far what a source brings goes without a person."""

    DRAFT = "draft"
    SUBMIT = "submit"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Delivery:
    """Hold what the importers need to know of a source. ``organisation`` and ``parent`` are keys of pages.

    ``expected`` gathers the external ids of organisations that a dry run would have brought before.
    """

    source_name: str
    policy: Policy = Policy.DRAFT
    organisation: int | None = None
    parent: int | None = None
    language: str = ""
    unpublish_gone: bool = False
    expected: set[str] = field(default_factory=set, compare=False)

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
