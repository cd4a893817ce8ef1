"""What comes back from the page of a shortlist."""

from __future__ import annotations

from django import forms

from cms.feedback.forms import HIDDEN, PERSONAL_CODE
from cms.shortlist.models import NOTE_LENGTH
from cms.shortlist.picks import Pick, read_picks
from cms.subscriptions.forms import AddressForm


class ListForm(forms.Form):
    """Take the list and its note."""

    note = forms.CharField(required=False)

    def clean_note(self) -> str:
        """Take out what names a person beyond doubt, and what is too long for a sheet."""
        return PERSONAL_CODE.sub(HIDDEN, self.cleaned_data["note"]).strip()[:NOTE_LENGTH]

    @property
    def picks(self) -> list[Pick]:
        """Return the services of the list, in their order."""
        return read_picks(self.data.getlist("s"))


class LetterForm(AddressForm, ListForm):
    """Ask where the list is sent."""
