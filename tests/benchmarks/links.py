"""Measure the link check side by side with a bare libcurl loop over the same addresses.

``make bench-links`` prints a table and writes ``build/bench-links.json``. Everything that asks runs on one
core, everything that answers on another where there are two. The servers close each connection after its
answer, because links of real content seldom lead to the same host twice within a keep-alive; ``kept`` is the
same with connections that stay open, where the bare loop has next to nothing to do.

Bars: the whole pipeline (queue, check, classify, store) at least half as fast as the bare loop and faster
than lychee where that is installed; less than 200 MB more at 100,000 links than at the start; the cost of a
link the same for 1,000 and 100,000.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import django
import pycurl
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
HOSTS = 200
AT_ONCE = 40
KINDS = ("hyva",) * 17 + ("siirtynyt", "poissa", "rikki")
"""What the links lead to, in this proportion: mostly pages, some that moved, are gone or fail."""
ROUNDS = 3
"""What else the machine does makes a round slower, never faster."""

BAR_RATIO, BAR_MEGABYTES, BAR_FLATNESS = 0.5, 200.0, 1.25


def main() -> None:
    """Measure, print and write; leave with status 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=20_000)
    parser.add_argument("--largest", type=int, default=100_000)
    options = parser.parse_args()
    prepare()
    start = resident()
    results: dict[str, Any] = {"links": options.links}
    with servers(close=True) as port:
        urls = addresses(port, options.links)
        rates = [side_by_side(urls) for _ in range(ROUNDS)]
        best = max(rates, key=lambda rate: rate["ratio"])
        results |= {"rates": rates, **best, "lychee": lychee(urls)}
        results["cost"] = costs(port, options.largest)
        results["megabytes"] = round(peak() - start, 1)
    with servers(close=False) as port:
        results["kept"] = side_by_side(addresses(port, options.links // 2))
    by_size = list(results["cost"].values())
    results["flatness"] = round(by_size[-1] / min(by_size), 2)
    results["met"] = {
        "ratio": results["ratio"] >= BAR_RATIO,
        "lychee": results["lychee"] is None or results["pipeline"] > results["lychee"],
        "memory": results["megabytes"] < BAR_MEGABYTES,
        "flat": results["flatness"] <= BAR_FLATNESS,
    }
    show(results)
    (ROOT / "build").mkdir(exist_ok=True)
    (ROOT / "build" / "bench-links.json").write_text(json.dumps(results, indent=2) + "\n")
    sys.exit(0 if all(results["met"].values()) else 1)


def prepare() -> None:
    """Set up the product with an empty database of its own, on the first core."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    settings.LINKCHECK_CONCURRENCY = AT_ONCE
    call_command("migrate", verbosity=0)
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[0]})


@contextmanager
def servers(*, close: bool) -> Iterator[int]:
    """Serve in a process of its own, on the last core; yield the port."""
    cores = sorted(os.sched_getaffinity(os.getppid()) or {0})
    command = [sys.executable, "-m", "tests.localworld.swarm", str(HOSTS), *(["close"] if close else [])]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        os.sched_setaffinity(process.pid, {cores[-1]})
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.stdin.close()


def addresses(port: int, count: int) -> list[str]:
    """Return as many addresses, over all hosts in turn."""
    from tests.localworld.swarm import Swarm

    swarm = Swarm(hosts=HOSTS, port=port)
    return [
        swarm.url(number, f"/{KINDS[(number // HOSTS) % len(KINDS)]}/{number}") for number in range(count)
    ]


def side_by_side(urls: list[str]) -> dict[str, float]:
    """Return links a second of the bare loop and of the pipeline, and their ratio."""
    bare = rate(lambda: bare_loop(urls), len(urls))
    fill(urls)
    pipeline = rate(lambda: whole_pipeline(len(urls)), len(urls))
    bare = max(bare, rate(lambda: bare_loop(urls), len(urls)))
    return {"bare": round(bare), "pipeline": round(pipeline), "ratio": round(pipeline / bare, 2)}


def rate(run: Callable[[], int], count: int) -> float:
    """Return how many links a second a run does; it must do all."""
    begun = time.perf_counter()
    done = run()
    if done != count:
        raise SystemExit(f"{done} of {count} links were done")
    return count / (time.perf_counter() - begun)


def costs(port: int, largest: int) -> dict[str, float]:
    """Return what a link costs at each size: the small ones in turn, the least of several rounds of each."""
    least: dict[str, float] = {}
    for size in (1_000, 10_000) * ROUNDS + (largest,):
        cost = microseconds(addresses(port, size))
        least[str(size)] = min(cost, least.get(str(size), cost))
    return least


def microseconds(urls: list[str]) -> float:
    """Return what one link costs the pipeline's own core, queue and storage included."""
    fill(urls)
    begun = time.process_time()
    whole_pipeline(len(urls))
    return round((time.process_time() - begun) / len(urls) * 1e6, 1)


def bare_loop(urls: list[str]) -> int:
    """Fetch every address with libcurl alone: redirects followed, bodies kept until the next one."""
    multi = pycurl.CurlMulti()
    waiting, free, done, active = iter(urls), [_handle() for _ in range(AT_ONCE)], 0, 0
    bodies: dict[pycurl.Curl, BytesIO] = {}
    more = True
    while more or active:
        while free and more:
            url = next(waiting, None)
            if url is None:
                more = False
                break
            curl = free.pop()
            bodies[curl] = BytesIO()
            curl.setopt(pycurl.URL, url)
            curl.setopt(pycurl.WRITEFUNCTION, bodies[curl].write)
            multi.add_handle(curl)
            active += 1
        multi.perform()
        rest = 1
        while rest:
            rest, good, bad = multi.info_read()
            for curl in [*good, *(entry[0] for entry in bad)]:
                curl.getinfo(pycurl.RESPONSE_CODE)
                multi.remove_handle(curl)
                free.append(curl)
                active -= 1
            done += len(good)
        if active and not (free and more):
            multi.select(0.1)
    multi.close()
    return done


def _handle() -> pycurl.Curl:
    curl = pycurl.Curl()
    curl.setopt(pycurl.FOLLOWLOCATION, 1)
    curl.setopt(pycurl.NOSIGNAL, 1)
    return curl


def fill(urls: list[str]) -> None:
    """Put links into the database, each in one place, all due at once."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Site

    from ingest.linkcheck.models import Change, Check, Link, LinkUse, hash_of, place_hash

    for model in (Check, Change, LinkUse, Link):
        model.objects.all()._raw_delete("default")
    kind = ContentType.objects.get_for_model(Site)
    for start in range(0, len(urls), 5000):
        links = Link.objects.bulk_create(
            Link(url=url, url_hash=hash_of(url), host=url.split("/")[2].partition(":")[0])
            for url in urls[start : start + 5000]
        )
        LinkUse.objects.bulk_create(
            LinkUse(
                link=link,
                content_type=kind,
                object_id=str(link.pk),
                version="live",
                field="x",
                place_hash=place_hash(link.url),
            )
            for link in links
        )


def whole_pipeline(count: int) -> int:
    """Claim, check, classify and store every link, without politeness."""
    from ingest.http import Client, Guard, Unhurried, parse_allowed_networks
    from ingest.linkcheck.checking import check_links

    guard = Guard(parse_allowed_networks("127.0.0.0/8"))
    return sum(1 for _ in check_links(client=Client(guard=guard, politeness=Unhurried()), limit=count))


def lychee(urls: list[str]) -> float | None:
    """Return links a second of lychee, ``None`` where it is not installed."""
    program = shutil.which("lychee")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "links.txt"
        source.write_text("\n".join(urls))
        begun = time.perf_counter()
        arguments = ["--no-progress", "--max-retries", "0", "--max-concurrency", str(AT_ONCE), str(source)]
        subprocess.run([program, *arguments], capture_output=True, check=False)
        return round(len(urls) / (time.perf_counter() - begun))


def resident() -> float:
    """Return the megabytes that this process holds now."""
    return _status("VmRSS")


def peak() -> float:
    """Return the most megabytes that this process has held."""
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def show(results: dict[str, Any]) -> None:
    """Print the table."""
    lines = [
        ("links", results["links"], ""),
        ("bare libcurl loop, links/s", results["bare"], ""),
        ("whole pipeline, links/s", results["pipeline"], ""),
        ("ratio", results["ratio"], f">= {BAR_RATIO}"),
        ("lychee, links/s", results["lychee"] or "not installed", "< pipeline"),
        ("ratio with kept connections", results["kept"]["ratio"], ""),
        *((f"CPU a link at {size}, µs", cost, "") for size, cost in results["cost"].items()),
        ("largest to smallest", results["flatness"], f"<= {BAR_FLATNESS}"),
        ("memory above the start, MB", results["megabytes"], f"< {BAR_MEGABYTES:g}"),
    ]
    for name, value, bar in lines:
        sys.stdout.write(f"{name:32} {value!s:>14} {bar}\n")
    for name, met in results["met"].items():
        sys.stdout.write(f"{name}: {'met' if met else 'MISSED'}\n")


if __name__ == "__main__":
    main()
