"""Say in words which rule of a model a value breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as ValidationRefusal
from django.utils.translation import override
from pydantic import ValidationError

from ingest.markup.languages import LANGUAGES
from ingest.words import Words, in_languages, joined_words
from ingest.words import gettext_noop as _

RULES: Mapping[str, str] = {
    "missing": _("it is missing"),
    "extra_forbidden": _("there is no such field"),
    "string_type": _("it is no text"),
    "string_too_short": _("it is shorter than %(min_length)s characters"),
    "string_too_long": _("it is longer than %(max_length)s characters"),
    "string_pattern_mismatch": _("it is not of the form %(pattern)s"),
    "too_short": _("it holds fewer than %(min_length)s"),
    "too_long": _("it holds more than %(max_length)s"),
    "int_parsing": _("it is no whole number"),
    "int_type": _("it is no whole number"),
    "int_from_float": _("it is no whole number"),
    "float_parsing": _("it is no number"),
    "float_type": _("it is no number"),
    "decimal_parsing": _("it is no number"),
    "bool_parsing": _("it is neither true nor false"),
    "bool_type": _("it is neither true nor false"),
    "greater_than": _("it is not greater than %(gt)s"),
    "greater_than_equal": _("it is smaller than %(ge)s"),
    "less_than": _("it is not smaller than %(lt)s"),
    "less_than_equal": _("it is greater than %(le)s"),
    "date_parsing": _("it is no date"),
    "date_from_datetime_parsing": _("it is no date"),
    "datetime_parsing": _("it is no time"),
    "datetime_from_date_parsing": _("it is no time"),
    "url_parsing": _("it is no web address"),
    "url_scheme": _("it is no web address"),
    "url_too_long": _("it is longer than %(max_length)s characters"),
    "literal_error": _("it is none of %(expected)s"),
    "enum": _("it is none of %(expected)s"),
    "list_type": _("it is no list"),
    "tuple_type": _("it is no list"),
    "dict_type": _("it is no list of pairs"),
}
"""By pydantic's names of errors; what is not here is said in pydantic's own words."""


def broken_rule(problem: Mapping[str, Any]) -> str:
    """Return what one of the errors of a ``ValidationError`` says, as words."""
    context = problem.get("ctx") or {}
    if problem["type"] == "value_error" and context.get("error"):
        return _text_or_words(context["error"].args)
    template = RULES.get(problem["type"])
    return Words(template, context) if template else str(problem["msg"])


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
