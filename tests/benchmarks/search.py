"""Measure the search: the embedded engine, Elasticsearch 8.19 and Wagtail's database search, side by side.

Run it from the project's folder: ``python -m tests.benchmarks.search [--sizes 10000 100000]``. It prints
a table, says which bars hold, and writes ``build/bench-search.json``. ``ELASTICSEARCH_URL`` names a
server; else a node is started (Java and Maven). The engines take turns, so that a busy machine slows all
of them alike; compare ratios, not milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from search.answering import Wanted
from search.compiling import _read, as_written, compile_query, read
from search.concepts import NO_CONCEPTS
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.snapshot import page_body
from search.engines.embedded import EmbeddedEngine
from search.fields import Language
from search.indexed import counted_facets
from search.kept import from_text
from search.protocols import SearchEngine
from search.query import SearchQuery
from tests.benchmarks.services import Asked, asked, documents
from tests.elasticsearch_node.node import running

BUILD = Path("build")
WARM_UP = 150
"""So many queries of each kind are asked first: a server that has run for a minute knows its words."""
EMBEDDED, ELASTIC, WAGTAIL, BARE = "embedded", "elasticsearch", "wagtail", "bare client"
VERSION = "8.19.0"

BLOCK = 50
EIGHTH = 8
"""Wagtail's search is asked every eighth query only: at 100,000 services it takes seconds."""

Times = dict[str, dict[str, list[float]]]
Call = Callable[[Asked], object]


def main() -> None:
    """Measure each size and report."""
    options = _options()
    if options.build:
        _build_embedded(int(options.build[0]), Path(options.build[1]))
        return
    report: dict[str, Any] = {"queries": options.queries, "cores": os.cpu_count(), "sizes": {}}
    with _server() as url:
        for size in options.sizes:
            report["sizes"][str(size)] = _measure(size, options.queries, url)
    report["bars"] = _bars(report["sizes"])
    _print(report)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench-search.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--build", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


@contextmanager
def _server() -> Iterator[str]:
    if os.environ.get("ELASTICSEARCH_URL"):
        yield os.environ["ELASTICSEARCH_URL"]
    else:
        with running(VERSION) as url:
            yield url


def _measure(size: int, count: int, url: str) -> dict[str, Any]:
    folder = BUILD / "bench-search" / str(size)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _say(f"{size} services: building the embedded index")
    built: dict[str, Any] = {
        EMBEDDED: json.loads(_module("search", "--build", str(size), str(folder / "index")))
    }
    _say(f"{size} services: building the Elasticsearch index")
    elastic = ElasticsearchEngine(url, f"bench-{size}")
    start = time.perf_counter()
    elastic.rebuild(documents(size))
    built[ELASTIC] = {"per_second": size / (time.perf_counter() - start)}
    _say(f"{size} services: filling Wagtail's database")
    built[WAGTAIL] = {"per_second": float(_module("wagtail", str(size), str(folder)).split()[-1])}
    _say(f"{size} services: asking")
    times = _ask(asked(size, count + WARM_UP), EmbeddedEngine(folder / "index"), elastic, url, folder)
    return {
        "built": built,
        "milliseconds": {
            kind: {
                engine: {"p50": _percentile(found, 50), "p95": _percentile(found, 95)}
                for engine, found in by_engine.items()
            }
            for kind, by_engine in times.items()
        },
    }


def _build_embedded(size: int, directory: Path) -> None:
    """Build in a process of its own, so that its memory is the build's alone."""
    start = time.perf_counter()
    EmbeddedEngine(directory).rebuild(documents(size))
    rate = size / (time.perf_counter() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"per_second": rate, "peak_mb": memory}))  # noqa: T201 - read by the parent


def _module(name: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1]


def _ask(
    queries: list[Asked], embedded: SearchEngine, elastic: SearchEngine, url: str, folder: Path
) -> Times:
    """Ask all queries of all engines and keep the milliseconds of those after the warm-up.

    The engines take turns of ``BLOCK`` queries: a server that has just answered goes on tidying up for a
    while, which is no part of what another engine costs.
    """
    client = Elasticsearch(url)
    database = _Database(folder)
    gc.collect()
    gc.freeze()  # as the web server does
    times: Times = {}
    for kind in queries[0].queries():
        calls: dict[str, Call] = {
            EMBEDDED: lambda one, kind=kind: embedded.search(one.queries()[kind]),
            ELASTIC: lambda one, kind=kind: elastic.search(one.queries()[kind]),
        }
        if kind == "full":
            bodies = {one: _body(one.queries()[kind]) for one in queries}
            index = f"bench-{folder.name}"
            calls[BARE] = lambda one, bodies=bodies, index=index: client.search(index=index, body=bodies[one])
        if kind in {"one word", "three words", "full"}:
            calls[WAGTAIL] = lambda one, kind=kind: database.search(one.queries()[kind].text)
        times[kind] = _take_turns(calls, queries)
    beginnings: dict[str, Call] = {
        EMBEDDED: lambda one: embedded.suggest(one.words[0][:4], Language.FI),
        ELASTIC: lambda one: elastic.suggest(one.words[0][:4], Language.FI),
    }
    times["suggestions"] = _take_turns(beginnings, queries)
    return times


