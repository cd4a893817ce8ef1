"""Apply what administrators know of hosts and of addresses of one form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ingest.linkcheck.claims import Claimed
from ingest.linkcheck.classes import Treatment
from ingest.linkcheck.days import lasts
from ingest.linkcheck.models import HostRule


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold the rules of one day, the strictest about a host first."""

    rules: tuple[tuple[str, tuple[str, ...], Treatment], ...] = ()

    @classmethod
    def of(cls, at: datetime) -> Rules:
        """Read the rules that hold at a moment."""
        holding = HostRule.objects.filter(lasts("until", at)).order_by("-host", "-pattern")
        return cls(
            tuple((rule.host, tuple(rule.pattern.split("*")), Treatment(rule.treatment)) for rule in holding)
        )

    def treatment_of(self, link: Claimed) -> Treatment | None:
        """Return how a link is to be treated; ``None`` as any other."""
        if not self.rules:
            return None
        return next(
            (
                treatment
                for host, pieces, treatment in self.rules
                if _is_of(host, link.host) and _begins(pieces, link.url)
            ),
            None,
        )


def _is_of(host: str, links: str) -> bool:
    if host.startswith("*."):
        return links == host[2:] or links.endswith(host[1:])
    return not host or links == host


def _begins(pieces: tuple[str, ...], address: str) -> bool:
    """Say whether an address begins with the pieces, anything between them; each is looked for only once."""
    if not address.startswith(pieces[0]):
        return False
    position = len(pieces[0])
    for piece in pieces[1:]:
        found = address.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return True
