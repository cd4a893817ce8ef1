"""Measure the ingestion against Wagtail alone, in one process and run: only ratios count.

Run it from the project's folder: ``python -m tests.benchmarks.ingest [--records 2000]``. It works on a
database of its own in a temporary folder, prints a table, says which bars hold, and writes
``build/bench-ingest.json``. The one run of the import and Wagtail alone take turns, so that a busy machine
slows both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, ClassVar

import django

BUILD = Path("build")
RATE_BAR, SPEED_BAR = 0.7, 50.0
TURNS = 5
APART = 1_000_000
"""What parts the pages made alone from the imported ones, which must not be taken for the same."""
WORDS = [
    "perhe", "tuki", "ryhmä", "vertainen", "lapsi", "nuori", "vanhempi", "arki", "ilta",
    "kerho", "leiri", "retki", "kunta", "maakunta", "ohjaaja", "vapaaehtoinen", "yhdistys", "toiminta",
    "kohtaaminen", "keskustelu", "apu", "neuvo", "puhelin", "verkko", "ruoka", "leikki", "peli",
    "musiikki", "metsä", "meri", "talvi", "kesä", "syksy", "kevät", "koulu", "päiväkoti",
    "työ", "loma", "uutinen", "kutsu", "tapahtuma",
]  # fmt: skip


def main() -> int:
    """Measure, print, write; return 0 if the bars hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    records = parser.parse_args().records
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from django.core.management import call_command

    from ingest.management.exits import quiet

    call_command("migrate", verbosity=0)
    call_command("prepare_site", verbosity=0)
    with quiet(0):
        measured = measure(records)
    bars = {
        f"import rate at least {RATE_BAR} of Wagtail's": measured["rate_ratio"] >= RATE_BAR,
        f"unchanged at least {SPEED_BAR:.0f} times faster": measured["reharvest_ratio"] >= SPEED_BAR,
        "unchanged writes nothing": measured["reharvest_writes"] == 0,
    }
    for name, value in measured.items():
        say(f"{name:<22} {value:>12.3f}" if isinstance(value, float) else f"{name:<22} {value:>12}")
    for name, holds in bars.items():
        say(f"{'holds' if holds else 'FAILS':<6} {name}")
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench-ingest.json").write_text(json.dumps({**measured, "bars": bars}, indent=2) + "\n")
    return 0 if all(bars.values()) else 1


def measure(records: int) -> dict[str, Any]:
    """Return the seconds of each way, and their ratios."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cms.publishing.models import News
    from ingest.pipeline import Pipeline

    plugin = Given(range(records))
    outcomes = Pipeline(plugin, None, "bench").outcomes()
    alone = imported = Spent()
    step = max(1, records // TURNS)
    for first in range(0, records, step):
        numbers = range(first, min(first + step, records))
        alone += timed(lambda numbers=numbers: create_alone(numbers))
        imported += timed(lambda: sum(1 for _outcome in islice(outcomes, step)))
    imported += timed(lambda: list(outcomes))
    again = Pipeline(plugin, None, "bench")
    reharvest = timed(lambda: list(again.outcomes()))
    with CaptureQueriesContext(connection) as queries:
        list(Pipeline(plugin, None, "bench").outcomes())
    writes = [query["sql"] for query in queries if not query["sql"].lstrip().upper().startswith("SELECT")]
    if News.objects.count() != 2 * records or again.counts["unchanged"] != records:
        raise SystemExit("Not every record went in.")
    return {
        "records": records,
        "wagtail_alone_s": alone.seconds,
        "import_s": imported.seconds,
        "reharvest_s": reharvest.seconds,
        "rate_ratio": alone.seconds / imported.seconds,
        "processor_rate_ratio": alone.processor / imported.processor,
        "reharvest_ratio": imported.seconds / reharvest.seconds,
        "reharvest_writes": len(writes),
    }


@dataclass(frozen=True, slots=True)
class Spent:
    """Hold how long something took, and how much of that this process reckoned."""

    seconds: float = 0.0
    processor: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.seconds + other.seconds, self.processor + other.processor)


def timed(work: Any) -> Spent:
    """Return the time that a piece of work takes."""
    begun, reckoned = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - begun, time.process_time() - reckoned)


def create_alone(numbers: range) -> None:
    """Create the same pages as drafts with Wagtail alone: a page, its checks and its revision."""
    from django.db import transaction
    from wagtail.models import Page

    from cms.publishing.models import News, NewsIndex
    from ingest.importers import values_for

    parent: Page = NewsIndex.objects.get()
    for number in numbers:
        values = values_for(record(number + APART))
        with transaction.atomic():
            page = News(
                live=False,
                title=values["title"],
                summary=values["summary"],
                source_url=values["source_url"],
                date=values["date"],
            )
            page.body = News._meta.get_field("body").stream_block.to_python(values["body"])
            page.tags.set(values["tags"])
            parent.add_child(instance=page)
            page.save_revision(log_action=True)


def record(number: int) -> Any:
    """Return a news record of ordinary length."""
    from ingest.records import HeadingBlock, NewsRecord, ParagraphBlock

    words = Random(number)
    paragraphs = [ParagraphBlock(html=" ".join(words.choices(WORDS, k=45))) for _ in range(5)]
    return NewsRecord(
        external_id=f"uutinen-{number}",
        title=f"Uutinen numero {number}",
        url=f"https://esimerkki.example/uutinen-{number}",
        summary=" ".join(words.choices(WORDS, k=12)),
        body=(HeadingBlock(level=2, text="Mitä tapahtuu"), *paragraphs),
        published_at="2026-01-15",
        tags=("perheet", "vertaistuki"),
    )


class Given:
    """Be a source of as many news items, one a reference."""

    name: ClassVar[str] = "bench"

    def __init__(self, numbers: range) -> None:
        self.records = {str(number): record(number).model_dump_json().encode() for number in numbers}

    def gather(self, _settings: Any, _cursor: str | None) -> Iterator[Any]:
        """Yield a reference for each."""
        from ingest.protocols import Reference

        for name in self.records:
            yield Reference(name, name)

    def fetch(self, reference: Any) -> Any:
        """Return the record's bytes."""
        from ingest.protocols import Fetched

        return Fetched(reference, self.records[reference.external_id], "application/json", reference.location)

    def parse(self, fetched: Any) -> Iterator[Any]:
        """Yield the one record."""
        from ingest.records import NewsRecord

        yield NewsRecord.model_validate_json(fetched.content)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    raise SystemExit(main())
