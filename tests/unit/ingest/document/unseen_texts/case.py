"""What each text is an example of, and must become."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Hold a text, what it must become, and those of its lines that are no text.

    ``shape`` is None where another test looks at the blocks.
    """

    text: str
    kind: str
    title: str
    published: str = ""
    shape: str | None = None
    frame: tuple[str, ...] = ()
