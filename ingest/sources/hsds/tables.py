"""An HSDS data package (tables as CSV) as the nested objects that the API gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from cms.sheets.workbook import BROKEN
from ingest.errors import FetchError, ParseError
from ingest.local_files import read_file
from ingest.sources.json_text import Object, object_of, objects_of, read_json, text_of
from ingest.sources.spreadsheet.workbook import check_archive
from ingest.words import gettext_noop as _
from ingest.words import joined_words

DESCRIPTION = "datapackage.json"
MAX_TABLE = 100_000_000
CHILDREN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "service": (
        ("phone", "phones"),
        ("schedule", "schedules"),
        ("service_area", "service_areas"),
        ("language", "languages"),
        ("cost_option", "cost_options"),
        ("contact", "contacts"),
        ("required_document", "required_documents"),
        ("service_at_location", "service_at_locations"),
        ("url", "additional_urls"),
    ),
    "service_at_location": (("phone", "phones"), ("schedule", "schedules"), ("contact", "contacts")),
    "location": (("address", "addresses"), ("phone", "phones"), ("schedule", "schedules")),
    "organization": (
        ("organization_identifier", "organization_identifiers"),
        ("phone", "phones"),
        ("contact", "contacts"),
    ),
    "contact": (("phone", "phones"),),
}
"""Which tables' rows stand within which objects, and in which list."""
POINTERS = (
    ("service_at_location", "location_id", "location", "location"),
    ("taxonomy_term", "taxonomy_id", "taxonomy", "taxonomy_detail"),
    ("attribute", "taxonomy_term_id", "taxonomy_term", "taxonomy_term"),
    ("service", "organization_id", "organization", "organization"),
)
"""Which table's column names a row of which table, and where that one is put."""
ALIKE = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "services_at_location": "service_at_location",
    "service_at_locations": "service_at_location",
    "addresses": "address",
    "physical_address": "address",
    "physical_addresses": "address",
    "phones": "phone",
    "schedules": "schedule",
    "regular_schedule": "schedule",
    "regular_schedules": "schedule",
    "service_areas": "service_area",
    "languages": "language",
    "cost_options": "cost_option",
    "contacts": "contact",
    "required_documents": "required_document",
    "organization_identifiers": "organization_identifier",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "attributes": "attribute",
    "urls": "url",
}
"""Names of files as publishers write them, by the specification's name of the table."""
Opener = Callable[[str], bytes | None]


def is_package(content: bytes) -> bool:
    """Tell whether the bytes are an archive."""
    return content.startswith(b"PK\x03\x04")


def package_of_archive(content: bytes) -> Object:
    """Return what a zipped data package holds; raise ``ParseError``."""
    with check_archive(content) as archive:
        names = {Path(entry.filename).name: entry for entry in archive.infolist() if not entry.is_dir()}

        def opened(name: str) -> bytes | None:
            try:
                return archive.read(names[name]) if name in names else None
            except BROKEN as error:
                raise ParseError(
                    _("The file %(name)s in the package is torn.", name=name), remedy=_("Save it again.")
                ) from error

        return _assembled(opened, names)


def package_of_folder(folder: Path) -> Object:
    """Return what a data package holds that is unpacked into a folder; raise ``ParseError``."""
    root = folder.resolve()

    def opened(name: str) -> bytes | None:
        path = root / Path(name).name
        if not path.exists():
            return None
        try:
            return read_file(path, root, MAX_TABLE)
        except FetchError as error:
            raise ParseError(joined_words(": ", (name, error.message)), remedy=error.remedy) from error

    return _assembled(opened, [path.name for path in root.glob("*.csv")])


def _assembled(opened: Opener, names: Iterable[str]) -> Object:
    tables = {table: list(_rows(opened, file)) for table, file in _files(opened, names).items()}
    if not tables.get("service") and not tables.get("organization"):
        raise ParseError(
            _("There are neither services nor organisations in the data package."),
            remedy=_("Check that it holds services.csv, and datapackage.json."),
        )
    return _nested(tables)


def _files(opened: Opener, names: Iterable[str]) -> dict[str, str]:
    """Return the file of each table, as the description tells it or else as the files are called."""
    description = opened(DESCRIPTION)
    files: dict[str, str] = {}
    if description is not None:
        for resource in objects_of(object_of(read_json(description)).get("resources")):
            path = resource.get("path")
            path = path[0] if isinstance(path, list) and path else path
            name = text_of(resource.get("name"))
            if name and text_of(path):
                files[ALIKE.get(name, name)] = Path(text_of(path)).name
    if files:
        return files
    for name in names:
        table = Path(name).stem.lower()
        files[ALIKE.get(table, table)] = name
    return files


def _rows(opened: Opener, file: str) -> Iterator[Object]:
    content = opened(file)
    if content is None:
        return
    try:
        stream = io.StringIO(content.decode("utf-8-sig").replace("\x00", ""), newline="")
        for row in csv.DictReader(stream):
            yield {name: value for name, value in row.items() if name and isinstance(value, str) and value}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ParseError(
            _("The table %(file)s can't be read: %(error)s.", file=file, error=error),
            remedy=_("Save it as UTF-8."),
        ) from error


def _nested(tables: Mapping[str, list[Object]]) -> Object:
    by_id = {
        table: {key: row for row in rows if (key := text_of(row.get("id")))} for table, rows in tables.items()
    }
    for table, column, target, name in POINTERS:
        for row in tables.get(table, ()):
            if found := by_id.get(target, {}).get(text_of(row.get(column))):
                row[name] = found
    for owner, lists in CHILDREN.items():
        for table, name in lists:
            _gather(by_id.get(owner, {}), tables.get(table, ()), f"{owner}_id", name)
    for attribute in tables.get("attribute", ()):
        entity = text_of(attribute.get("link_entity")) or "service"
        _gather(by_id.get(entity, {}), (attribute,), "link_id", "attributes")
    return {"services": tables.get("service", []), "organizations": tables.get("organization", [])}


def _gather(owners: Mapping[str, Object], rows: Iterable[Object], column: str, name: str) -> None:
    """Put rows into the list of the owner that their column names."""
    for row in rows:
        if (owner := owners.get(text_of(row.get(column)))) is not None:
            if not isinstance(owner.get(name), list):
                owner[name] = []
            owner[name].append(row)
