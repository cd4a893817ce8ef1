"""Kinds of mail that a person may do without; every other letter is one that she must get."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Topic:
    """Name one kind of mail: a slug, and its title and a sentence in the reader's language."""

    name: str
    title: str | Promise
    description: str | Promise


_topics: dict[str, Topic] = {}


def register_topic(topic: Topic) -> None:
    """Let people choose whether they want this kind of mail; called from an app's ``ready``."""
    _topics[topic.name] = topic


def topics() -> tuple[Topic, ...]:
    """Return what can be chosen, in the order of registration."""
    return tuple(_topics.values())


def topic_named(name: str) -> Topic | None:
    """Return the topic of that name, or ``None``."""
    return _topics.get(name)
