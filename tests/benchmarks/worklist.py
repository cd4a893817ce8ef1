"""Measure the admin at ten thousand services on SQLite: queries, and the time at the 95th percentile.

``python -m tests.benchmarks.worklist FOLDER [SIZE]`` fills a database of its own in ``FOLDER`` and asks.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

BATCH = 1000
ROUNDS = 40
ADDRESSES = (
    "/hallinta/",
    "/hallinta/tyolista/?kind=stale",
    "/hallinta/tyolista/?kind=stale&page=40",
    "/hallinta/tyolista/?kind=missing",
    "/hallinta/tyolista/?kind=links",
    "/hallinta/palaute/",
    "/hallinta/vahvistus/",
    "/hallinta/snippets/directory/service/",
    "/hallinta/snippets/directory/service/?p=3",
    "/hallinta/muutokset/",
)
FOR_THE_UMBRELLA = (
    "/hallinta/snippets/directory/service/?p=200",
    "/hallinta/jasenet/",
    "/hallinta/palveluaukot/",
)


def connect(folder: Path) -> None:
    """Start Django on a file in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    os.environ["PALVELUPAKETTI_VAR"] = str(folder)
    os.environ["ALLOWED_HOSTS"] = "testserver"
    import django  # the settings are read now

    django.setup()
    from django.conf import settings

    settings.DEBUG = False


def fill(size: int) -> None:
    """Make ``size`` services of 42 organisations, a quarter long unconfirmed, with links and feedback."""
    from django.core.management import call_command
    from django.utils.timezone import localdate, now

    from cms.demo.generator import plausible_services
    from cms.directory.models import OrganisationIndex, OrganisationPage, Service
    from cms.feedback.models import Feedback
    from cms.worklist.models import UnmetSearch
    from home.actions import prepare_site
    from ingest.linkcheck.models import Link, LinkUse, hash_of, place_hash

    call_command("migrate", verbosity=0)
    prepare_site()
    if Service.objects.exists():
        return
    organisations = list(OrganisationPage.objects.order_by("pk"))
    for number in range(len(organisations), 42):
        page = OrganisationPage(title=f"Järjestö {number} ry", slug=f"jarjesto-{number}", summary="Auttaa.")
        OrganisationIndex.objects.get().add_child(instance=page)
        page.save_revision().publish()
        organisations.append(page)
    today, moment = localdate(), now()
    services = plausible_services(size)
    while batch := list(islice(services, BATCH)):
        made = Service.objects.bulk_create(
            Service(
                organisation=organisations[entry.number % 42],
                name=entry.name,
                slug=entry.slug,
                summary=entry.summary,
                description=entry.description,
                whole_county=entry.whole_county,
                digital=entry.digital or not entry.municipalities,
                link=entry.section_url,
                live=True,
                first_published_at=moment,
                confirmed_at=today - timedelta(days=entry.confirmed_days_ago),
            )
            for entry in batch
        )
        links = Link.objects.bulk_create(
            Link(
                url=service.link,
                url_hash=hash_of(service.link),
                state="dead" if service.pk % 9 == 0 else "ok",
                link_class="gone",
                state_since=moment,
                first_failed=moment,
            )
            for service in made
        )
        from django.contrib.contenttypes.models import ContentType

        kind = ContentType.objects.get_for_model(Service)
        LinkUse.objects.bulk_create(
            LinkUse(
                link=link,
                content_type=kind,
                object_id=str(service.pk),
                organisation_id=service.organisation_id,
                version="live",
                field="link",
                reference=service.link,
                place_hash=place_hash(str(service.pk)),
            )
            for link, service in zip(links, made, strict=True)
        )
        Feedback.objects.bulk_create(
            Feedback(service=service, kind="wrong", message="Numero on vanha.") for service in made[::10]
        )
    UnmetSearch.objects.bulk_create(
        UnmetSearch(text=f"haku {number}", language="fi", organisation=organisations[number % 42],
                    near="Yksinäisyys", searches=number % 7 + 1, first_at=moment, latest_at=moment)
        for number in range(1000)
    )  # fmt: skip


def people() -> dict[str, Any]:
    """Return an umbrella editor and an organisation's worker."""
    from django.contrib.auth.models import Group, Permission

    from cms.accounts.models import User
    from cms.directory.models import OrganisationPage
    from cms.membership.models import Membership

    editor, _ = User.objects.get_or_create(username="editor", defaults={"email": "e@vslj.example"})
    editor.groups.add(Group.objects.get(name="Umbrella editors"))
    worker, _ = User.objects.get_or_create(username="worker", defaults={"email": "w@vslj.example"})
    worker.user_permissions.add(Permission.objects.get(codename="access_admin"))
    Membership.objects.get_or_create(user=worker, organisation=OrganisationPage.objects.first())
    return {"umbrella": editor, "organisation": worker}


def measure(person: Any, address: str) -> tuple[int, list[float], list[float]]:
    """Return queries, and sorted milliseconds of the clock and of the processor, without kept counts."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client

    asked: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    client = Client()
    client.force_login(person)
    client.get(address)
    caches["shared"].clear()
    with connection.execute_wrapper(count):
        client.get(address)
    clock, processor = [], []
    for _round in range(ROUNDS):
        caches["shared"].clear()
        start, used = time.perf_counter(), time.process_time()
        status = client.get(address).status_code
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
        if status != 200:
            raise SystemExit(f"{address} answered {status}")
    return len(asked), sorted(clock), sorted(processor)


def main() -> None:
    """Fill, ask, print a table."""
    folder, size = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    connect(folder)
    fill(size)
    from cms.directory.models import Service

    print(f"{Service.objects.count()} services, {ROUNDS} rounds")  # noqa: T201  a benchmark's answer
    for who, person in people().items():
        for address in (*ADDRESSES, *(FOR_THE_UMBRELLA if who == "umbrella" else ())):
            queries, clock, processor = measure(person, address)
            late = int(ROUNDS * 0.95)
            print(  # noqa: T201  a benchmark's answer
                f"{who:13} {address:40} {queries:3} queries; median {clock[ROUNDS // 2]:4.0f} ms,"
                f" p95 {clock[late]:4.0f} ms; of the processor {processor[late]:4.0f} ms"
            )


if __name__ == "__main__":
    main()
