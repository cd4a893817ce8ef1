"""What reads key figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from cms.directory.models import OrganisationPage
from cms.figures.models import Answer, Collection, KeyFigure, PublishedSum, ReportedFigure
from cms.figures.numbers import change_in_words, in_words, is_odd
from cms.figures.sums import Together, sums_of


def figure_named(name: str) -> KeyFigure | None:
    """Return the key figure that a source means by a name in any language, or by its slug.

    Case and surrounding blanks don't matter. One that is in use goes before one that is not; where two are
    called so in different languages, the one whose Finnish name it is.
    """
    wanted = " ".join(name.split()).casefold()
    found = [
        (not figure.in_use, _rank(figure, wanted), figure.pk, figure)
        for figure in KeyFigure.objects.all()
        if wanted in {known.casefold() for known in (figure.slug, *figure.names)}
    ]
    return min(found)[-1] if wanted and found else None


def _rank(figure: KeyFigure, wanted: str) -> int:
    return [name.casefold() for name in (figure.slug, *figure.names)].index(wanted)


def asked_organisations(today: date | None = None) -> QuerySet[OrganisationPage]:
    """Return the organisations that key figures are asked of: public members that have not left."""
    day = today or localdate()
    members = Q(member_until=None) | Q(member_until__gte=day)
    return OrganisationPage.objects.live().filter(members).order_by("title", "pk")


def open_collections(today: date | None = None) -> QuerySet[Collection]:
    """Return the rounds in which figures can be sent, the one that closes first before the others."""
    day = today or localdate()
    return Collection.objects.filter(closed_at=None, opens__lte=day, closes__gte=day).order_by(
        "closes", "year"
    )


def figures_of(year: int, collection: Collection | None) -> list[KeyFigure]:
    """Return what is asked for a year, and what else is reported or published of it."""
    wanted = Q(pk__in=ReportedFigure.objects.filter(year=year).values("figure"))
    wanted |= Q(pk__in=PublishedSum.objects.filter(year=year).values("figure"))
    if collection is not None:
        wanted |= Q(collection=collection)
    return list(KeyFigure.objects.filter(wanted).distinct())


def known_years() -> list[int]:
    """Return the years that were asked for, reported or published, the latest first."""
    years = {*Collection.objects.values_list("year", flat=True)}
    for model in (ReportedFigure, PublishedSum):
        years |= {*model.objects.order_by().values_list("year", flat=True).distinct()}
    return sorted(years, reverse=True)


def reported_by(organisation: OrganisationPage, year: int) -> dict[int, ReportedFigure]:
    """Return what one organisation has reported for a year, by the figure's key."""
    rows = ReportedFigure.objects.filter(organisation=organisation, year=year)
    return {row.figure_id: row for row in rows}


def own_latest(organisation: OrganisationPage) -> tuple[int, list[tuple[str, str]]] | None:
    """Return the latest year that an organisation lets its page show, with names and values; two queries."""
    allowed = Answer.objects.filter(organisation=organisation, shown=True).exclude(sent_at=None)
    year = allowed.order_by("-year").values_list("year", flat=True).first()
    if year is None:
        return None
    rows = (
        ReportedFigure.objects.filter(organisation=organisation, year=year)
        .select_related("figure")
        .order_by("figure__sort_order", "figure__name_fi")
    )
    found = [(row.figure.name, in_words(row.value, row.figure.unit)) for row in rows]
    return (year, found) if found else None


@dataclass(frozen=True, slots=True)
class Cell:
    """Be one value of one organisation; without one there is nothing to show."""

    value: Decimal | None = None
    words: str = ""
    note: str = ""
    before: str = ""
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Be one organisation in the table of a year; its cells stand in the order of the figures."""

    organisation: OrganisationPage
    answer: Answer
    asked: bool
    cells: list[Cell]

    @property
    def odd(self) -> bool:
        """Tell whether a value should be looked at."""
        return any(cell.odd for cell in self.cells)


def rows_of(year: int, figures: Iterable[KeyFigure]) -> list[Row]:
    """Return the organisations that are asked or have answered, by name; four queries."""
    figures = list(figures)
    values: dict[tuple[int, int, int], ReportedFigure] = {
        (row.organisation_id, row.year, row.figure_id): row
        for row in ReportedFigure.objects.filter(year__in=(year, year - 1))
    }
    answers = {answer.organisation_id: answer for answer in Answer.objects.filter(year=year)}
    asked = {page.pk: page for page in asked_organisations()}
    answered = [key for key, answer in answers.items() if answer.state != Answer.State.NONE]
    others = OrganisationPage.objects.filter(pk__in=answered).exclude(pk__in=asked)
    pages = sorted([*asked.values(), *others], key=lambda page: (page.title.casefold(), page.pk))
    return [
        Row(
            organisation=page,
            answer=answers.get(page.pk) or Answer(organisation=page, year=year),
            asked=page.pk in asked,
            cells=[
                _cell(
                    figure, values.get((page.pk, year, figure.pk)), values.get((page.pk, year - 1, figure.pk))
                )
                for figure in figures
            ],
        )
        for page in pages
    ]


def _cell(figure: KeyFigure, row: ReportedFigure | None, last: ReportedFigure | None) -> Cell:
    before = last.value if last else None
    words = "" if before is None else in_words(before, figure.unit)
    if row is None:
        return Cell(before=words)
    return Cell(row.value, in_words(row.value, figure.unit), row.note, words, is_odd(row.value, before))


@dataclass(frozen=True, slots=True)
class SumRow:
    """Be today's sum of one figure beside the one that is public."""

    figure: KeyFigure
    today: Together | None
    public: PublishedSum | None
    before: Together | None

    @property
    def words(self) -> str:
        """Return today's sum as people read it."""
        return in_words(self.today.value, self.figure.unit) if self.today else ""

    @property
    def public_words(self) -> str:
        """Return the public sum as people read it."""
        return in_words(self.public.value, self.figure.unit) if self.public else ""

    @property
    def change(self) -> str:
        """Return the change from the year before."""
        return change_in_words(self.today.value, self.before and self.before.value) if self.today else ""

    @property
    def differs(self) -> bool:
        """Tell whether the public reads something else than today's sum."""
        if self.public is None:
            return False
        return self.today != Together(self.public.value, self.public.organisations)


def sum_rows(year: int, figures: Iterable[KeyFigure]) -> list[SumRow]:
    """Return the sums of a year, today's and public; three queries."""
    figures = [figure for figure in figures if figure.together != KeyFigure.Together.NONE]
    today, before = sums_of(year=year, figures=figures), sums_of(year=year - 1, figures=figures)
    public = {row.figure_id: row for row in PublishedSum.objects.filter(year=year)}
    return [
        SumRow(figure, today.get(figure.pk), public.get(figure.pk), before.get(figure.pk))
        for figure in figures
    ]
