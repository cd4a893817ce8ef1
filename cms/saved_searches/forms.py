"""The form that saves a search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.feedback.forms import ProtectedForm
from cms.subscriptions.models import Subscription

WRONG_ADDRESS = _("Write your e-mail address like this: name@example.fi")


class SaveSearchForm(ProtectedForm):
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
