"""Say in the reader's language which rule of a model a value breaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext


def _(words: str) -> str:
    """Mark words for translation; they are translated when they are told."""
    return words


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
    "uuid_parsing": _("it is no UUID"),
    "uuid_type": _("it is no UUID"),
    "literal_error": _("it is none of %(expected)s"),
    "enum": _("it is none of %(expected)s"),
    "list_type": _("it is no list"),
    "tuple_type": _("it is no list"),
    "dict_type": _("it is no list of pairs"),
}
"""By pydantic's names of errors; what is not here is said in pydantic's own words."""


def rule_of(problem: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return the sentence for an error of a ``ValidationError`` and what fills it, None for other kinds."""
    template = RULES.get(problem["type"])
    if template is None:
        return None
    context = dict(problem.get("ctx") or {})
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", ", ")
    return template, context


def told_rule(problem: Mapping[str, Any]) -> str:
    """Return what one of the errors of a ``ValidationError`` says in the active language."""
    own = (problem.get("ctx") or {}).get("error")
    if problem["type"] == "value_error" and own:  # a check of ours, which speaks for itself
        return str(own)
    rule = rule_of(problem)
    return str(problem["msg"]) if rule is None else gettext(rule[0]) % rule[1]
