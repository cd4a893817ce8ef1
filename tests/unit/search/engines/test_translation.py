"""What stands in every document is given to all: the points stay those that the plan's nodes mean."""

from __future__ import annotations

import pytest
import tantivy

from search.documents import SearchDocument
from search.engines.embedded.schema import ID, build_schema, to_tantivy
from search.engines.embedded.translation import Translator, _most
from search.engines.memory import evaluate
from search.fields import Kind
from search.indexed import STANDING, WORDS_IN_ORDER, IndexedDocument, index
from search.plan import Best, Between, Every, Node, Plan, Raised, Sequence, Some, StartsWith, Term

TITLE = Term("title_short", "fi:neuvonta", 120)
BODY = Term("body", "fi:neuvonta", 30)
OTHER = Term("body", "fi:kahvi", 50)
BEGINNING = StartsWith("body", "=tee", 20)
BETTER_BEGINNING = StartsWith("body", "=tee", 70)


@pytest.fixture(scope="module")
def documents() -> list[IndexedDocument]:
    """All speak of *neuvonta*: the first in its title, the others in their bodies."""
    texts = [("Neuvonta", "teetä ja kahvia"), ("Aamu", "neuvontaa ja kahvia"), ("Ilta", "neuvontaa ja teetä")]
    return [
        index(SearchDocument(f"service:{number}", Kind.SERVICE, title, body=body))
        for number, (title, body) in enumerate(texts)
    ]


def scores(documents: list[IndexedDocument], node: Node) -> dict[str, float]:
    """Return what tantivy gives each document for a node that a plan requires."""
    made = tantivy.Index(build_schema())
    writer = made.writer(15_000_000, 1)
    for document in documents:
        writer.add_document(to_tantivy(document))
    writer.commit()
    made.reload()
    searcher = made.searcher()
    query = Translator(made.schema, searcher).scored(Plan(required=(node,)))
    hits = searcher.search(query, limit=10).hits
    return {str(searcher.doc(address).get_first(ID)): score for score, address in hits}


@pytest.mark.parametrize(
    "node",
    [
        pytest.param(Best((TITLE, BODY)), id="levels of one token"),
        pytest.param(Best((TITLE, BODY, OTHER)), id="another token is better for some"),
        pytest.param(Best((TITLE, BODY, BEGINNING)), id="a beginning that is worth less than all get"),
        pytest.param(Best((TITLE, BODY, BETTER_BEGINNING)), id="a beginning that is worth more"),
        pytest.param(Raised(Best((TITLE, BODY)), Term("body", "fi:tee", 3)), id="raised for some"),
    ],
)
def test_what_every_document_holds_gives_the_points_that_the_nodes_mean(
    documents: list[IndexedDocument], node: Node
) -> None:
    assert scores(documents, node) == {
        document.document.id: evaluate(node, document) for document in documents
    }


@pytest.mark.parametrize(
    ("node", "points"),
    [
        (TITLE, 120),
        (BEGINNING, 20),
        (Between(STANDING, low=1, points=5), 5),
        (Best((TITLE, BODY)), 120),
        (Best(()), 0),
        (Every((TITLE, BODY)), 150),
        (Some((TITLE, BODY, OTHER), 1), 200),
        (Raised(BODY, OTHER), 80),
        (Sequence(WORDS_IN_ORDER, ("hyvä", "neuvonta")), 0),
    ],
)
def test_the_most_that_a_node_can_give(node: Node, points: int) -> None:
    assert _most(node) == points
