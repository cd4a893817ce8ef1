"""Plugins are found by their entry points; a broken one is told of and stops no other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from ingest.errors import PluginError
from ingest.registry import GROUP, installed_plugins, plugin_named
from ingest.sources.document import DocumentSource

Module = Callable[[str], EntryPoint]
DOCUMENT = EntryPoint("document", "ingest.sources.document:DocumentSource", GROUP)


@pytest.fixture
def plugin_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Module:
    """Write a module and return the entry point of its class ``Plugin``."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(code: str) -> EntryPoint:
        name = f"plugin_{len(list(tmp_path.iterdir()))}_{tmp_path.name}".replace("-", "_")
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
        return EntryPoint("other", f"{name}:Plugin", GROUP)

    return write


def test_the_built_in_plugin_is_found_by_its_entry_point() -> None:
    assert plugin_named("document") is DocumentSource


def test_an_unknown_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(PluginError, match="no source plugin 'nosuch'") as caught:
        plugin_named("nosuch")
    assert "document" in caught.value.remedy


SOUND = """
from ingest.sources.document import DocumentSource
class Plugin(DocumentSource):
    name = "other"
"""


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import no_such_module_anywhere", "No module named"),
        ("raise RuntimeError('boom')", "RuntimeError: boom"),
        ("import sys; sys.exit(1)", "SystemExit"),
        ("def broken(:", "SyntaxError"),
        ("", "AttributeError"),
        ("Plugin = 3", "not a class"),
        ("class Plugin: pass", "version None"),
        (SOUND + "    api_version = 99\n", "version 99"),
        (SOUND.replace('"other"', '"another"'), "calls itself 'another'"),
        (SOUND + "    fetch = None\n", "lacks fetch"),
        (SOUND + "    settings_model = dict\n", "no pydantic model"),
        (SOUND + "    titles = {'fi': 'Toinen'}\n", "lacks a title"),
    ],
)
def test_a_broken_plugin_is_listed_with_the_reason_and_the_others_work(
    plugin_module: Module, code: str, reason: str
) -> None:
    plugins = installed_plugins([plugin_module(code), DOCUMENT])
    assert plugins["other"].plugin is None
    assert reason in str(plugins["other"].error)
    assert plugins["document"].plugin is DocumentSource


def test_a_sound_plugin_of_somebody_else_is_usable(plugin_module: Module) -> None:
    installed = installed_plugins([plugin_module(SOUND)])["other"]
    assert installed.error is None
    assert installed.plugin is not None
