"""Turn what a person typed, ``key=value``, into a plugin's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from ingest.errors import PluginError, wrong_fields
from ingest.protocols import SourcePlugin


def settings_for(plugin: type[SourcePlugin], *, locations: Iterable[str], pairs: Iterable[str]) -> BaseModel:
    """Return the validated settings; locations fill the setting of that name.

    A key that is given twice becomes a list. Raises ``PluginError`` that names every wrong setting.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise PluginError(f"'{pair}' is no setting.", remedy="Write --setting key=value.")
        _add(values, key.strip(), value)
    given = list(locations)
    if given and "locations" not in plugin.settings_model.model_fields:
        raise PluginError(f"The plugin {plugin.name} takes no location.", remedy="Leave the location out.")
    if given:
        values["locations"] = given
    return validated_settings(plugin, values)


def validated_settings(plugin: type[SourcePlugin], values: Mapping[str, Any]) -> BaseModel:
    """Return the settings as the plugin's model; raise ``PluginError`` that names every wrong one."""
    try:
        return plugin.settings_model.model_validate(dict(values))
    except ValidationError as error:
        fields = ", ".join(plugin.settings_model.model_fields)
        raise PluginError(
            f"The settings of {plugin.name} are not right: {wrong_fields(error, 'settings')}.",
            remedy=f"It knows these settings: {fields}.",
        ) from error


def _add(values: dict[str, Any], key: str, value: str) -> None:
    if key in values:
        earlier = values[key] if isinstance(values[key], list) else [values[key]]
        values[key] = [*earlier, value]
    else:
        values[key] = value
