"""Which thing a row is about: by its identifier, or else by its name and its organisation's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.exchange.columns import ORGANISATION_NAME, SERVICES, Kind
from cms.exchange.plans import Refused
from cms.exchange.states import State
from cms.exchange.words import Words, WrongCell
from cms.sheets.reading import Row


@dataclass
class Identities:
    """Know what is there by key and by name."""

    kind: Kind
    words: Words
    current: Mapping[int, State]
    by_name: Mapping[tuple[Any, str], list[int]] = field(init=False)
    owners: Mapping[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_name, self.owners = self._names(), self._owners()

    def key(self, row: Row) -> int | None:
        """Return the key of the thing that a row is about; ``None`` if it is new."""
        text = row.text(self.kind.identifier)
        if text:
            if not is_number(text) or int(text) not in self.current:
                raise Refused(
                    _("nothing has the identifier “%(text)s”; leave it empty if the row is new")
                    % {"text": text[:40]}
                )
            return int(text)
        name = " ".join(row.text(self.kind.column(self.kind.label_field).heading).split()).casefold()
        owner = self.owner(row) if self.kind is SERVICES else None
        same = self.by_name.get((owner, name), [])
        if len(same) > 1:
            raise Refused(_("several things are called that; write the identifier of the one that you mean"))
        return same[0] if same else None

    def owner(self, row: Row) -> int:
        """Return the organisation of a service's row, by its identifier or else by its name."""
        column = SERVICES.column("organisation")
        text, name = row.text(column.heading), row.text(ORGANISATION_NAME).casefold()
        named = self.owners.get(name, [])
        if text:
            try:
                key: int = column.read(text, self.words)
            except WrongCell as error:
                raise Refused(f"{column.heading}: {error}") from error
            if named and key not in named:
                raise Refused(
                    _(
                        "the organisation's identifier and its name mean different organisations;"
                        " mend one of them"
                    )
                )
            return key
        if len(named) == 1:
            return named[0]
        raise Refused(_("write the identifier of the organisation, or its name as it is in the directory"))

    def _names(self) -> dict[tuple[Any, str], list[int]]:
        found: dict[tuple[Any, str], list[int]] = {}
        for key, state in self.current.items():
            owner = state.values.get("organisation")
            name = str(state.values[self.kind.label_field]).casefold()
            found.setdefault((owner, name), []).append(key)
        return found

    def _owners(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for key, title in self.words.organisations.items():
            found.setdefault(title.casefold(), []).append(key)
        return found


def is_number(text: str) -> bool:
    """Tell whether a cell holds an identifier or a version as the export writes them."""
    return text.isascii() and text.isdecimal() and len(text) < 19
