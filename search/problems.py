"""One shape for every error of the HTTP APIs: problem+json (RFC 9457)."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse


def problem(*, status: int, title: str, detail: str = "", **members: Any) -> HttpResponse:
    """Return an error answer; ``members`` extend it, such as ``parameters``."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json"
    )
