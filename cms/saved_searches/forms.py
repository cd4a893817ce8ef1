"""The form that saves a search."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.subscriptions.forms import AddressForm
from cms.subscriptions.models import Subscription


class SaveSearchForm(AddressForm):
    """Ask for an address and how often."""

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
