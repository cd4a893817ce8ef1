"""Which services and organisations a document of HSDS holds, however it is wrapped."""

from __future__ import annotations

from itertools import islice
from typing import Any

from ingest.errors import ParseError
from ingest.sources.hsds.tables import is_package, package_of_archive
from ingest.sources.json_text import Object, lines_of, object_of, read_json, text_of
from ingest.words import gettext_noop as _

SERVICE_KEYS = frozenset(
    [
        "organization",
        "organization_id",
        "status",
        "service_at_locations",
        "service_areas",
        "cost_options",
        "schedules",
        "program_id",
        "fees_description",
        "eligibility_description",
        "minimum_age",
        "maximum_age",
        "application_process",
        "capacities",
    ]
)
ORGANIZATION_KEYS = frozenset(
    [
        "organization_identifiers",
        "legal_status",
        "tax_status",
        "tax_id",
        "year_incorporated",
        "parent_organization_id",
        "programs",
        "additional_websites",
        "website",
        "uri",
        "logo",
    ]
)
OTHER_KEYS = frozenset(
    [
        "location_type",
        "latitude",
        "addresses",
        "version",
        "taxonomy",
        "taxonomy_id",
        "taxonomy_detail",
        "term_uri",
    ]
)
"""What only locations, taxonomies and their terms have, which look like services and organisations else."""
LISTS = ("contents", "items", "data", "results")
DEEPEST = 4


class Documents:
    """Hold the services and organisations of one run by identifier; ``broken`` are lines that are none."""

    def __init__(self) -> None:
        self.services: dict[str, Object] = {}
        self.organizations: dict[str, Object] = {}
        self.nameless: list[Object] = []
        self.broken: dict[str, ParseError] = {}

    def __bool__(self) -> bool:
        return bool(self.services or self.organizations or self.nameless)

    def take_bytes(self, content: bytes, name: str) -> None:
        """Take in a JSON document, lines of JSON or a data package; raise ``ParseError`` if it is none."""
        if is_package(content):
            self.take(package_of_archive(content))
        elif _is_lines(content):
            for number, line in lines_of(content):
                try:
                    self.take(read_json(line))
                except ParseError as error:
                    self.broken[f"{name}, line {number}"] = error
        else:
            self.take(read_json(content))
        if not self and not self.broken:
            raise ParseError(
                _("There are neither services nor organisations of HSDS in it."),
                remedy=_("Give services as JSON, lines of JSON, or a data package."),
            )

    def take(self, document: Any, kind: str = "", depth: int = 0) -> None:
        """Take in whatever services and organisations there are; ``kind`` is what a list is said to hold."""
        if depth > DEEPEST:
            return
        if isinstance(document, list):
            for one in document:
                self.take(one, kind, depth + 1)
        elif isinstance(document, dict):
            if OTHER_KEYS & document.keys():
                return
            if service := object_of(document.get("service")):
                self._add("service", _with_place(service, document))
                return
            named = kind.rstrip("s") if text_of(document.get("name")) else ""
            found = kind_of(document) or named
            if found:
                self._add(found, document)
                return
            for name, value in document.items():
                if isinstance(value, list | dict) and (inner := _list_kind(name, kind)) is not None:
                    self.take(value, inner, depth + 1)

    def _add(self, kind: str, thing: Object) -> None:
        if kind == "organization":
            own = [one for one in thing.get("services") or () if isinstance(one, dict)]
            bare = {name: value for name, value in thing.items() if name != "services"}
            for service in own:
                self._add("service", {"organization": bare, **service})
            thing = bare
        elif organization := object_of(thing.get("organization")):
            self._keep("organization", organization)
        self._keep(kind, thing)

    def _keep(self, kind: str, thing: Object) -> None:
        held = self.services if kind == "service" else self.organizations
        id = text_of(thing.get("id"))
        if not id:
            if kind == "service":
                self.nameless.append(thing)
        elif len(thing) >= len(held.get(id, ())):
            held[id] = thing


def kind_of(thing: Object) -> str:
    """Return ``service`` or ``organization``, or nothing for any other object."""
    if not text_of(thing.get("name")) and not text_of(thing.get("id")):
        return ""
    services, organizations = len(SERVICE_KEYS & thing.keys()), len(ORGANIZATION_KEYS & thing.keys())
    if not services and not organizations:
        return ""
    if "name" not in thing and "description" not in thing:
        return ""
    return "service" if services >= organizations else "organization"


def _with_place(service: Object, place: Object) -> Object:
    """Return the service of a service at a location, with that place as its own."""
    bare = {name: value for name, value in place.items() if name != "service"}
    return {"service_at_locations": [bare], **service}


def _list_kind(name: str, kind: str) -> str | None:
    """Return what a list of this name holds, or None for lists that hold neither."""
    if name in ("services", "service"):
        return "service"
    if name in ("organizations", "organization", "organisations"):
        return "organization"
    return (kind or "service") if name in LISTS else None


def _is_lines(content: bytes) -> bool:
    """Tell whether it is one JSON object a line: more than one line that begins and ends as one does."""
    lines = [line.strip() for _number, line in islice(lines_of(content), 2)]
    if len(lines) < 2 or not lines[0].startswith(b"{"):
        return False
    return lines[0].endswith(b"}") or lines[1].startswith(b"{")
