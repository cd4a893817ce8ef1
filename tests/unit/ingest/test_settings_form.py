"""The choices of a plugin's settings have words, not codes."""

from __future__ import annotations

import pytest

from ingest.registry import installed_plugins, plugin_named
from ingest.settings_form import CHOICES, choices_of, plain_type

SIGNS = {";", ",", "|", "v11"}
"""What stands for itself."""


@pytest.mark.parametrize("name", sorted(installed_plugins()))
def test_each_choice_of_a_built_in_plugin_has_words(name: str) -> None:
    for info in plugin_named(name).settings_model.model_fields.values():
        values = {value for value, _words in choices_of(plain_type(info.annotation))}
        assert values <= CHOICES.keys() | SIGNS
