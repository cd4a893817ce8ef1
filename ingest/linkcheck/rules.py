"""Apply what administrators know of hosts and of addresses of one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from ingest.linkcheck.claims import Claimed
from ingest.linkcheck.classes import Treatment
from ingest.linkcheck.days import lasts
from ingest.linkcheck.models import HostRule


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold the rules of one day, the strictest about a host first."""

    rules: tuple[tuple[re.Pattern[str], re.Pattern[str], Treatment], ...] = ()

    @classmethod
    def of(cls, at: datetime) -> Rules:
        """Read the rules that hold at a moment."""
        holding = HostRule.objects.filter(lasts("until", at)).order_by("-host", "-pattern")
        return cls(
            tuple((_host(rule.host), _pattern(rule.pattern), Treatment(rule.treatment)) for rule in holding)
        )

    def treatment_of(self, link: Claimed) -> Treatment | None:
        """Return how a link is to be treated; ``None`` as any other."""
        if not self.rules:
            return None
        return next(
            (
                treatment
                for host, pattern, treatment in self.rules
                if host.fullmatch(link.host) and pattern.match(link.url)
            ),
            None,
        )


def _host(text: str) -> re.Pattern[str]:
    if text.startswith("*."):
        return re.compile(rf"(?:.+\.)?{re.escape(text[2:])}")
    return re.compile(re.escape(text) if text else ".*")


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, text.split("*"))))
