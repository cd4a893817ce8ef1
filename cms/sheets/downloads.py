"""Tables as answers to a request."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localdate

from cms.sheets.writing import Table, csv_lines, xlsx_file

CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(*, tables: Sequence[Table], name: str, form: str) -> HttpResponseBase:
    """Answer tables as a file called after ``name`` and the day; CSV holds the first one alone."""
    filename = f"{name}-{localdate().isoformat()}.{form}"
    response: HttpResponseBase
    if form == XLSX:
        response = FileResponse(
            xlsx_file(tables), as_attachment=True, filename=filename, content_type=XLSX_TYPE
        )
    else:
        response = StreamingHttpResponse(csv_lines(tables[0]), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response
