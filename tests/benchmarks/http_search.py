"""Measure whole HTTP answers of the search, beside an endpoint that answers nothing.

Run it from the project's folder: ``python -m tests.benchmarks.http_search``. It fills a temporary
database with 10,000 generated services, starts the real web server on it, and asks over one
connection, every address by turns, so that a busy machine slows all of them alike. It prints a table
and writes ``build/bench-http-search.json``. ``--var DIR`` keeps the database for another run.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from tests.fixtures.web_server import web_server

REPORT = Path("build/bench-http-search.json")
SERVICES = 10_000
SEED = 0
SHORTEST = 5
EMPTY = "/bench/empty"
AGAIN = ", again"
BAR = 4.0
"""An answer of ``/api/search`` costs at most so many times the empty one, at the median."""


def prepare(size: int) -> None:
    """Fill the database and build the index; what is there already is kept."""
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.core.management import call_command

    from cms.demo.actions import load_demo
    from cms.demo.generation import generate_services

    call_command("migrate", verbosity=0)
    call_command("prepare_site", verbosity=0)
    load_demo()
    generate_services(n=size, report=lambda _line: None)
    call_command("search_index", "rebuild", verbosity=0)


def addresses(count: int) -> list[dict[str, str]]:
    """Return, for each of ``count`` services, the addresses that ask for it by words of its text."""
    from cms.directory.models import Service

    choose = random.Random(SEED)
    keys = Service.objects.filter(municipalities__isnull=False, target_groups__isnull=False)
    chosen = choose.sample(sorted(set(keys.values_list("pk", flat=True))), count)
    return [_addresses(Service.objects.get(pk=key), choose) for key in chosen]


def _addresses(service: Any, choose: random.Random) -> dict[str, str]:
    text = f"{service.name} {service.summary} {service.description}"
    words = sorted({word.strip(".,:;–!?") for word in text.split()})
    asked = choose.sample([word for word in words if len(word) >= SHORTEST], 3)
    three = {"q": " ".join(asked)}
    full = three | {
        "target_group": service.target_groups.first().slug,
        "municipality": service.municipalities.first().slug,
    }
    return {
        "empty endpoint": EMPTY,
        "one word": f"/api/search?{urlencode({'q': asked[0]})}",
        "three words": f"/api/search?{urlencode(three)}",
        "three words, two filters": f"/api/search?{urlencode(full)}",
        "typing": f"/api/suggest?{urlencode({'q': asked[0][:4]})}",
        "page": f"/haku/?{urlencode(full)}",
    }


def ask(connection: HTTPConnection, address: str) -> int:
    """Read the whole answer, and return its length; anything but a success ends the measuring."""
    connection.request("GET", address, headers={"Accept-Language": "fi"})
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        sys.exit(f"{address} answered {response.status}: {body[:500]!r}")
    return len(body)


def measure(port: int, asked: Sequence[Mapping[str, str]], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each answer, by what was asked.

    The first half of ``asked`` warms up unmeasured. The second half is measured when it is asked for the
    first time, and ``rounds`` times again, when the engine has the answers still.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    half = len(asked) // 2
    for wanted in asked[:half]:
        for address in wanted.values():
            ask(connection, address)
    spent: dict[str, list[float]] = {name: [] for name in asked[0]}
    spent |= {f"{name}{AGAIN}": [] for name in asked[0] if name != "empty endpoint"}
    for number in range(rounds + 1):
        for wanted in asked[half:]:
            for name, address in wanted.items():
                start = time.perf_counter()
                ask(connection, address)
                again = number and name != "empty endpoint"
                spent[f"{name}{AGAIN}" if again else name].append((time.perf_counter() - start) * 1000)
    connection.close()
    return spent


def queries(asked: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """Return how many database queries an answer takes at the median, once everything is warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"accept-language": "fi"})
    counts: dict[str, list[int]] = {name: [] for name in asked[0]}
    for number in range(2):
        for wanted in asked[:10]:
            for name, address in wanted.items():
                with CaptureQueriesContext(connection) as captured:
                    client.get(address)
                if number:
                    counts[name].append(len(captured))
    return {name: median(each) for name, each in counts.items()}


def figures(spent: Mapping[str, Sequence[float]], queried: Mapping[str, float]) -> dict[str, Any]:
    """Return the figures of each kind of answer, with its ratio to the empty one."""
    floor = median(spent["empty endpoint"])
    return {
        name: {
            "p50_ms": round(median(times), 2),
            "p95_ms": round(quantiles(times, n=20)[-1], 2),
            "ratio": round(median(times) / floor, 2),
            "queries": queried[name.removesuffix(AGAIN)],
        }
        for name, times in spent.items()
    }


def main() -> None:
    """Print the table and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var", type=Path, help="folder that is kept; a temporary one without")
    parser.add_argument("--services", type=int, default=SERVICES)
    parser.add_argument("--asked", type=int, default=80, help="services asked for, half to warm up")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palvelupaketti-bench-") as temporary:
        var = (chosen.var or Path(temporary)).resolve()
        (var / "static").mkdir(parents=True, exist_ok=True)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.http_settings"
        os.environ["PALVELUPAKETTI_VAR"] = str(var)
        for name in ("DATABASE_URL", "REDIS_URL", "SEARCH_ENGINE", "SEARCH_FALLBACK"):
            os.environ.pop(name, None)
        prepare(chosen.services)
        asked = addresses(chosen.asked)
        with web_server(var / "server.log") as port:
            spent = measure(port, asked, chosen.rounds)
        report = figures(spent, queries(asked))
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        json.dumps({"services": chosen.services, "answers": report}, ensure_ascii=False, indent=1) + "\n"
    )
    say(f"{'':34}{'p50 ms':>9}{'p95 ms':>9}{'ratio':>8}{'queries':>9}")
    for name, row in report.items():
        say(f"{name:34}{row['p50_ms']:9.2f}{row['p95_ms']:9.2f}{row['ratio']:8.2f}{row['queries']:9.0f}")
    say(f"\nThe bar: every answer of /api/search at most {BAR} times the empty endpoint's.")


def say(line: str) -> None:
    """Print one line of the report."""
    print(line)  # noqa: T201 - the report is what this program is for


if __name__ == "__main__":
    main()
