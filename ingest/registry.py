"""Find the source plugins that are installed, the built-in ones by the same door as anybody's.

A distribution offers a plugin by an entry point of the group ``palvelupaketti.sources``, whose name is
the plugin's. One that can't be loaded or doesn't keep the contract is listed with the reason and stops
no other.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import cast

from pydantic import BaseModel

from ingest.errors import PluginError
from ingest.protocols import API_VERSION, SourcePlugin
from ingest.words import gettext_noop as _
from ingest.words import in_languages

GROUP = "palvelupaketti.sources"
LANGUAGES = ("fi", "sv", "en")
STEPS = ("gather", "fetch", "parse")


@dataclass(frozen=True, slots=True)
class InstalledPlugin:
    """Tell of one entry point: the plugin's class, or why it can't be used."""

    name: str
    distribution: str
    plugin: type[SourcePlugin] | None
    error: PluginError | None = None


def installed_plugins(points: Iterable[EntryPoint] | None = None) -> dict[str, InstalledPlugin]:
    """Return every plugin by name, broken ones with their error; of two with one name, neither is usable."""
    found: dict[str, InstalledPlugin] = {}
    for point in sorted(
        entry_points(group=GROUP) if points is None else points, key=lambda point: point.name
    ):
        distribution = point.dist.name if point.dist else ""
        other = found.get(point.name)
        if other and other.distribution != distribution:
            error = PluginError(
                _(
                    "Both %(distribution)s and %(distribution2)s bring a plugin of this name.",
                    distribution=other.distribution,
                    distribution2=distribution,
                ),
                remedy=_("Uninstall one of them."),
            )
            found[point.name] = InstalledPlugin(point.name, distribution, None, error)
        elif not other:
            found[point.name] = _load(point, distribution)
    return found


def title_of(plugin: type[SourcePlugin]) -> str:
    """Return a plugin's title in the active language."""
    return in_languages(plugin.titles).in_language()


def plugin_named(name: str) -> type[SourcePlugin]:
    """Return a plugin's class; raise ``PluginError`` if there is none of the name or it is broken."""
    plugins = installed_plugins()
    if name not in plugins:
        raise PluginError(
            _("There is no source plugin '%(name)s'.", name=name),
            remedy=_("Choose one of: %(names)s.", names=", ".join(plugins) or "(none)"),
        )
    installed = plugins[name]
    if installed.plugin is None:
        raise installed.error or PluginError(_("The plugin can't be loaded."))
    return installed.plugin


def check_plugin(candidate: object, name: str) -> type[SourcePlugin]:
    """Return the candidate if it keeps the contract; raise ``PluginError`` that names what it lacks."""
    if not inspect.isclass(candidate):
        raise PluginError(_("It is not a class."), remedy=_("Let the entry point name the plugin's class."))
    if getattr(candidate, "api_version", None) != API_VERSION:
        raise PluginError(
            _(
                "It is written for version %(written_for)s of the contract; this is version %(api_version)s.",
                written_for=getattr(candidate, "api_version", None),
                api_version=API_VERSION,
            ),
            remedy=_("Install a version of the plugin that fits."),
        )
    if getattr(candidate, "name", None) != name:
        raise PluginError(
            _(
                "It calls itself '%(own_name)s' and its entry point '%(name)s'.",
                own_name=getattr(candidate, "name", None),
                name=name,
            ),
            remedy=_("Give both the same name."),
        )
    lacking = [step for step in STEPS if not callable(getattr(candidate, step, None))]
    if lacking:
        raise PluginError(
            _("It lacks %(names)s.", names=", ".join(lacking)), remedy=_("Write the missing steps.")
        )
    settings_model = getattr(candidate, "settings_model", None)
    if not (inspect.isclass(settings_model) and issubclass(settings_model, BaseModel)):
        raise PluginError(
            _("Its settings_model is no pydantic model."), remedy=_("Derive it from pydantic.BaseModel.")
        )
    titles = getattr(candidate, "titles", None)
    if not isinstance(titles, dict) or any(not titles.get(language) for language in LANGUAGES):
        raise PluginError(
            _("It lacks a title."), remedy=_("Give titles in %(names)s.", names=", ".join(LANGUAGES))
        )
    return cast(type[SourcePlugin], candidate)


def _load(point: EntryPoint, distribution: str) -> InstalledPlugin:
    try:
        plugin = check_plugin(point.load(), point.name)
    except PluginError as error:
        return InstalledPlugin(point.name, distribution, None, error)
    except (Exception, SystemExit) as error:  # somebody else's module may raise anything when imported
        wrapped = PluginError(
            _("It can't be imported: %(kind)s: %(error)s", kind=type(error).__name__, error=error),
            remedy=_("Reinstall the plugin, or tell its author."),
        )
        return InstalledPlugin(point.name, distribution, None, wrapped)
    return InstalledPlugin(point.name, distribution, plugin)
