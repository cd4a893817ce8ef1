"""Turn what a person typed, ``key=value``, into a plugin's settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from ingest.errors import PluginError
from ingest.protocols import SourcePlugin
from ingest.rules import wrong_fields
from ingest.words import gettext_noop as _


def settings_for(plugin: type[SourcePlugin], *, locations: Iterable[str], pairs: Iterable[str]) -> BaseModel:
    """Return the validated settings; locations fill the setting of that name.

    A key that is given twice becomes a list. Raises ``PluginError`` that names every wrong setting.
    """
    values: dict[str, Any] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise PluginError(
                _("'%(pair)s' is no setting.", pair=pair), remedy=_("Write --setting key=value.")
            )
        _add(values, key.strip(), value)
    given = list(locations)
    if given and "locations" not in plugin.settings_model.model_fields:
        raise PluginError(
            _("The plugin %(name)s takes no location.", name=plugin.name), remedy=_("Leave the location out.")
        )
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
            _(
                "The settings of %(name)s are not right: %(rules)s.",
                name=plugin.name,
                rules=wrong_fields(error, "settings"),
            ),
            remedy=_("It knows these settings: %(fields)s.", fields=fields),
        ) from error


def _add(values: dict[str, Any], key: str, value: str) -> None:
    if key in values:
        earlier = values[key] if isinstance(values[key], list) else [values[key]]
        values[key] = [*earlier, value]
    else:
        values[key] = value
