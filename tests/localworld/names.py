"""Play the name service."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field


@dataclass
class Names:
    """Answer for the names that a test gives, and for nothing else.

    A name may have several answers in turn, as with rebinding: the last one stays. ``asked`` is what
    was asked, in order.
    """

    answers: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def give(self, name: str, *turns: str | tuple[str, ...]) -> None:
        """Set the answers of a name, one turn after the other."""
        self.answers[name] = [(turn,) if isinstance(turn, str) else turn for turn in turns]

    def __call__(self, name: str) -> tuple[str, ...]:
        """Answer as a resolver does."""
        self.asked.append(name)
        turns = self.answers.get(name)
        if not turns:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return turns.pop(0) if len(turns) > 1 else turns[0]
