"""Read synonym sets from SKOS vocabularies, such as YSO, TERO and PTVL (SKOS Reference, sections 5 and 6).

A concept's prefLabel, altLabel and hiddenLabel in Finnish, Swedish and English are its set. Broader
and narrower concepts are left out: a vocabulary's tree is made for cataloguing and widens a search
beyond what was asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from warnings import catch_warnings, simplefilter

from django.utils.translation import gettext as _
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from search.concepts import Label
from search.fields import Language
from search.models.synonyms import reason_in_words
from search.synonyms.labels import MAX_LABELS, LabelError, read_label, write_label
from search.synonyms.records import ImportedSet, ReadFile, RowError, UnreadableFile

SYNTAXES = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
"""The syntaxes by the end of the file's name."""

_LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
_MAX_URI = 500
_BASE = "urn:x-file:/"


def read_skos(content: bytes, syntax: str) -> ReadFile:
    """Return a set for each concept with two labels or more; nothing is fetched from elsewhere.

    A label that is none of ours (too long, no word) is reported and the concept's others are kept.
    Raise ``UnreadableFile`` for what is no such file.
    """
    graph = _graph(content, syntax)
    concepts = sorted({node for node in _concepts(graph) if isinstance(node, URIRef)})
    if not concepts:
        raise UnreadableFile(_("There are no SKOS concepts with labels in the file."))
    sets: list[ImportedSet] = []
    errors: list[RowError] = []
    skipped = 0
    for concept in concepts:
        labels, problems = _read_labels(graph, concept)
        errors += problems
        if len(str(concept)) > _MAX_URI:
            errors.append(RowError(str(concept)[:80], _("the identifier is too long.")))
        elif len(labels) < 2:
            skipped += 1
        else:
            sets.append(ImportedSet(str(concept), labels, (), str(concept), str(concept)))
    return ReadFile(tuple(sets), tuple(errors), skipped)


def _graph(content: bytes, syntax: str) -> Graph:
    if syntax == "json-ld":
        _refuse_remote_contexts(content)
    try:
        with catch_warnings():
            simplefilter("ignore", DeprecationWarning)  # rdflib's JSON-LD parser uses its own old class
            return Graph().parse(data=content, format=syntax, publicID=_BASE)
    except Exception as error:  # rdflib's parsers share no error class; each names the place
        raise UnreadableFile(
            _("The file is no %(syntax)s: %(error)s") % {"syntax": syntax, "error": str(error)[:300]}
        ) from error


def _concepts(graph: Graph) -> Iterator[Node]:
    yield from graph.subjects(RDF.type, SKOS.Concept)
    yield from graph.subjects(SKOS.prefLabel, None)


def _read_labels(graph: Graph, concept: Node) -> tuple[tuple[Label, ...], list[RowError]]:
    """Return a concept's labels: preferred ones first, Finnish before Swedish before English."""
    labels: dict[tuple[str, str], Label] = {}
    errors: list[RowError] = []
    for kind in _LABELS:
        for language in Language:
            for text in sorted(_texts(graph, concept, kind, language)):
                try:
                    label = read_label(write_label(Label(" ".join(text.split()), language)))
                except LabelError as error:
                    errors.append(RowError(str(concept), f"“{error.text}”: {reason_in_words(error.reason)}"))
                    continue
                if len(labels) < MAX_LABELS:
                    labels.setdefault((label.text.casefold(), label.language.value), label)
    return tuple(labels.values()), errors


def _texts(graph: Graph, concept: Node, kind: URIRef, language: Language) -> Iterator[str]:
    for value in graph.objects(concept, kind):
        if isinstance(value, Literal) and (value.language or "").split("-")[0].lower() == language.value:
            yield str(value)


def _refuse_remote_contexts(content: bytes) -> None:
    """Refuse JSON-LD whose context stands elsewhere: a file must not make us fetch an address."""
    try:
        pending: list[Any] = [json.loads(content)]
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(_("The file is no JSON: %(error)s") % {"error": error}) from None
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            contexts = value.get("@context", [])
            remote = [item for item in _flat(contexts) if isinstance(item, str)]
            if remote or "@import" in value:
                address = ", ".join([*remote, str(value.get("@import", ""))]).strip(", ")
                raise UnreadableFile(
                    _("The JSON-LD refers to a context elsewhere (%(address)s). Use a file with its own.")
                    % {"address": address}
                )
            pending += value.values()


def _flat(contexts: Any) -> list[Any]:
    return contexts if isinstance(contexts, list) else [contexts]
