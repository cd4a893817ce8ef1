"""A row as a service."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from ingest.protocols import Unreadable
from ingest.records import Record, ServiceRecord, Term
from ingest.sources.prose import cut, one_line, paragraphs_of
from ingest.sources.spreadsheet.cells import (
    DIGITAL,
    ages_of,
    channels_of,
    languages_of,
    number_of,
    terms_of,
    truth_of,
    values_of,
)
from ingest.sources.spreadsheet.cells_of_row import CellsOfRow
from ingest.words import gettext_noop as _

FREE = ("maksuton", "maksutta", "ilmai", "avgiftsfri", "kostnadsfri", "gratis", "free", "no charge")
PAUSED = ("tauolla", "keskeyt", "paus", "temporar")
ENDED = ("päätty", "lopet", "avslut", "upphör", "ended", "inactive", "defunct", "closed")


def service_of(cells: CellsOfRow, language: Literal["fi", "sv", "en"]) -> Record | Unreadable:
    """Return the service that a row tells of; raise nothing: what is wrong is told."""
    name = cells.title()
    if not name:
        return cells.unreadable("name", _("The name is missing."), _("Write the service's name."))
    organisation = cells.organisation()
    owner = (organisation.name or organisation.business_id) if organisation else ""
    places = values_of(cells.text("municipalities"))
    areas = tuple(place for place in places if not _is_digital(place))
    channels, over_the_web = channels_of(cells.text("channels"))
    spoken, unknown = languages_of(cells.text("languages"))
    if unknown:
        cells.fault(
            "languages",
            _("%(names)s is no language that is known here.", names=", ".join(unknown)),
            _("Correct it."),
        )
    free, price = _price(cells)
    low, high = _ages(cells)
    digital = _truth(cells, "digital")
    return cells.record(
        ServiceRecord,
        external_id=cut(cells.line("external_id") or "/".join(filter(None, (owner, name))), 500),
        title=name,
        language=language,
        url=cells.address(),
        summary=one_line(cells.text("summary")),
        body=paragraphs_of(cells.text("description")),
        tags=values_of(cells.text("tags")),
        contacts=cells.contacts(),
        organisation=organisation,
        target_groups=terms_of(cells.text("target_groups")),
        challenges=terms_of(cells.text("challenges")),
        areas=tuple(Term(label=area) for area in areas),
        whole_county=_truth(cells, "whole_county") or False,
        digital=digital if digital is not None else over_the_web or len(areas) < len(places),
        open_to_all=_truth(cells, "open_to_all") or False,
        channels=channels,
        languages=spoken,
        opening_hours=cells.text("opening_hours"),
        is_free=free,
        price=price,
        anonymous=_truth(cells, "anonymous"),
        age_from=low,
        age_to=high,
        status=_status(cells.line("status")),
    )


def _is_digital(place: str) -> bool:
    words = place.casefold().split()
    return len(words) <= 2 and any(word in DIGITAL for word in words)


def _truth(cells: CellsOfRow, name: str) -> bool | None:
    text = cells.line(name)
    truth = truth_of(text)
    if text and truth is None:
        cells.fault(name, _("'%(text)s' is neither yes nor no.", text=cut(text, 60)), _("Write kyllä or ei."))
    return truth


def _price(cells: CellsOfRow) -> tuple[bool | None, str]:
    """Return whether it is free, and the price in words if it isn't."""
    said, price = cells.line("is_free"), cells.line("price")
    truth = truth_of(said)
    if said and truth is None:
        truth = True if said.casefold().startswith(FREE) else None
        price = price or ("" if truth else said)
    if truth is None and price:
        truth = price.casefold().startswith(FREE) or number_of(price) == 0
    return truth, "" if truth else price


def _ages(cells: CellsOfRow) -> tuple[Decimal | None, Decimal | None]:
    low, high = ages_of(cells.line("ages")[:200])
    for name in ("age_from", "age_to"):
        text = cells.line(name)
        if not text:
            continue
        from_, to = ages_of(text[:200])
        number = from_ if from_ is not None else to
        if number is None:
            cells.fault(name, _("'%(text)s' is no age.", text=cut(text, 60)), _("Write the age in years."))
        elif name == "age_from":
            low = number
        else:
            high = number
    wrong = [age for age in (low, high) if age is not None and age > 120]
    if wrong or (low is not None and high is not None and low > high):
        cells.fault(
            "age_from" if cells.line("age_from") else "ages", _("Nobody has such an age."), _("Correct it.")
        )
        return None, None
    return low, high


def _status(text: str) -> Literal["active", "paused", "ended"]:
    word = text.casefold()
    if word.startswith(PAUSED):
        return "paused"
    return "ended" if word.startswith(ENDED) else "active"
