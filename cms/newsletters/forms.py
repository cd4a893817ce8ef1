"""The form by which one subscribes to the newsletter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.feedback.robots import stamp
from cms.newsletters.subscribing import KIND
from cms.subscriptions.forms import AddressForm
from search.addresses import active_language


class SubscribeForm(AddressForm):
    """Ask for an address and a language."""

    language = forms.ChoiceField(label=_("In which language?"), choices=lambda: settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "newsletter-%s")
        kwargs.setdefault("initial", {"language": active_language().value})
        super().__init__(*args, **kwargs)


def form_context(form: SubscribeForm | None = None, *, problem: str = "") -> dict[str, Any]:
    """Return what a page needs to show the form, empty or with what came back."""
    return {"form": form or SubscribeForm(), "stamp": stamp(KIND), "problem": problem}
