"""The HSDS data package: the same objects as tables, with a description, in a zip."""

from __future__ import annotations

import csv
import io
import json
import types
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pydantic import BaseModel

from cms.directory.hsds import mapping, schemas, selection
from cms.directory.hsds.answering import CHUNK
from cms.directory.hsds.parameters import OrganizationParameters, ServiceParameters, TermParameters

TABLES: dict[type[BaseModel], tuple[str, str]] = {
    schemas.Organization: ("organization", "organizations.csv"),
    schemas.Service: ("service", "services.csv"),
    schemas.Attribute: ("attribute", "attributes.csv"),
    schemas.Url: ("url", "url.csv"),
    schemas.ServiceAtLocation: ("service_at_location", "service_at_location.csv"),
    schemas.Location: ("location", "locations.csv"),
    schemas.Address: ("address", "addresses.csv"),
    schemas.Phone: ("phone", "phones.csv"),
    schemas.Schedule: ("schedule", "schedules.csv"),
    schemas.ServiceArea: ("service_area", "service_areas.csv"),
    schemas.ServiceLanguage: ("language", "languages.csv"),
    schemas.CostOption: ("cost_option", "cost_options.csv"),
    schemas.OrganizationIdentifier: ("organization_identifier", "organization_identifiers.csv"),
    schemas.Taxonomy: ("taxonomy", "taxonomies.csv"),
    schemas.TaxonomyTerm: ("taxonomy_term", "taxonomy_terms.csv"),
}
"""The specification's name and file of each table."""
REFERENCES = {
    "organization_id": "organization",
    "service_id": "service",
    "link_id": "service",
    "location_id": "location",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}
TYPES: dict[type, dict[str, str]] = {
    str: {"type": "string"},
    UUID: {"type": "string", "format": "uuid"},
    float: {"type": "number"},
    date: {"type": "date"},
    datetime: {"type": "datetime", "format": "any"},
}


def build(*, site: str) -> bytes:
    """Return the whole directory as a zip; the same content is always the same zip, whenever it is made."""
    columns = {model: list(_columns(model)) for model in TABLES}
    tables = {model: io.StringIO(newline="") for model in TABLES}
    writers = {model: csv.DictWriter(tables[model], columns[model]) for model in TABLES}
    for writer in writers.values():
        writer.writeheader()
    written: set[UUID] = set()
    for row in _rows(site):
        if row.id not in written:  # terms, organisations and locations stand in many services
            written.add(row.id)
            writers[type(row)].writerow(row.model_dump(mode="json", include=set(columns[type(row)])))
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        description = json.dumps(_description(), ensure_ascii=False, indent=1)
        contents = {TABLES[model][1]: table.getvalue() for model, table in tables.items()}
        for name, text in {"datapackage.json": description, **contents}.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)  # bears no date of today's
    return file.getvalue()


def _rows(site: str) -> Iterator[Any]:
    for page in selection.organisations_of(selection.organisation_keys(OrganizationParameters())):
        yield from _flattened(mapping.organization_of(page, site=site, full=True))
    for kind in selection.taxonomy_kinds():
        yield mapping.taxonomy_of(kind)
    for kind, term in selection.terms(TermParameters()):
        yield mapping.term_of(kind, term)
    keys = selection.service_keys(ServiceParameters())
    for first in range(0, len(keys), CHUNK):
        some = selection.services_of(keys[first : first + CHUNK])
        for service in mapping.services_of(some, site=site, full=True):
            yield from _flattened(service)


def _flattened(whole: BaseModel) -> Iterator[BaseModel]:
    """Yield an object and all that are nested in it; each names its owner by itself."""
    yield whole
    for name in type(whole).model_fields:
        value = getattr(whole, name)
        for member in value if isinstance(value, list) else [value]:
            if isinstance(member, BaseModel):
                yield from _flattened(member)


def _columns(model: type[BaseModel]) -> dict[str, dict[str, str]]:
    """Return the Table Schema type of each field that holds a plain value."""
    columns = {}
    for name, field in model.model_fields.items():
        plain = _plain_type(field.annotation)
        if plain in TYPES:
            columns[name] = TYPES[plain]
    return columns


def _plain_type(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(member for member in get_args(annotation) if member is not type(None))
    return str if get_origin(annotation) is Literal else annotation


def _description() -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "palvelupaketti-hsds",
        "title": "Palvelupaketti, HSDS 3.1",
        "resources": [_resource(model, name, path) for model, (name, path) in TABLES.items()],
    }


def _resource(model: type[BaseModel], name: str, path: str) -> dict[str, Any]:
    columns = _columns(model)
    fields = [
        {"name": column, **kind, "constraints": {"required": model.model_fields[column].is_required()}}
        for column, kind in columns.items()
    ]
    references = [
        {"fields": column, "reference": {"resource": REFERENCES[column], "fields": "id"}}
        for column in columns
        if column in REFERENCES
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", "foreignKeys": references},
    }