def _take_turns(calls: dict[str, Call], queries: list[Asked]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {engine: [] for engine in calls}
    for turn, start in enumerate(range(0, len(queries), BLOCK)):
        order = list(calls.items())
        for engine, call in reversed(order) if turn % 2 else order:  # a server remembers what it answered
            _forget()
            for number, one in enumerate(queries[start : start + BLOCK], start):
                if engine == WAGTAIL and (number < WARM_UP or number % EIGHTH):
                    continue
                spent = _time(call, one)
                if number >= WARM_UP:
                    times[engine].append(spent)
    return times


def _forget() -> None:
    """Forget the texts and documents that were read, so that no engine profits from another's turn."""
    _read.cache_clear()
    as_written.cache_clear()
    from_text.cache_clear()


class _Database:
    """Ask Wagtail's search in a process of its own: one process has one database."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.wagtail", "ask", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def search(self, text: str) -> float:
        """Return the seconds that a search took in there."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(text + "\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())


def _time(call: Call, one: Asked) -> float:
    """Return the milliseconds of a call, by its own clock if it answers seconds."""
    start = time.perf_counter()
    answered = call(one)
    return 1000 * (answered if isinstance(answered, float) else time.perf_counter() - start)


def _body(query: SearchQuery) -> dict[str, Any]:
    plan = compile_query(query, read(query), NO_CONCEPTS)
    return page_body(plan, Wanted(query.sort, 0, query.page_size, counted_facets()))


def _percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _bars(sizes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return each bar with what was measured."""
    bars: list[dict[str, Any]] = []

    def bar(name: str, measured: float, limit: float) -> None:
        bars.append({"bar": name, "measured": round(measured, 3), "limit": limit, "holds": measured <= limit})

    for size, found in sizes.items():
        ms = found["milliseconds"]
        for kind, limit in (("three words", 0.3), ("full", 0.5)):
            ratio = ms[kind][EMBEDDED]["p95"] / ms[kind][ELASTIC]["p95"]
            bar(f"{size}: {kind}, embedded to Elasticsearch, p95", ratio, limit)
            ratio = ms[kind][EMBEDDED]["p95"] / ms[kind][WAGTAIL]["p95"]
            bar(f"{size}: {kind}, embedded to Wagtail's database search, p95", ratio, 1.0)
        ratio = ms["full"][ELASTIC]["p50"] / ms["full"][BARE]["p50"]
        bar(f"{size}: full, Elasticsearch engine to a bare client, p50", ratio, 1.3)
        bar(f"{size}: peak memory of a rebuild, MB", found["built"][EMBEDDED]["peak_mb"], 700)
    if {"10000", "100000"} <= sizes.keys():
        large, small = (sizes[size]["milliseconds"]["full"][EMBEDDED]["p95"] for size in ("100000", "10000"))
        bar("full, 100000 to 10000, embedded, p95", large / small, 5.0)
    return bars


def _print(report: dict[str, Any]) -> None:
    for size, found in report["sizes"].items():
        _say(f"\n{size} services ({report['queries']} queries of each kind)")
        for engine, built in found["built"].items():
            memory = f", {built['peak_mb']:.0f} MB at most" if "peak_mb" in built else ""
            _say(f"  {engine:14} {built['per_second']:8.0f} documents a second{memory}")
        for kind, by_engine in found["milliseconds"].items():
            for engine, ms in by_engine.items():
                _say(f"  {kind:24} {engine:14} p50 {ms['p50']:8.2f} ms   p95 {ms['p95']:8.2f} ms")
    _say("")
    for bar in report["bars"]:
        verdict = "holds" if bar["holds"] else "FAILS"
        _say(f"  {verdict}  {bar['bar']}: {bar['measured']} (at most {bar['limit']})")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - the benchmark's report


if __name__ == "__main__":
    main()
