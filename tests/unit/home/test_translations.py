"""The interface speaks Finnish and Swedish without a gap."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.utils import translation

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("fi", "sv")


def catalogue(language: str) -> Catalog:
    """Return the translations into a language."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as stream:
        return read_po(stream, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gathered_text_is_translated(language: str) -> None:
    missing = [
        message.id
        for message in catalogue(language)
        if message.id
        and (
            message.fuzzy or not all([message.string] if isinstance(message.string, str) else message.string)
        )
    ]
    assert missing == []


def test_both_languages_hold_the_same_texts() -> None:
    finnish, swedish = ({(message.context, message.id) for message in catalogue(code)} for code in LANGUAGES)
    assert finnish == swedish


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fi", "Siirry palveluun"), ("sv", "Gå till tjänsten"), ("en", "Go to the service")],
)
def test_what_runs_speaks_each_language(language: str, expected: str) -> None:
    with translation.override(language):
        assert translation.gettext("Go to the service") == expected
