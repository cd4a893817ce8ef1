"""Where each corner of the product says what work it finds."""

from __future__ import annotations

from cms.worklist.items import WorkSource

_sources: dict[str, WorkSource] = {}


def register_source(source: WorkSource) -> None:
    """Have a kind of work listed; called from an app's ``ready``."""
    _sources[source.name] = source


def sources() -> tuple[WorkSource, ...]:
    """Return all sources, the most urgent first."""
    return tuple(sorted(_sources.values(), key=lambda source: (source.urgency, source.name)))
