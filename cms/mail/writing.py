"""How a letter is put into words: subject, plain text, and HTML where there is a template for it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template

EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*\n")


@dataclass(frozen=True, slots=True)
class Words:
    """Hold a rendered letter; ``html`` is empty where the letter has none."""

    subject: str
    text: str
    html: str


def in_words(name: str, context: Mapping[str, Any]) -> Words:
    """Render a letter's templates in the active language.

    Subject and text are not HTML, so nothing is escaped there; several empty lines become one.

    Raises:
        django.template.TemplateDoesNotExist: there is no such letter.
    """
    return Words(
        subject=" ".join(_plain(f"mail/{name}.subject.txt", context).split())[:255],
        text=EMPTY_LINES.sub("\n\n", _plain(f"mail/{name}.txt", context)).strip() + "\n",
        html=_html(f"mail/{name}.html", context),
    )


def _plain(name: str, context: Mapping[str, Any]) -> str:
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine has it
    return str(template.render(Context(dict(context), autoescape=False)))


def _html(name: str, context: Mapping[str, Any]) -> str:
    try:
        return get_template(name).render(dict(context))
    except TemplateDoesNotExist:
        return ""
