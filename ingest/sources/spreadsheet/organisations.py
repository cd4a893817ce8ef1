"""A row as an organisation."""

from __future__ import annotations

from typing import Literal

from ingest.protocols import Unreadable
from ingest.records import Identifier, OrganisationRecord, Record
from ingest.sources.prose import cut, one_line, paragraphs_of
from ingest.sources.spreadsheet.cells import terms_of, values_of
from ingest.sources.spreadsheet.cells_of_row import CellsOfRow
from ingest.words import gettext_noop as _


def organisation_of(cells: CellsOfRow, language: Literal["fi", "sv", "en"]) -> Record | Unreadable:
    """Return the organisation that a row tells of; raise nothing: what is wrong is told."""
    name = cells.title()
    if not name:
        return cells.unreadable("name", _("The name is missing."), _("Write the organisation's name."))
    business_id = cells.line("business_id").replace(" ", "")
    return cells.record(
        OrganisationRecord,
        external_id=cut(cells.line("external_id") or business_id or name, 500),
        title=name,
        language=language,
        url=cells.address(),
        website=cells.address(),
        summary=one_line(cells.text("summary")),
        body=paragraphs_of(cells.text("description")),
        tags=values_of(cells.text("tags")),
        business_id=business_id,
        email=cells.line("email"),
        telephone=cells.line("telephone"),
        municipalities=terms_of(cells.text("municipalities")),
        identifiers=(Identifier(scheme="business-id", value=business_id),) if business_id else (),
    )
