"""Measure how well the search answers our own topics, beside plain words and Snowball's stems.

Run it from the project's folder: ``python -m tests.benchmarks.relevance``. It fills a temporary
database with the demo content and the saved texts of ``../shared``, prints two tables and writes
``build/bench-relevance.json``. Nothing is timed; the same code gives the same figures.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from search.engines.embedded import EmbeddedEngine
from tests.relevance import baselines, measures
from tests.relevance.topics import GOOD, SEEDS, Topic, topics

REPORT = Path("build/bench-relevance.json")
WORST = 20
FIGURES = ("nDCG@10", "recall@10", "first good", "best in three")


@contextmanager
def temporary_database() -> Iterator[None]:
    """Set Django up with a database in memory that is gone afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.conf import settings
    from django.test.utils import setup_databases, teardown_databases

    settings.CELERY_BROKER_URL = ""
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(kept, verbosity=0)


def measure() -> dict[str, Any]:
    """Return the figures of every way of searching, and of every topic."""
    from search.synonyms.selectors import current_concepts
    from tests.relevance import library

    library.fill_database()
    documents = tuple(library.documents())
    asked = topics()
    with tempfile.TemporaryDirectory() as folder:
        ours = EmbeddedEngine(Path(folder) / "with", current_concepts)
        bare = EmbeddedEngine(Path(folder) / "without")
        for engine in (ours, bare):
            engine.rebuild(documents)
        ways: dict[str, Callable[[Any], list[str]]] = {
            "this search": lambda query: [hit.document.id for hit in ours.search(query).hits],
            "without synonyms": lambda query: [hit.document.id for hit in bare.search(query).hits],
            "Snowball": baselines.Baseline(baselines.snowball, documents).search,
            "surface only": baselines.Baseline(baselines.surface, documents).search,
        }
        answers = {name: [search(topic.query()) for topic in asked] for name, search in ways.items()}
    return {
        "documents": len(documents),
        "topics": len(asked),
        "ways": {name: figures(asked, found) for name, found in answers.items()},
        "styles": {name: by_style(asked, found) for name, found in answers.items()},
        "each": [
            one(topic, [found[number] for found in answers.values()]) for number, topic in enumerate(asked)
        ],
    }


def figures(asked: Sequence[Topic], found: Sequence[list[str]]) -> dict[str, float]:
    """Return the means over topics."""
    pairs = list(zip(asked, found, strict=True))
    measured = (measures.ndcg, measures.recall, measures.first_is_good, measures.best_among_three)
    return {
        name: round(measures.mean([float(figure(topic, keys)) for topic, keys in pairs]), 4)
        for name, figure in zip(FIGURES, measured, strict=True)
    }


def by_style(asked: Sequence[Topic], found: Sequence[list[str]]) -> dict[str, float]:
    """Return the mean nDCG of the topics of each style."""
    styles = dict.fromkeys(topic.style for topic in asked)
    pairs = list(zip(asked, found, strict=True))
    return {
        style: figures(*zip(*[pair for pair in pairs if pair[0].style == style], strict=True))["nDCG@10"]
        for style in styles
    }


def one(topic: Topic, found: Sequence[list[str]]) -> dict[str, Any]:
    """Return how one topic fared, and what is wrong with our own answer to it."""
    ours = found[0]
    return {
        "query": topic.name,
        "style": topic.style,
        "nDCG@10": [round(measures.ndcg(topic, keys), 3) for keys in found],
        "answers": [f"{key} ({topic.grades.get(key, 0)})" for key in ours],
        "why": "; ".join(flaws(topic, ours)),
    }


def flaws(topic: Topic, found: list[str]) -> Iterator[str]:
    """Yield in words what keeps an answer from the best order."""
    if not found:
        yield "found nothing"
        return
    missed = [key for key in topic.grades if topic.grades[key] >= GOOD and key not in found]
    if missed:
        yield f"missed {', '.join(missed)}"
    last = max((place for place, key in enumerate(found) if topic.grades.get(key, 0) >= GOOD), default=-1)
    beside = [key for key in found[: last + 1] if key not in topic.grades]
    if beside:
        yield f"beside the point: {', '.join(beside)}"
    if not missed and not beside:
        yield "order"


def main() -> None:
    """Print the tables and write the report."""
    if not SEEDS.is_dir():
        sys.exit(f"no saved texts in {SEEDS}")
    with temporary_database():
        report = measure()
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    say(f"{report['topics']} topics over {report['documents']} documents\n")
    say(f"{'':18}" + "".join(f"{name:>15}" for name in FIGURES))
    for way, values in report["ways"].items():
        say(f"{way:18}" + "".join(f"{value:15.3f}" for value in values.values()))
    say("\nnDCG@10 by how the query is typed")
    say(f"{'':18}" + "".join(f"{name:>18}" for name in report["ways"]))
    for style in report["styles"]["this search"]:
        say(f"{style:18}" + "".join(f"{report['styles'][way][style]:18.3f}" for way in report["ways"]))
    say(f"\nThe {WORST} worst")
    for topic in sorted(report["each"], key=lambda topic: topic["nDCG@10"][0])[:WORST]:
        say(f"{topic['nDCG@10'][0]:.3f}  {topic['query']}: {topic['why']}")


def say(line: str) -> None:
    """Print one line of the report."""
    print(line)  # noqa: T201 - the report is what this program is for


if __name__ == "__main__":
    main()
