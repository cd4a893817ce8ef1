"""The plugin: CSV, XLSX and ODS in, services, organisations and key figures out."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ingest.errors import ParseError
from ingest.locations import address_of
from ingest.protocols import Fetched, Reference, Unreadable, Web
from ingest.records import Record
from ingest.sources.holdings import Holdings
from ingest.sources.spreadsheet.cells_of_row import CellsOfRow
from ingest.sources.spreadsheet.fields import FIELDS, IGNORED
from ingest.sources.spreadsheet.figures import figures_of
from ingest.sources.spreadsheet.headings import Columns, columns_of
from ingest.sources.spreadsheet.organisations import organisation_of
from ingest.sources.spreadsheet.rows import Row
from ingest.sources.spreadsheet.services import service_of
from ingest.sources.spreadsheet.sheets import sheet_of
from ingest.words import gettext_noop as _

SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".ods")
FIELD_NAMES = frozenset(one.name for fields in FIELDS.values() for one in fields)


class SpreadsheetSettings(BaseModel):
    """What the plugin is told: where the tables are, and what it can't find out by itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    locations: tuple[str, ...] = Field(
        min_length=1, title=_("Files, folders or addresses"), description=_("Tables as CSV, XLSX or ODS.")
    )
    kind: Literal["auto", "service", "organisation", "key_figures"] = Field(
        default="auto",
        title=_("What each row is"),
        description=_("A service, an organisation, or key figures; auto finds it out from the headings."),
    )
    columns: dict[str, str] = Field(
        default_factory=dict,
        title=_("Columns"),
        description=_("Which field has which heading, as name=Palvelun nimi; the others are guessed."),
    )
    organisation: str = Field(
        default="", title=_("Organisation"), description=_("Whose the rows are that tell no organisation.")
    )
    sheet: str = Field(default="", title=_("Sheet"), description=_("Its name; empty takes the first one."))
    heading_row: int = Field(
        default=0, ge=0, le=1000, title=_("Row of the headings"), description=_("0 finds it out.")
    )
    encoding: str = Field(default="", title=_("Encoding"), description=_("Empty finds it out."))
    delimiter: Literal["", ";", ",", "\t", "|"] = Field(
        default="", title=_("Delimiter of columns"), description=_("Empty finds it out.")
    )
    language: Literal["fi", "sv", "en"] = Field(default="fi", title=_("Language of the texts"))
    year: int | None = Field(
        default=None,
        ge=1900,
        le=2100,
        title=_("Year"),
        description=_("Of key figures whose table tells no year."),
    )
    max_bytes: int = Field(default=60_000_000, gt=0, le=200_000_000, title=_("Largest file in bytes"))

    @field_validator("columns", mode="before")
    @classmethod
    def _read_columns(cls, value: Any) -> Any:
        """Take ``field=heading`` pairs and JSON as well, as the command line gives them."""
        if isinstance(value, str):
            value = json.loads(value) if value.lstrip().startswith("{") else value.split(";")
        if isinstance(value, list | tuple):
            pairs = [str(pair).partition("=") for pair in value if str(pair).strip()]
            if wrong := [name for name, sign, _heading in pairs if not sign]:
                raise ValueError(_("'%(text)s' is no pair: write field=heading", text=wrong[0]))
            value = {name.strip(): heading.strip() for name, _sign, heading in pairs}
        return value

    @field_validator("columns")
    @classmethod
    def _know_fields(cls, value: dict[str, str]) -> dict[str, str]:
        unknown = [name for name in value if name not in FIELD_NAMES and not name.startswith(IGNORED)]
        if unknown:
            raise ValueError(
                _(
                    "'%(text)s' is no field; there are: %(names)s",
                    text=unknown[0],
                    names=", ".join(sorted(FIELD_NAMES)),
                )
            )
        return value

    @field_validator("encoding")
    @classmethod
    def _know_encoding(cls, value: str) -> str:
        try:
            codecs.lookup(value or "utf-8")
        except LookupError as error:
            raise ValueError(_("there is no such encoding; try utf-8 or windows-1252")) from error
        return value


