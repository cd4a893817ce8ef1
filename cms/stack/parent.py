"""Notice that the process which started us has ended."""

from __future__ import annotations

import os


def parent_ended(parent: int | None) -> bool:
    """Tell whether ``parent`` is no longer our parent; never, when there is none to follow."""
    return parent is not None and os.getppid() != parent
