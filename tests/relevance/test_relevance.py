"""What the search must never lose: the best answer of each of our topics stands among the first three."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from search.documents import SearchDocument
from search.engines.embedded import EmbeddedEngine
from search.synonyms.selectors import current_concepts
from tests.relevance import library, measures
from tests.relevance.baselines import Baseline, snowball, surface
from tests.relevance.topics import Topic, topics

TOPICS = topics()


@dataclass(frozen=True)
class Judged:
    """Hold the documents, and what the embedded engine answers to each topic, by its name."""

    documents: tuple[SearchDocument, ...]
    answers: dict[str, list[str]]


@pytest.fixture(scope="module")
def judged(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Judged]:
    """Fill the database once, ask every topic, and take everything back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        library.fill_database()
        documents = tuple(library.documents())
        engine = EmbeddedEngine(tmp_path_factory.mktemp("index") / "search", current_concepts)
        engine.rebuild(documents)
        answers = {
            topic.name: [hit.document.id for hit in engine.search(topic.query()).hits] for topic in TOPICS
        }
        yield Judged(documents, answers)
        transaction.set_rollback(True)


def mean_ndcg(answers: dict[str, list[str]]) -> float:
    """Return the mean over all topics."""
    return measures.mean([measures.ndcg(topic, answers[topic.name]) for topic in TOPICS])


def test_there_are_enough_topics_and_no_two_are_the_same() -> None:
    assert len(TOPICS) >= 60
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)


def test_exceptions_are_few() -> None:
    assert sum(bool(topic.exception) for topic in TOPICS) <= len(TOPICS) // 12


@pytest.mark.django_db
def test_every_graded_answer_is_a_document(judged: Judged) -> None:
    known = {document.id for document in judged.documents}
    unknown = {(topic.name, key) for topic in TOPICS for key in topic.grades if key not in known}
    assert unknown == set()


@pytest.mark.django_db
@pytest.mark.parametrize("topic", [t for t in TOPICS if not t.exception], ids=lambda topic: topic.name)
def test_one_of_the_best_answers_is_among_the_first_three(judged: Judged, topic: Topic) -> None:
    found = judged.answers[topic.name]
    assert measures.best_among_three(topic, found), f"first three: {found[:3]}, best: {sorted(topic.best)}"


@pytest.mark.django_db
@pytest.mark.parametrize("topic", [t for t in TOPICS if t.exception], ids=lambda topic: topic.name)
def test_an_exception_is_still_one(judged: Judged, topic: Topic) -> None:
    assert not measures.best_among_three(topic, judged.answers[topic.name]), "take the exception away"


@pytest.mark.django_db
@pytest.mark.parametrize("forms", [snowball, surface], ids=["snowball", "surface"])
def test_the_search_answers_better_than_plain_stems_and_words(judged: Judged, forms: Any) -> None:
    baseline = Baseline(forms, judged.documents)
    theirs = {topic.name: baseline.search(topic.query()) for topic in TOPICS}
    assert mean_ndcg(judged.answers) > mean_ndcg(theirs) + 0.1
