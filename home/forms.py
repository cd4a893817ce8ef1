"""The form of the accessibility statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.feedback.forms import ProtectedForm

MAX_MESSAGE = 4000


class AccessibilityForm(ProtectedForm):
    """Ask what does not work, and where to answer if an answer is wanted."""

    message = forms.CharField(
        label=_("What does not work for you?"),
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Tell on which page it was, and what you use: for example a screen reader."),
        error_messages={
            "required": _("Tell what does not work."),
            "max_length": _(
                "The message is too long: at most %(limit_value)d characters, and it has %(show_value)d."
            ),
        },
    )
    page = forms.CharField(label=_("Address of the page (optional)"), max_length=500, required=False)
    reply_to = forms.EmailField(
        label=_("Your e-mail address (optional)"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("If you want an answer. We use it for nothing else."),
        error_messages={"invalid": _("Check the e-mail address: it has the form name@example.org.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "accessibility-%s")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            notes = [f"accessibility-{name}-help"] if field.help_text else []
            if name in self.errors:
                notes.append(f"accessibility-{name}-error")
                field.widget.attrs["aria-invalid"] = "true"
            if notes:
                field.widget.attrs["aria-describedby"] = " ".join(notes)
