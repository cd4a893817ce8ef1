"""The form on a service's page, and what all forms for everybody share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.feedback.models import MAX_MESSAGE, Feedback
from cms.feedback.robots import TRAP

PERSONAL_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]\b", re.IGNORECASE)
"""A Finnish personal identity code; nobody needs one to correct a service."""
HIDDEN = "…"


class ProtectedForm(forms.Form):
    """Be a form that anybody may send; ``cms.feedback.robots`` tells people from robots."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    @property
    def trapped(self) -> bool:
        """Tell whether a robot filled in what people don't see."""
        return bool(self.data.get(TRAP))


class FeedbackForm(ProtectedForm):
    """Ask what it is about and what to say; no name, no address."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=Feedback.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what your feedback is about."),
            "invalid_choice": gettext_lazy("Choose what your feedback is about."),
        },
    )
    message = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=MAX_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": MAX_MESSAGE}),
        help_text=gettext_lazy("Write nothing that tells who a client is."),
        error_messages={
            "max_length": gettext_lazy(
                "The message is too long: at most %(limit_value)d characters, and it has %(show_value)d."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "feedback-%s")
        super().__init__(*args, **kwargs)

    def clean_message(self) -> str:
        """Take out what names a person beyond doubt."""
        return PERSONAL_CODE.sub(HIDDEN, self.cleaned_data["message"]).strip()

    def clean(self) -> dict[str, Any]:
        """Ask for words where a choice alone helps nobody."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == Feedback.Kind.WRONG and not cleaned.get("message") and not self.errors:
            self.add_error("message", _("Tell what is wrong, so that it can be corrected."))
        return cleaned
