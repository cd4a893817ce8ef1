"""The forms of the newsletter in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class RemoveForm(forms.Form):
    """Ask whose subscription ends."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)


class SendForm(forms.Form):
    """Ask when, and whether the number is understood."""

    at = forms.DateTimeField(
        label=gettext_lazy("When"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        help_text=gettext_lazy("Empty sends at once."),
    )
    counted = forms.IntegerField(widget=forms.HiddenInput)
    sure = forms.BooleanField(
        label=gettext_lazy("I have read the letter, and it may go to all of them"),
        error_messages={"required": gettext_lazy("Tick the box first: a letter can't be taken back.")},
    )

    def __init__(self, *args: Any, recipients: int, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"counted": recipients})
        super().__init__(*args, **kwargs)
        self.recipients = recipients

    def clean_at(self) -> Any:
        """Refuse what is past."""
        at = self.cleaned_data["at"]
        if at and at < now():
            raise ValidationError(_("That time is past."))
        return at

    def clean(self) -> dict[str, Any]:
        """Refuse an issue for nobody, and a number that is no longer so."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.recipients:
            raise ValidationError(_("Nobody subscribes yet, so there is nobody to send to."))
        if cleaned.get("counted") != self.recipients:
            self.data = {**self.data.dict(), "counted": str(self.recipients)}
            raise ValidationError(
                _("The number of subscribers has changed meanwhile. Look once more and press again.")
            )
        return cleaned