class SpreadsheetSource:
    """Read tables: one row is one record, or one figure of a record of key figures.

    A row's record is known by its identifier column, else by its organisation's and its own name. A file
    tells all that there is.
    """

    name: ClassVar[str] = "spreadsheet"
    titles: ClassVar[dict[str, str]] = {"fi": "Taulukot", "sv": "Tabeller", "en": "Spreadsheets"}
    api_version: ClassVar[int] = 1
    parser_version: ClassVar[int] = 2
    settings_model: ClassVar[type[BaseModel]] = SpreadsheetSettings

    def __init__(self) -> None:
        self._settings: SpreadsheetSettings | None = None
        self._holdings = Holdings()
        self._listed = False

    def use_web(self, web: Web) -> None:
        """Take the way to the web."""
        self._holdings.web = web

    def gather(self, settings: SpreadsheetSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield every file of the locations, whatever the cursor."""
        del cursor
        self._settings = settings
        yield from self._holdings.references(
            settings.locations, suffixes=SUFFIXES, max_bytes=settings.max_bytes
        )
        self._listed = True

    def listed_everything(self) -> bool:
        """Tell whether all files were listed: a table is always whole."""
        return self._listed

    def reference_for(self, settings: SpreadsheetSettings, url: str) -> Reference:
        """Return the reference of a table's address; raise ``GatherError``."""
        self._settings = settings
        address = address_of(url)
        return next(self._holdings.references([address], suffixes=SUFFIXES, max_bytes=settings.max_bytes))

    def fetch(self, reference: Reference) -> Fetched | None:
        """Return a file's bytes; raise ``FetchError``."""
        return self._holdings.fetch(reference, accept="text/csv, application/vnd.ms-excel, */*;q=0.5")

    def parse(self, fetched: Fetched) -> Iterator[Record | Unreadable]:
        """Yield the records of a table, row by row; raise ``ParseError`` for what is no such table."""
        settings = self._settings or SpreadsheetSettings(locations=(fetched.location or "-",))
        columns, rows = read_table(fetched.content, settings)
        seen: dict[str, int] = {}
        cells = _cells(columns, rows, settings.organisation)
        if columns.kind == "key_figures":
            yield from figures_of(cells, columns, settings.language, settings.year)
            return
        for one in cells:
            if isinstance(one, Unreadable):
                yield one
                continue
            make = service_of if columns.kind == "service" else organisation_of
            record = make(one, settings.language)
            yield record if isinstance(record, Unreadable) else _first(record, one.row, seen)


def read_table(content: bytes, settings: SpreadsheetSettings) -> tuple[Columns, Iterator[Row]]:
    """Return a table's columns and the filled rows below its headings; raise ``ParseError``."""
    sheet = sheet_of(content, sheet=settings.sheet, encoding=settings.encoding, delimiter=settings.delimiter)
    columns, begun = columns_of(
        sheet,
        kind=None if settings.kind == "auto" else settings.kind,
        mapping=settings.columns,
        heading_row=settings.heading_row,
    )
    rows = (row for row in chain(begun, sheet.rows) if not row.is_empty)
    first = next(rows, None)
    if first is None:
        raise ParseError(_("There are headings and no rows below them."), remedy=_("Write the rows."))
    return columns, chain([first], rows)


def _cells(columns: Columns, rows: Iterable[Row], owner: str) -> Iterator[CellsOfRow | Unreadable]:
    for row in rows:
        if row.problem:
            yield Unreadable(
                f"row {row.number}",
                _("Row %(number)s: %(problem)s", number=row.number, problem=row.problem),
                row.remedy,
            )
        else:
            yield CellsOfRow(columns, row, owner)


def _first(record: Record, row: Row, seen: dict[str, int]) -> Record | Unreadable:
    """Return the record unless an earlier row has its identifier."""
    earlier = seen.setdefault(record.external_id, row.number)
    if earlier == row.number:
        return record
    return Unreadable(
        f"row {row.number}",
        _(
            "Row %(number)s has the same identifier as row %(earlier)s: %(external_id)s",
            number=row.number,
            earlier=earlier,
            external_id=record.external_id,
        ),
        _("Give each row an identifier of its own, or remove one of the rows."),
    )
