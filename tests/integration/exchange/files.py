"""The directory's files as somebody would change them, and what they would change."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from cms.exchange.actions import import_upload, keep_upload, plan_of
from cms.exchange.columns import SERVICES
from cms.exchange.export import directory_table
from cms.exchange.planning import Plan, plan_import, read_directory_file
from cms.sheets.writing import csv_lines
from tests.factories import UserFactory

Rows = list[dict[str, str]]


def csv_of(kind: Any = SERVICES) -> bytes:
    return "".join(csv_lines(directory_table(kind))).encode()


def rows_of(kind: Any = SERVICES) -> Rows:
    text = csv_of(kind).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def file_of(rows: Rows, delimiter: str = ";") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def plan(content: bytes, name: str = "palvelut.csv") -> Plan:
    return plan_import(read_directory_file(name, content))


def changed(change: Callable[[Rows], object], kind: Any = SERVICES) -> Plan:
    """Return the plan of the exported file after ``change``."""
    rows = rows_of(kind)
    change(rows)
    return plan(file_of(rows))


def set_cell(name: str, heading: str, text: str) -> Callable[[Rows], object]:
    def change(rows: Rows) -> None:
        row = next(row for row in rows if name in (row.get("Palvelun nimi"), row.get("Järjestön nimi")))
        row[heading] = text

    return change


def imported(content: bytes, *, publishes: bool = False, user: Any = None, batch: int = 200) -> Any:
    user = user or UserFactory(is_superuser=True)
    upload = keep_upload(
        user=user, name="a.csv", sheets=read_directory_file("a.csv", content), publishes=publishes
    )
    return import_upload(upload=upload, user=user, digest=plan_of(upload).digest, batch=batch)
