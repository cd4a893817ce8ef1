"""Draw a form from a plugin's settings model, and show the model's errors beside its fields."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from django import forms
from django.conf import settings as django_settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo

from ingest.protocols import SourcePlugin
from ingest.rules import broken_rule
from ingest.words import in_words

LISTS = (tuple, list, set, frozenset)
ONE_A_LINE = gettext_lazy("One a line.")
PAIR_A_LINE = gettext_lazy("One a line, as name = value.")
CHOICES = {
    "": "–",
    "fi": gettext_noop("Finnish"),
    "sv": gettext_noop("Swedish"),
    "en": gettext_noop("English"),
    "news": gettext_noop("news"),
    "press_release": gettext_noop("press releases"),
    "service": gettext_noop("services"),
    "organisation": gettext_noop("organisations"),
    "key_figures": gettext_noop("key figures"),
    "auto": gettext_noop("whatever is found"),
    "sitemap": gettext_noop("the site's map"),
    "list": gettext_noop("a list of links"),
    "page": gettext_noop("one page"),
    "\t": gettext_noop("tab"),
}
"""What the usual values of settings are called; a plugin's own are translated by its own catalogue."""


class SettingsForm(forms.Form):
    """Ask for a plugin's settings; ``values`` are the JSON values once the form is valid.

    ``allowed_folders`` are where files may be read from: people of the admin must not be able to read every
    file of the server.
    """

    def __init__(
        self,
        plugin: type[SourcePlugin],
        *args: Any,
        values: Mapping[str, Any] | None = None,
        allowed_folders: tuple[Path, ...] = (),
        **kwargs: Any,
    ) -> None:
        kwargs["prefix"] = "settings"
        super().__init__(*args, **kwargs)
        self.plugin = plugin
        self.allowed_folders = allowed_folders
        self.values: dict[str, Any] = {}
        for name, info in plugin.settings_model.model_fields.items():
            self.fields[name] = field_for(name, info)
            given = (values or {}).get(name, default_of(info))
            self.initial[name] = shown(given)

    def clean(self) -> dict[str, Any]:
        """Have the model judge the values."""
        cleaned: dict[str, Any] = super().clean() or {}
        model = self.plugin.settings_model
        values = {
            name: value
            for name, field in model.model_fields.items()
            if (value := read(field, cleaned.get(name))) is not None
        }
        try:
            checked = model.model_validate(values)
        except ValidationError as error:
            for problem in error.errors():
                place = str(problem["loc"][0]) if problem["loc"] else ""
                told = in_words(broken_rule(problem))
                self.add_error(place if place in self.fields else None, f"{told[:1].upper()}{told[1:]}.")
            return cleaned
        dumped = checked.model_dump(mode="json")
        self.values = {name: _revealed(getattr(checked, name), dumped[name]) for name in values}
        self._check_paths(checked)
        return cleaned

    def _check_paths(self, checked: BaseModel) -> None:
        """Refuse files outside the folders that are meant for it."""
        tells_path = getattr(type(checked), "is_path", lambda location: "://" not in location)
        for name in type(checked).model_fields:
            value = getattr(checked, name)
            for one in value if isinstance(value, LISTS) else [value]:
                is_path = isinstance(one, Path) or (name == "locations" and tells_path(str(one)))
                if is_path and not self._allowed(Path(str(one))):
                    folders = ", ".join(map(str, self.allowed_folders))
                    self.add_error(
                        name, _("Files are read from these folders only: %(folders)s.") % {"folders": folders}
                    )

    def _allowed(self, path: Path) -> bool:
        resolved = path.resolve()
        return any(resolved.is_relative_to(folder.resolve()) for folder in self.allowed_folders)


def upload_folder(source_name: str) -> Path:
    """Return the folder that holds the files uploaded to a source."""
    from hashlib import sha256

    return Path(django_settings.VAR) / "ingest" / "files" / sha256(source_name.encode()).hexdigest()[:20]


def field_for(name: str, info: FieldInfo) -> forms.Field:  # noqa: PLR0911  one return for each type
    """Return the form field of one setting."""
    kind = plain_type(info.annotation)
    label = _(info.title) if info.title else name.replace("_", " ").capitalize()
    help_text = _(info.description) if info.description else ""
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": info.is_required()}
    if kind is bool:
        return forms.BooleanField(**{**common, "required": False})
    if choices := choices_of(kind):
        return forms.ChoiceField(**{**common, "required": False}, choices=choices)
    if kind is SecretStr:
        return forms.CharField(**common, widget=forms.PasswordInput(render_value=True))
    if kind is date:
        return forms.DateField(**common)
    if kind in (int, float):
        field = forms.IntegerField if kind is int else forms.FloatField
        return field(**common)
    if get_origin(kind) in LISTS or kind in LISTS:
        common["help_text"] = f"{help_text} {ONE_A_LINE}".strip()
        return forms.CharField(**common, widget=forms.Textarea(attrs={"rows": 4}))
    if get_origin(kind) is dict or kind is dict:
        common["help_text"] = f"{help_text} {PAIR_A_LINE}".strip()
        return forms.CharField(**common, widget=forms.Textarea(attrs={"rows": 6}))
    return forms.CharField(**common)


def plain_type(annotation: Any) -> Any:
    """Return the type of a setting without ``None`` and annotations."""
    if get_origin(annotation) in (Union, types.UnionType):
        others = [one for one in get_args(annotation) if one is not type(None)]
        return plain_type(others[0]) if len(others) == 1 else str
    return annotation


def choices_of(kind: Any) -> list[tuple[str, str]]:
    """Return the choices of an enumeration or of literals."""
    if get_origin(kind) is Literal:
        return [_choice(str(one)) for one in get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [_choice(str(one.value)) for one in kind]
    return []


def _choice(value: str) -> tuple[str, str]:
    return value, _(CHOICES.get(value, value))


def default_of(info: FieldInfo) -> Any:
    """Return a setting's default, or ``None``."""
    return None if info.is_required() else info.get_default(call_default_factory=True, validated_data={})


def shown(value: Any) -> Any:
    """Return a value as its form field shows it."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, LISTS):
        return "\n".join(str(shown(one)) for one in value)
    if isinstance(value, Mapping):
        return "\n".join(f"{name} = {one}" for name, one in value.items())
    return value


def read(info: FieldInfo, given: Any) -> Any:
    """Return what a person wrote as the model reads it; ``None`` for what was left empty."""
    kind = plain_type(info.annotation)
    if given is None or (given == "" and not choices_of(kind)):
        return None
    lines = [line.strip() for line in str(given).splitlines() if line.strip()]
    if get_origin(kind) in LISTS or kind in LISTS:
        return lines or None
    if get_origin(kind) is dict or kind is dict:
        pairs = (line.partition("=") for line in lines)
        return {name.strip(): value.strip() for name, _sign, value in pairs} or None
    return given


def _revealed(value: Any, dumped: Any) -> Any:
    return value.get_secret_value() if isinstance(value, SecretStr) else dumped
