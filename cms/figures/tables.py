"""Key figures as tables to show and to download."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.directory.models import OrganisationPage
from cms.figures.models import Answer, Collection, KeyFigure, ReportedFigure
from cms.figures.selectors import Row, SumRow
from cms.sheets.writing import Table, Value


@dataclass(frozen=True, slots=True)
class OwnYear:
    """Be one year of one organisation."""

    organisation: OrganisationPage
    year: int
    answer: Answer
    collection: Collection | None
    is_open: bool


def years_of(organisations: Sequence[OrganisationPage]) -> list[OwnYear]:
    """Return the years that organisations are or were asked of, or have answered; the latest first."""
    collections = {collection.year: collection for collection in Collection.objects.all()}
    begun = {year for year, collection in collections.items() if collection.is_open()}
    answers = {
        (answer.organisation_id, answer.year): answer
        for answer in Answer.objects.filter(organisation__in=organisations)
    }
    return [
        OwnYear(
            page,
            year,
            answers.get((page.pk, year)) or Answer(organisation=page, year=year),
            collections.get(year),
            year in begun,
        )
        for year in sorted(begun | {year for _key, year in answers}, reverse=True)
        for page in organisations
        if year in begun or (page.pk, year) in answers
    ]


def own_table(organisations: Iterable[OrganisationPage]) -> Table:
    """Return all that organisations reported, a value a row."""
    rows = (
        ReportedFigure.objects.filter(organisation__in=list(organisations))
        .select_related("organisation", "figure")
        .order_by("-year", "organisation__title", "figure__sort_order", "figure__name_fi")
    )
    header = [_("Year"), _("Organisation"), _("Key figure"), _("Value"), _("Unit"), _("Note")]
    return Table(
        _("Key figures"),
        header,
        [
            [row.year, row.organisation.title, row.figure.name, row.value, row.figure.unit, row.note]
            for row in rows
        ],
    )


def year_table(year: int, figures: Sequence[KeyFigure], rows: Sequence[Row], sums: Sequence[SumRow]) -> Table:
    """Return a year: an organisation a row, two columns a figure, the sums in the last row."""
    header = [_("Organisation"), _("State"), _("Sent")]
    for figure in figures:
        name = f"{figure.name} ({figure.unit})" if figure.unit else figure.name
        header += [name, _("Note")]
    body: list[list[Value]] = []
    for row in rows:
        line: list[Value] = [row.organisation.title, row.answer.state.label, row.answer.sent_at]
        for cell in row.cells:
            line += [cell.value, cell.note]
        body.append(line)
    together = {row.figure.pk: row.today for row in sums}
    last: list[Value] = [_("Together"), "", None]
    for figure in figures:
        found = together.get(figure.pk)
        last += [found.value if found else None, figure.get_together_display() if found else ""]
    return Table(_("Key figures of %(year)d") % {"year": year}, header, [*body, last])
