"""What stands in a cell, in the words of the file: Finnish, whatever language the admin speaks.

A file that one person exports is another's to read, so headings and words never follow the reader.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from taggit.models import Tag

from cms.directory.models import Challenge, Municipality, OrganisationPage, Service, TargetGroup
from cms.sheets.writing import NO, YES

FILE_LANGUAGE = "fi"
SEPARATOR = "; "
TRUE = frozenset({YES, "k", "kylla", "x", "1", "true", "tosi", "yes", "ja"})
FALSE = frozenset({NO, "e", "", "0", "false", "epätosi", "no", "nej"})
_FINNISH_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class WrongCell(ValueError):
    """Report a cell that can't be understood; the text says what to write instead."""


@dataclass(frozen=True, slots=True)
class Names:
    """Name the keys of one kind of thing, and find the key of a name."""

    shown: Mapping[Any, str]
    known: Mapping[str, Any] = field(default_factory=dict)

    def show(self, keys: Iterable[Any]) -> str:
        """Return the names of keys in the order of the list."""
        wanted = set(keys)
        return SEPARATOR.join(name for key, name in self.shown.items() if key in wanted)

    def read(self, text: str) -> frozenset[Any]:
        """Return the keys of names; raise ``WrongCell`` that lists those that nothing bears."""
        names = split(text)
        unknown = [name for name in names if name.casefold() not in self.known]
        if unknown:
            raise WrongCell("; ".join(self._advice(name) for name in unknown))
        return frozenset(self.known[name.casefold()] for name in names)

    def _advice(self, name: str) -> str:
        near = difflib.get_close_matches(name.casefold(), list(self.known), n=1, cutoff=0.6)
        if near:
            meant = self.shown[self.known[near[0]]]
            return _("there is no “%(name)s”; did you mean “%(meant)s”?") % {
                "name": name[:80],
                "meant": meant,
            }
        return _("there is no “%(name)s”; write it as in the sheet of choices") % {"name": name[:80]}


@dataclass(frozen=True, slots=True)
class Words:
    """Know the names of everything that cells refer to."""

    target_groups: Names
    challenges: Names
    municipalities: Names
    organisations: Mapping[int, str]
    tags: Mapping[int, str]
    channels: Names
    languages: Names
    statuses: Names

    @classmethod
    def read(cls) -> Words:
        """Read them; five queries."""
        with translation.override(FILE_LANGUAGE):
            return cls(
                target_groups=_terms(TargetGroup),
                challenges=_terms(Challenge),
                municipalities=_terms(Municipality),
                organisations=dict(
                    OrganisationPage.objects.order_by("title", "pk").values_list("pk", "title")
                ),
                tags=dict(Tag.objects.order_by("name").values_list("pk", "name")),
                channels=_choices(Service.Channel),
                languages=_choices(Service.ServiceLanguage),
                statuses=_choices(Service.Status),
            )


def split(text: str) -> list[str]:
    """Return the names of a cell: divided by semicolons or line ends, each once."""
    return list(dict.fromkeys(name for part in re.split(r"[;\n]", text) if (name := " ".join(part.split()))))


def read_flag(text: str) -> bool:
    """Return whether a cell says yes."""
    word = text.strip().casefold()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise WrongCell(_("write %(yes)s or %(no)s, not “%(text)s”") % {"yes": YES, "no": NO, "text": text[:40]})


def read_age(text: str) -> Decimal | None:
    """Return an age in years, or ``None`` for an empty cell."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        age = Decimal(plain)
    except InvalidOperation:
        age = Decimal(-1)
    if not age.is_finite() or not 0 <= age <= 120:
        raise WrongCell(_("write an age in years, such as 7 or 0,5, not “%(text)s”") % {"text": text[:40]})
    return age.quantize(Decimal("0.1"))


def read_day(text: str) -> date | None:
    """Return a day written as 2026-01-31 or 31.1.2026, or ``None`` for an empty cell."""
    plain = text.strip()
    if not plain:
        return None
    finnish = _FINNISH_DAY.fullmatch(plain)
    try:
        if finnish:
            day, month, year = map(int, finnish.groups())
            return date(year, month, day)
        return datetime.strptime(plain, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        raise WrongCell(
            _("write a day that exists, as 31.1.2026 or 2026-01-31, not “%(text)s”") % {"text": text[:40]}
        ) from None


def _terms(model: Any) -> Names:
    known: dict[str, Any] = {}
    terms: Sequence[Any] = list(model.objects.all())
    for term in terms:
        for name in (term.slug, *reversed(term.names)):
            known[name.casefold()] = term.pk
    shown = {term.pk: term.slug if ";" in term.name_fi else term.name_fi for term in terms}
    return Names(shown, known)


def _choices(choices: Any) -> Names:
    known = {}
    for language in ("en", "sv", FILE_LANGUAGE):
        with translation.override(language):
            known |= {str(label).casefold(): value for value, label in choices.choices}
    return Names(
        {value: str(label) for value, label in choices.choices},
        {**{value.casefold(): value for value in choices.values}, **known},
    )
