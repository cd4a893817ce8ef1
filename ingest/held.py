"""Ask what a record became of what it holds, whether it has revisions (pages, services) or none (answers)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.figures.models import Answer
from ingest.canonical import values_of
from ingest.figures_importer import answered
from ingest.models import HarvestedRecord


def held_values(content: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return what stands in the newest draft, in canonical form."""
    if isinstance(content, Answer):
        return answered(content, names)
    return values_of(content.get_latest_revision_as_object(), names)


def is_locked(content: Any) -> bool:
    """Tell whether an editor has locked it; an answer can't be."""
    return bool(getattr(content, "locked", False))


def own_revision(content: Any) -> int | None:
    """Return the key of its newest revision, if it has revisions."""
    return getattr(content, "latest_revision_id", None)


def holds_no_draft(known: HarvestedRecord, content: Any) -> bool:
    """Tell whether nothing of a person's is waiting to be published or was taken offline."""
    if isinstance(content, Answer):
        return not content.draft or _is_as_imported(known, content)
    if content.workflow_in_progress:
        return False
    own = content.latest_revision_id == known.own_revision
    if content.live:
        return own or not content.has_unpublished_changes
    return own and content.first_published_at is None


def awaits_publication(known: HarvestedRecord, content: Any) -> bool:
    """Tell whether what is newest in it is ours alone and not yet public."""
    if isinstance(content, Answer):
        locked = not content.draft.keys().isdisjoint(known.locked_fields)
        return bool(content.draft) and not locked and _is_as_imported(known, content)
    if content is None or content.latest_revision_id != known.own_revision:
        return False
    if content.locked or content.workflow_in_progress:
        return False
    return bool(content.has_unpublished_changes if content.live else content.first_published_at is None)


def _is_as_imported(known: HarvestedRecord, answer: Answer) -> bool:
    imported = known.imported
    return answered(answer, answer.draft) == {slug: imported.get(slug) for slug in answer.draft}
