"""Measure public pages and the API over HTTP, beside a Django view that answers nothing.

Run it from the project's folder: ``python -m tests.benchmarks.web``. For each size it fills a temporary
database, starts the real web server, and asks over one connection, every address by turns, so that a busy
machine slows all of them alike; then over several connections for the throughput. Pages are asked for as a
reader gets them, and made anew: with a session's cookie, to which nothing is answered from the cache. It
prints a table for each size and writes ``build/bench-web.json``, and fails if an answer takes more queries
for more services. ``--var DIR`` keeps the databases for another run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks.demo_server import fill
from tests.benchmarks.http_search import say
from tests.fixtures.web_server import web_server

REPORT = Path("build/bench-web.json")
SIZES = (40, 1_000, 10_000)
EMPTY = "empty view"
MADE = ", made anew"
CONNECTIONS = 4
SETTLED = 2.5
"""Seconds after which pages are kept."""


def addresses() -> dict[str, str]:
    """Return the addresses that are measured: of a service in the middle of the directory, and of the
    organisation that is the first by name at any size."""
    from cms.directory.models import Service
    from cms.directory.selectors import live_services, public_organisations

    services = live_services().filter(municipalities__isnull=False, target_groups__isnull=False)
    service: Service = services.order_by("pk")[services.count() // 2]
    words = {"q": " ".join(sorted(service.name.split(), key=len)[-2:])}
    narrowed = {
        "target_group": service.target_groups.first().slug,
        "municipality": service.municipalities.first().slug,
    }
    return {
        EMPTY: "/bench/view",
        "front page": "/",
        "service": service.get_absolute_url(),
        "organisation": public_organisations().order_by("title", "pk")[0].url,
        "organisations": "/jarjestot/",
        "news list": "/uutiset/",
        "search, everything": "/haku/",
        "search, words and filters": f"/haku/?{urlencode(words | narrowed)}",
        "API, search": f"/api/search?{urlencode(words | narrowed)}",
        "API, services": "/api/services",
    }


Requests = Mapping[str, tuple[str, dict[str, str]]]
"""Path and headers of each request, by what is asked."""

KEPT = ("front page", "service", "organisation", "organisations", "news list")


def requests_of(paths: Mapping[str, str]) -> Requests:
    """Return path and headers of each request; those of pages that are kept a second time, made anew."""
    plain = {"Accept-Language": "fi", "Accept-Encoding": "br, gzip"}
    anew = plain | {"Cookie": "sessionid=nobody"}
    asked = {name: (path, plain) for name, path in paths.items()}
    return asked | {f"{name}{MADE}": (paths[name], anew) for name in KEPT}


def ask(connection: HTTPConnection, path: str, headers: dict[str, str]) -> int:
    """Read the whole answer, and return its length; anything but a success ends the measuring."""
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        sys.exit(f"{path} answered {response.status}: {body[:500]!r}")
    return len(body)


def measure(
    port: int, asked: Mapping[str, tuple[str, dict[str, str]]], rounds: int
) -> dict[str, list[float]]:
    """Return the milliseconds of each answer, by what was asked."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    for _warm in range(2):
        for path, headers in asked.values():
            ask(connection, path, headers)
        connection.close()  # else the server does, in the meantime
        time.sleep(SETTLED)
    for path, headers in asked.values():
        ask(connection, path, headers)
    spent: dict[str, list[float]] = {name: [] for name in asked}
    for _round in range(rounds):
        for name, (path, headers) in asked.items():
            start = time.perf_counter()
            ask(connection, path, headers)
            spent[name].append((time.perf_counter() - start) * 1000)
    connection.close()
    return spent


def throughput(port: int, path: str, headers: dict[str, str], count: int) -> float:
    """Return how many requests a second are answered over several connections."""

    def several(_number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        for _request in range(count):
            ask(connection, path, headers)
        connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        start = time.perf_counter()
        list(pool.map(several, range(CONNECTIONS)))
        return CONNECTIONS * count / (time.perf_counter() - start)


def queries(asked: Requests) -> dict[str, int]:
    """Return how many database queries each answer takes, once everything is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    counts: dict[str, int] = {}
    for number in range(3):
        time.sleep(SETTLED if number else 0)
        for name, (path, headers) in asked.items():
            client.cookies.clear()  # else the client goes on with the other's session
            with CaptureQueriesContext(connection) as captured:
                client.get(path, headers={key.lower(): value for key, value in headers.items()})
            counts[name] = len(captured)
    return counts


def figures(
    spent: Mapping[str, Sequence[float]], rates: Mapping[str, float], queried: Mapping[str, int]
) -> dict[str, Any]:
    """Return the figures of each kind of answer, with its ratio to the empty one."""
    floor = median(spent[EMPTY])
    return {
        name: {
            "p50_ms": round(median(times), 2),
            "p95_ms": round(quantiles(times, n=20)[-1], 2),
            "ratio": round(median(times) / floor, 2),
            "per_second": round(rates[name]),
            "queries": queried[name],
        }
        for name, times in spent.items()
    }


def measure_size(var: Path, size: int, rounds: int) -> dict[str, Any]:
    """Fill, serve and ask a directory of ``size`` services."""
    fill(var, size)
    asked = requests_of(addresses())
    with web_server(var / "server.log") as port:
        spent = measure(port, asked, rounds)
        rates = {name: throughput(port, *request, rounds) for name, request in asked.items()}
    return figures(spent, rates, queries(asked))


def main() -> None:
    """Print the tables and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="folder that is kept; a temporary one without")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--only", action="store_true", help="measure one size in this process")
    chosen = parser.parse_args()
    if chosen.only:
        report = measure_size(chosen.var.resolve(), chosen.sizes[0], chosen.rounds)
        (chosen.var / "figures.json").write_text(json.dumps(report))
        return
    reports: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="palvelupaketti-bench-") as temporary:
        for size in chosen.sizes:  # each in a process of its own: Django knows one database
            var = (chosen.var or Path(temporary)).resolve() / str(size)
            options = ["--only", "--var", str(var), "--sizes", str(size), "--rounds", str(chosen.rounds)]
            subprocess.run([sys.executable, "-m", "tests.benchmarks.web", *options], check=True)
            reports[str(size)] = json.loads((var / "figures.json").read_text())
            tell(size, reports[str(size)])
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(reports, ensure_ascii=False, indent=1) + "\n")
    if grown := growing(reports.values()):
        sys.exit(f"Asks the database more often the more services there are: {', '.join(grown)}")


def growing(reports: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return which answers take more queries in a later, larger directory than in the one before."""
    return [
        name
        for fewer, more in pairwise(reports)
        for name in more
        if more[name]["queries"] > fewer[name]["queries"]
    ]


def tell(size: int, report: Mapping[str, Any]) -> None:
    """Print one table."""
    say(f"\n{f'{size} services':34}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>8}{'per s':>8}{'queries':>9}")
    for name, row in report.items():
        say(
            f"{name:34}{row['p50_ms']:9.2f}{row['p95_ms']:9.2f}{row['ratio']:8.2f}"
            f"{row['per_second']:8}{row['queries']:9}"
        )


if __name__ == "__main__":
    main()
