"""The tries of simplemma's dictionaries: made once, by one of many processes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from search.analysis.dictionaries import TrieDictionary, cache_directory, known_lemma, prepare


def test_trie_is_made_once_when_many_ask_at_the_same_time(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        paths = set(pool.map(lambda _: prepare("enm", tmp_path), range(4)))
    assert paths == {tmp_path / "enm.dic"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["enm.dic", "enm.lock"]


def test_made_trie_is_not_made_again(tmp_path):
    made = prepare("enm", tmp_path).stat()
    assert prepare("enm", tmp_path).stat().st_mtime_ns == made.st_mtime_ns


def test_failed_build_says_why_and_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="Unsupported language: klingon"):
        prepare("klingon", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["klingon.lock"]


def test_trie_maps_forms_to_base_forms(tmp_path):
    dictionary = TrieDictionary(prepare("enm", tmp_path))
    form = next(iter(dictionary))
    assert form in dictionary
    assert dictionary[form]
    assert "no such form" not in dictionary


def test_finnish_dictionary_knows_inflected_forms():
    assert known_lemma("lapsille", "fi") == "lapsi"
    assert known_lemma("xyzzyä", "fi") is None


def test_tries_are_kept_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("PALVELUPAKETTI_VAR", str(tmp_path))
    assert cache_directory().is_relative_to(tmp_path)
    monkeypatch.delenv("PALVELUPAKETTI_VAR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_directory().is_relative_to(tmp_path / "cache")
