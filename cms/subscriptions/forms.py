"""What every form asks by which somebody wishes for mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.feedback.forms import ProtectedForm

WRONG_ADDRESS = _("Write your e-mail address like this: name@example.fi")


class AddressForm(ProtectedForm):
    """Ask for an address."""

    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        error_messages={"required": WRONG_ADDRESS, "invalid": WRONG_ADDRESS},
    )
