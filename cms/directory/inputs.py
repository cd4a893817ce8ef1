"""How single fields of the forms are filled in."""

from __future__ import annotations

from typing import Any

from django import forms


class AgeInput(forms.NumberInput):
    """Show whole years without a decimal."""

    def format_value(self, value: Any) -> str | None:
        """Return 13 for 13.0, and 0.5 for 0.5."""
        shown: str | None = super().format_value(value)
        return shown.removesuffix(".0") if shown else shown
