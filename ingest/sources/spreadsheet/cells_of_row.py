"""One row's cells by the names of their fields, and what could not be read of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from ingest.protocols import Unreadable
from ingest.records import Contact, Fault, OrganisationReference, Record
from ingest.rules import wrong_fields
from ingest.sources.prose import cut, one_line
from ingest.sources.spreadsheet.cells import address_of, moment_of
from ingest.sources.spreadsheet.headings import Columns
from ingest.sources.spreadsheet.rows import Row
from ingest.words import gettext_noop as _

BROKEN_SIGN = "\ufffd"


@dataclass(slots=True)
class CellsOfRow:
    """Give the cells of one row by field; ``faults`` gathers what the row's record will tell of.

    ``owner`` is whose the row is if it doesn't say so itself.
    """

    columns: Columns
    row: Row
    owner: str = ""
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return a field's cell, empty where the table has no such column or the row ends before it."""
        place = self.columns.places.get(name)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else ""

    def line(self, name: str) -> str:
        """Return a field's cell on one line."""
        return one_line(self.text(name))

    def heading(self, name: str) -> str:
        """Return what the field's column is headed, for people to find it."""
        place = self.columns.places.get(name)
        return self.columns.headings[place] if place is not None else name

    def fault(self, name: str, message: str, remedy: str) -> None:
        """Note that a cell could not be read."""
        self.faults.append(Fault(field=name, message=self._where(name, message), remedy=remedy))

    def unreadable(self, name: str, message: str, remedy: str) -> Unreadable:
        """Return what stands in the place of the whole row's record."""
        return Unreadable(f"row {self.row.number}", self._where(name, message), remedy)

    def _where(self, name: str, message: str) -> str:
        return _(
            "Row %(number)s, column '%(heading)s': %(message)s",
            number=self.row.number,
            heading=self.heading(name),
            message=message,
        )

    def title(self, name: str = "name") -> str:
        """Return the name of the thing, cut if nobody could call it so."""
        text = self.line(name)
        if len(text) > len(cut(text)):
            self.fault(name, _("It is longer than 255 characters and has been cut."), _("Shorten it."))
        return cut(text)

    def address(self, name: str = "url") -> str:
        """Return the web address in a cell; what is none is told."""
        text = self.line(name)
        address = address_of(text)
        if text and not address:
            self.fault(
                name,
                _("'%(text)s' is no web address.", text=cut(text, 100)),
                _("Write it as https://example.fi/page."),
            )
        return address

    def organisation(self) -> OrganisationReference | None:
        """Return whose the row is, if it says so."""
        name, business_id = self.line("organisation"), self.line("business_id").replace(" ", "")
        name = name or ("" if business_id else self.owner)
        if not (name or business_id):
            return None
        return OrganisationReference(name=name, business_id=business_id)

    def contacts(self) -> tuple[Contact, ...]:
        """Return whom to turn to, if the row says so."""
        email, telephone = self.line("email"), self.line("telephone")
        return (Contact(email=email, telephone=telephone),) if email or telephone else ()

    def record(self, model: type[Record], **values: Any) -> Record | Unreadable:
        """Return the row's record, or why there is none."""
        if any(BROKEN_SIGN in cell for cell in self.row.cells):
            self.faults.append(
                Fault(
                    field="encoding",
                    message=_(
                        "Row %(number)s holds broken signs, shown as %(broken_sign)s.",
                        number=self.row.number,
                        broken_sign=BROKEN_SIGN,
                    ),
                    remedy=_("Save the file again as UTF-8, and correct the signs."),
                )
            )
        updated = moment_of(self.text("updated_at")) if "updated_at" in self.columns.places else None
        try:
            return model(faults=tuple(self.faults), updated_at=updated, **values)
        except ValidationError as error:
            return Unreadable(
                str(values.get("external_id") or f"row {self.row.number}"),
                _(
                    "Row %(number)s is not right: %(rules)s.",
                    number=self.row.number,
                    rules=wrong_fields(error),
                ),
                _("Correct the row."),
            )
