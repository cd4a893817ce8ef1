"""The demo as production serves it: packed and with all files named by their content."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.http_search import prepare
from tests.fixtures.web_server import web_server

LEFT_OUT_OF_STATIC = ("wagtail*", "admin*", "rest_framework*")
"""Files of the admin, whose packing takes minutes."""


def fill(var: Path, services: int) -> None:
    """Fill a folder with the demo, as many generated services, an index, and the public pages' files."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.web_settings"
    os.environ["PALVELUPAKETTI_VAR"] = str(var)
    for name in ("DATABASE_URL", "REDIS_URL", "SEARCH_ENGINE", "SEARCH_FALLBACK"):
        os.environ.pop(name, None)
    var.mkdir(parents=True, exist_ok=True)
    prepare(services)
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[*LEFT_OUT_OF_STATIC])


@contextmanager
def demo_server(folder: Path | None, services: int = 40) -> Iterator[str]:
    """Yield the address of a server on a folder that is kept, or on a temporary one."""
    with tempfile.TemporaryDirectory(prefix="palvelupaketti-bench-") as temporary:
        var = (folder or Path(temporary)).resolve()
        fill(var, services)
        with web_server(var / "server.log") as port:
            yield f"http://127.0.0.1:{port}"


def shown_pages() -> dict[str, str]:
    """Return the paths of the front page, a search, and a service."""
    from cms.directory.selectors import live_services

    service = live_services().order_by("pk").first()
    return {"front": "/", "search": "/haku/", "service": service.get_absolute_url()}
