"""The columns of the file: what each is called, how it is shown and how it is read.

Values are plain: texts, booleans, days, decimals, sets of keys; ``states`` gathers them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.directory.models import OrganisationPage, Service
from cms.directory.models.address import ADDRESS_FIELDS
from cms.exchange.words import Words, WrongCell, read_age, read_day, read_flag, split
from cms.sheets.writing import MAX_CELL, Value, text_of, writable

Show = Callable[[Any, Words], Value]
Read = Callable[[str, Words], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """Be one column that may be changed in the file."""

    heading: str
    field: str
    show: Show
    read: Read

    def text(self, value: Any, words: Words) -> str:
        """Return a value as it stands in the file, in the form in which cells are compared."""
        return comparable(text_of(self.show(value, words)))


@dataclass(frozen=True, slots=True)
class Kind:
    """Be one sheet of the file: what it holds, and what its columns are called."""

    name: str
    title: str
    model: Any
    identifier: str
    label_field: str
    columns: tuple[Column, ...]
    told: tuple[str, ...]
    """Headings of what is told and never read back."""

    @property
    def header(self) -> tuple[str, ...]:
        """Return the headings in order."""
        return (self.identifier, VERSION, *(column.heading for column in self.columns), *self.told)

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)


VERSION = "Versio"
ORGANISATION_NAME = "Järjestön nimi"
STATE, CONFIRMED, CHANGED, ADDRESS = "Julkaisu", "Vahvistettu", "Muutettu", "Osoite sivustolla"


def comparable(text: str) -> str:
    """Return a text without what a spreadsheet may change: line ends, outer blanks, what no cell holds."""
    return writable(text)[:MAX_CELL].strip()


def _line(heading: str, field: str) -> Column:
    return Column(heading, field, lambda value, _words: value, lambda text, _words: " ".join(text.split()))


def _text(heading: str, field: str) -> Column:
    return Column(heading, field, lambda value, _words: value, lambda text, _words: text.strip())


def _flag(heading: str, field: str) -> Column:
    return Column(heading, field, lambda value, _words: bool(value), lambda text, _words: read_flag(text))


def _age(heading: str, field: str) -> Column:
    return Column(heading, field, lambda value, _words: value, lambda text, _words: read_age(text))


def _day(heading: str, field: str) -> Column:
    return Column(heading, field, lambda value, _words: value, lambda text, _words: read_day(text))


def _several(heading: str, field: str) -> Column:
    return Column(
        heading,
        field,
        lambda value, words: getattr(words, field).show(value),
        lambda text, words: getattr(words, field).read(text),
    )


def _one_of(heading: str, field: str, names: str) -> Column:
    def read(text: str, words: Words) -> Any:
        found = getattr(words, names).read(text)
        if len(found) != 1:
            choices = ", ".join(getattr(words, names).shown.values())
            raise WrongCell(_("write one of these: %(choices)s") % {"choices": choices})
        (value,) = found
        return value

    return Column(heading, field, lambda value, words: getattr(words, names).show([value]), read)


def _tags(value: Any, _words: Words) -> str:
    return "; ".join(sorted(value, key=str.casefold))


def _organisation(text: str, words: Words) -> int:
    plain = text.strip()
    if plain.isdecimal() and len(plain) < 19 and int(plain) in words.organisations:
        return int(plain)
    raise WrongCell(
        _("there is no organisation with the identifier “%(text)s”; take it from the sheet of organisations")
        % {"text": plain[:40]}
    )


ADDRESS_COLUMNS = tuple(
    _line(heading, field)
    for heading, field in zip(("Katuosoite", "Postinumero", "Postitoimipaikka"), ADDRESS_FIELDS, strict=True)
)
SERVICES = Kind(
    name="service",
    title="Palvelut",
    model=Service,
    identifier="Palvelun tunniste",
    label_field="name",
    columns=(
        Column("Järjestön tunniste", "organisation", lambda value, _words: value, _organisation),
        _line("Palvelun nimi", "name"),
        _line("Tiivistelmä", "summary"),
        _line("Tiivistelmä ruotsiksi", "summary_sv"),
        _text("Kuvaus", "description"),
        _flag("Kaikille avoin", "open_to_all"),
        _several("Kohderyhmät", "target_groups"),
        _several("Haasteet", "challenges"),
        Column("Asiasanat", "tags", _tags, lambda text, _words: frozenset(split(text))),
        _flag("Koko maakunta", "whole_county"),
        _several("Kunnat", "municipalities"),
        _flag("Digipalvelu", "digital"),
        *ADDRESS_COLUMNS,
        _several("Asiointitavat", "channels"),
        _text("Aukioloajat", "opening_hours"),
        _flag("Maksuton", "is_free"),
        _line("Hinta", "price"),
        _flag("Nimettömästi", "anonymous"),
        _several("Kielet", "languages"),
        _age("Ikä alkaen", "age_from"),
        _age("Ikä asti", "age_to"),
        _line("Linkki", "link"),
        _one_of("Tila", "status", "statuses"),
    ),
    told=(ORGANISATION_NAME, STATE, CONFIRMED, CHANGED, ADDRESS),
)
ORGANISATIONS = Kind(
    name="organisation",
    title="Järjestöt",
    model=OrganisationPage,
    identifier="Järjestön tunniste",
    label_field="title",
    columns=(
        _line(ORGANISATION_NAME, "title"),
        _text("Tiivistelmä", "summary"),
        _line("Y-tunnus", "business_id"),
        _line("Verkkosivu", "website"),
        _line("Sähköposti", "email"),
        _line("Puhelin", "telephone"),
        *ADDRESS_COLUMNS,
        _several("Kunnat", "municipalities"),
        _day("Jäsen alkaen", "member_since"),
        _day("Jäsen asti", "member_until"),
    ),
    told=(STATE, CHANGED, ADDRESS),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (SERVICES, ORGANISATIONS)}


def kind_of(header: tuple[str, ...]) -> Kind | None:
    """Return what a sheet with these headings holds: services, organisations, or neither."""
    known = set(header)
    if known & {SERVICES.identifier.casefold(), "palvelun nimi"}:
        return SERVICES
    if known & {ORGANISATIONS.identifier.casefold(), ORGANISATION_NAME.casefold()}:
        return ORGANISATIONS
    return None
