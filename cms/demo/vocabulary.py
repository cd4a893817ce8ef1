"""The words and sentences of which plausible services are made, as frozen values."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from cms.demo.catalogue import CONTENT


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality's name in the genitive and in the case that says where."""

    slug: str
    genitive: str
    locative: str


@dataclass(frozen=True, slots=True)
class Group:
    """A target group's name in three cases, and its usual ages; ``None`` is no bound."""

    slug: str
    allative: str
    genitive: str
    nominative: str
    age_from: int | None
    age_to: int | None


@dataclass(frozen=True, slots=True)
class Theme:
    """What is said of one challenge: first parts of compounds, *about* what (elative), sentences, tags."""

    slug: str
    modifiers: tuple[str, ...]
    about: tuple[str, ...]
    tags: tuple[str, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A way of working: last part of compounds, channels, relative clauses, sentences.

    Clauses and methods have the slots ``{about}``, ``{day}``, ``{doing}``, ``{profession}``, ``{venue}``.
    """

    head: str
    channels: tuple[str, ...]
    clauses: tuple[str, ...]
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Hold everything that the generator chooses from."""

    places: tuple[Place, ...]
    groups: tuple[Group, ...]
    themes: tuple[Theme, ...]
    forms: tuple[Form, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    organisations: tuple[str, ...]
    professions: tuple[str, ...]
    venues: tuple[str, ...]
    doings: tuple[str, ...]
    days: tuple[str, ...]
    joining: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of ``content/vocabulary.toml``."""
    words = tomllib.loads((CONTENT / "vocabulary.toml").read_text(encoding="utf-8"))
    return Vocabulary(
        places=tuple(Place(slug, *forms) for slug, forms in words["places"].items()),
        groups=tuple(_group(slug, forms) for slug, forms in words["groups"].items()),
        themes=tuple(Theme(slug, **_tuples(theme)) for slug, theme in words["themes"].items()),
        forms=tuple(Form(form.pop("head"), **_tuples(form)) for form in words["forms"]),
        organisations=tuple(
            f"{first} {last}"
            for last in words["organisations"]["lasts"]
            for first in words["organisations"]["firsts"]
        ),
        **_tuples(words["names"]),
        **_tuples(words["people"]),
    )


def _group(slug: str, forms: list[Any]) -> Group:
    allative, genitive, nominative, *ages = forms
    age_from, age_to = (None if age < 0 else age for age in ages)
    return Group(slug, allative, genitive, nominative, age_from, age_to)


def _tuples(entry: dict[str, list[str]]) -> dict[str, Any]:
    return {name: tuple(values) for name, values in entry.items()}
