"""Translations are compiled when they have changed, guesses left out."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import pytest

from cms.stack.catalogues import compile_catalogues

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Search"
msgstr "Haku"

#, fuzzy
msgid "Save"
msgstr "Arvattu"

msgid "%(n)d service"
msgid_plural "%(n)d services"
msgstr[0] "%(n)d palvelu"
msgstr[1] "%(n)d palvelua"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "locale" / "fi" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_a_compiled_catalogue_translates_and_counts(source: Path, tmp_path: Path) -> None:
    assert compile_catalogues(tmp_path) == 1
    translations = gettext.translation("django", tmp_path / "locale", ["fi"])
    assert translations.gettext("Search") == "Haku"
    assert translations.ngettext("%(n)d service", "%(n)d services", 2) == "%(n)d palvelua"


def test_a_guessed_translation_is_left_out(source: Path, tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    assert gettext.translation("django", tmp_path / "locale", ["fi"]).gettext("Save") == "Save"


def test_a_catalogue_is_compiled_again_only_when_it_has_changed(source: Path, tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    assert compile_catalogues(tmp_path) == 0
    later = source.with_suffix(".mo").stat().st_mtime + 1
    os.utime(source, (later, later))
    assert compile_catalogues(tmp_path) == 1
