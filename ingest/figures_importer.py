"""Bring key figures in: as an organisation's draft answer for a year, or as reported where that is wanted.

An answer is no page: it has no revisions, and what people typed or sent is compared figure by figure. Each
figure is a field of the record, named by its slug; the organisation and the year are fields too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from cms.directory.models import OrganisationPage
from cms.figures.actions import Entry, Reported, draft_figures, report_figures
from cms.figures.models import Answer, KeyFigure, ReportedFigure
from cms.figures.numbers import read_number
from cms.figures.selectors import figure_named
from ingest.canonical import canonical
from ingest.delivery import Delivery
from ingest.directory_importers import Importer
from ingest.errors import ImportRefused
from ingest.organisations import organisation_of
from ingest.records import KeyFiguresRecord
from ingest.words import gettext_noop as _

WHOSE = ("organisation", "year")
"""The fields that say whose answer it is, and of when; all others are figures."""


def figure_values(record: KeyFiguresRecord, delivery: Delivery) -> dict[str, Any]:
    """Return the organisation, the year, and the numbers by the figures' slugs.

    Raises:
        ingest.errors.ImportRefused: a figure or the organisation is not here; nothing of it comes in.
    """
    organisation = organisation_of(record.organisation, delivery)
    if organisation is None:
        named = record.organisation.name if record.organisation else ""
        raise ImportRefused(
            _("Its organisation is not here: %(named)s.", named=named)
            if named
            else _("It tells no organisation."),
            remedy=_("Add the organisation first, or choose the source's organisation."),
        )
    found = [(one, figure_named(one.code) or figure_named(one.label)) for one in record.figures]
    unknown = [one.label for one, figure in found if figure is None]
    if unknown:
        raise _unknown(unknown)
    numbers = {figure.slug: one.value for one, figure in found if figure is not None}
    return {"organisation": organisation, "year": record.year, **numbers}


def answer_here(values: Mapping[str, Any]) -> Answer | None:
    """Return what the organisation has answered for the year so far."""
    return Answer.objects.filter(organisation=values["organisation"], year=values["year"]).first()


def answered(answer: Answer, names: Iterable[str]) -> dict[str, Any]:
    """Return an answer's values in canonical form: those of the draft, else those that were sent."""
    rows = ReportedFigure.objects.filter(organisation=answer.organisation_id, year=answer.year)
    values: dict[str, Any] = {row.figure.slug: canonical(row.value) for row in rows.select_related("figure")}
    values |= {slug: _typed(entry["value"]) for slug, entry in answer.draft.items()}
    values |= {"organisation": answer.organisation_id, "year": answer.year}
    return {name: values.get(name) for name in names}


def save_figures(*, answer: Answer | None, values: Mapping[str, Any], publish: bool) -> Answer:
    """Write values into an answer: into its draft, or reported if they are to count at once.

    What a person noted beside a figure stays there.

    Raises:
        ingest.errors.ImportRefused: a figure is not here any more; nothing is written.
    """
    organisation = answer.organisation if answer else OrganisationPage.objects.get(pk=values["organisation"])
    year = answer.year if answer else values["year"]
    numbers = {slug: value for slug, value in values.items() if slug not in WHOSE}
    figures = {figure.slug: figure for figure in KeyFigure.objects.filter(slug__in=numbers)}
    if gone := sorted(numbers.keys() - figures.keys()):
        raise _unknown(gone)
    notes = _notes(answer) if answer else {}
    if publish:
        reported = {
            figures[slug]: Reported(Decimal(value), notes.get(slug, "")) for slug, value in numbers.items()
        }
        return report_figures(organisation=organisation, year=year, values=reported)
    entries = {
        figures[slug]: Entry(str(value or "").replace(".", ","), notes.get(slug, ""))
        for slug, value in numbers.items()
    }
    return draft_figures(organisation=organisation, year=year, entries=entries)


def _notes(answer: Answer) -> dict[str, str]:
    """Return what stands beside each figure of an answer, by its slug: in the draft, else as it was sent."""
    rows = ReportedFigure.objects.filter(organisation=answer.organisation_id, year=answer.year)
    sent = {row.figure.slug: row.note for row in rows.select_related("figure")}
    return sent | {slug: entry["note"] for slug, entry in answer.draft.items()}


def _unknown(names: Iterable[str]) -> ImportRefused:
    return ImportRefused(
        _("There is no key figure of the name: %(names)s.", names=", ".join(names)),
        remedy=_("Add it to the key figures, or leave its column out."),
    )


def _typed(text: str) -> str:
    """Return a number as it is typed in canonical form; what is none stays as the person wrote it."""
    try:
        return str(canonical(read_number(text)))
    except ValidationError:
        return text


FIGURES_IMPORTERS: dict[str, Importer] = {
    "key_figures": Importer(Answer, figure_values, here=answer_here, recognised=False)
}
