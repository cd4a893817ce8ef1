"""Wagtail's own database search over the same services, in a SQLite file of its own.

The search's benchmark runs it in processes of its own: ``python -m tests.benchmarks.wagtail SIZE FOLDER``
makes the file, ``… ask FOLDER`` answers the lines of its standard input.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import islice
from pathlib import Path

BATCH = 1000


def connect(folder: Path) -> None:
    """Start Django on the file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    os.environ["PALVELUPAKETTI_VAR"] = str(folder)
    os.environ["DATABASE_URL"] = f"sqlite:///{(folder / 'bench.sqlite3').resolve()}"
    import django  # the settings are read now

    django.setup()


def prepare(size: int) -> float:
    """Fill the file with ``size`` services and index them; return how many a second were indexed."""
    from django.core.management import call_command
    from wagtail.models import Page
    from wagtail.search.backends import get_search_backend

    from cms.demo.generator import plausible_services
    from cms.directory.models import OrganisationPage, Service
    from tests.benchmarks.services import SEED

    call_command("migrate", verbosity=0)
    organisation = OrganisationPage.objects.first()
    if organisation is None:
        organisation = OrganisationPage(title="Esimerkki ry", slug="esimerkki-ry", summary="Yhdistys")
        Page.get_first_root_node().add_child(instance=organisation)
    services = plausible_services(size, SEED)
    spent = 0.0
    backend = get_search_backend()
    index = backend.get_index_for_model(Service)
    while batch := list(islice(services, BATCH)):
        made = Service.objects.bulk_create(
            Service(
                organisation=organisation,
                name=entry.name,
                slug=entry.slug,
                summary=entry.summary,
                description=entry.description,
                digital=True,
                live=True,
            )
            for entry in batch
        )
        start = time.perf_counter()
        index.add_items(Service, made)
        spent += time.perf_counter() - start
    return size / spent


def answer() -> None:
    """Search each line of the standard input and print the seconds that its first page took."""
    from wagtail.search.backends import get_search_backend

    from cms.directory.models import Service

    backend = get_search_backend()
    for line in sys.stdin:
        start = time.perf_counter()
        list(backend.search(line.strip(), Service.objects.all(), operator="and")[:20])
        print(time.perf_counter() - start, flush=True)  # noqa: T201 - read by the benchmark


if __name__ == "__main__":
    connect(Path(sys.argv[2]))
    if sys.argv[1] == "ask":
        answer()
    else:
        print(f"{prepare(int(sys.argv[1])):.0f}")  # noqa: T201 - read by the benchmark
