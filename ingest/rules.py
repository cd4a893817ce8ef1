"""Say in words which rule of a model a value breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as ValidationRefusal
from django.utils.translation import override
from pydantic import ValidationError

from ingest.markup.languages import LANGUAGES
from ingest.words import Words, in_languages, joined_words
from search.rules import rule_of


def broken_rule(problem: Mapping[str, Any]) -> str:
    """Return what one of the errors of a ``ValidationError`` says, as words."""
    context = problem.get("ctx") or {}
    if problem["type"] == "value_error" and context.get("error"):
        return _text_or_words(context["error"].args)
    rule = rule_of(problem)
    return str(problem["msg"]) if rule is None else Words(*rule)


def wrong_fields(error: ValidationError, whole: str = "record") -> str:
    """Return the fields that break a model's rules, each with its rule; ``whole`` stands for no one field."""
    return joined_words(
        "; ",
        (joined_words(": ", (place(one) or whole, broken_rule(one))) for one in error.errors()),
    )


def refusal(error: ValidationRefusal) -> str:
    """Return what Django's own checks say of a thing, in every language that people here read."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            told[language] = _refusal(error)
    return in_languages(told)


def place(problem: Mapping[str, Any]) -> str:
    """Return where in the model an error is: "contacts.0.email"."""
    return ".".join(map(str, problem["loc"]))


def _refusal(error: ValidationRefusal) -> str:
    fields = error.message_dict if hasattr(error, "error_dict") else {}
    told = [f"{name}: {' '.join(lines)}" for name, lines in fields.items()]
    return "; ".join(told or error.messages)


def _text_or_words(arguments: tuple[Any, ...]) -> str:
    """Return the text of an exception from its arguments, words as they are."""
    first = arguments[0] if arguments else ""
    return first if isinstance(first, Words) else str(first)
