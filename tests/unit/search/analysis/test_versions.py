"""The name of the analysis that an index stores."""

from __future__ import annotations

import re

import pytest

from search.analysis import Lexicon, install, versions
from search.analysis.versions import fingerprint


@pytest.fixture(autouse=True)
def _forget_fingerprint():
    fingerprint.cache_clear()
    yield
    fingerprint.cache_clear()
    install(None)


def test_fingerprint_is_short_and_stable():
    first = fingerprint()
    fingerprint.cache_clear()
    assert re.fullmatch(r"[0-9a-f]{16}", first)
    assert fingerprint() == first


def test_code_version_changes_the_fingerprint(monkeypatch):
    before = fingerprint()
    fingerprint.cache_clear()
    monkeypatch.setattr(versions, "CODE_VERSION", versions.CODE_VERSION + 1)
    assert fingerprint() != before


def test_dictionary_version_changes_the_fingerprint(monkeypatch):
    before = fingerprint()
    fingerprint.cache_clear()
    monkeypatch.setattr(versions, "version", lambda name: "0")
    assert fingerprint() != before


def test_installed_names_leave_the_fingerprint_alone():
    before = fingerprint()
    fingerprint.cache_clear()
    install(Lexicon.of({"Blorfas": "Blorfas"}))
    assert fingerprint() == before
