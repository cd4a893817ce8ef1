"""The form that saves a search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.feedback.robots import TRAP
from cms.subscriptions.models import Subscription

WRONG_ADDRESS = _("Write your e-mail address like this: name@example.fi")


class SaveSearchForm(forms.Form):
    """Ask for an address and how often."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": WRONG_ADDRESS, "invalid": WRONG_ADDRESS},
    )
    rhythm = forms.ChoiceField(
        label=_("How often at most?"),
        choices=[
            (Subscription.Rhythm.WEEKLY.value, Subscription.Rhythm.WEEKLY.label),
            (Subscription.Rhythm.DAILY.value, Subscription.Rhythm.DAILY.label),
        ],
        initial=Subscription.Rhythm.WEEKLY.value,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "saved-search-%s")
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @property
    def trapped(self) -> bool:
        """Tell whether a robot filled in what people don't see."""
        return bool(self.data.get(TRAP))
