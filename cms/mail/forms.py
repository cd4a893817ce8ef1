"""The choice of mails in one's own account."""

from __future__ import annotations

from typing import Any

from django import forms

from cms.accounts.models import User
from cms.mail.choices import choose
from cms.mail.models import Refusal
from cms.mail.topics import topics


class MailChoicesForm(forms.Form):
    """Offer a box a topic; ticked means wanted."""

    def __init__(self, *args: Any, instance: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = instance
        refused = set(Refusal.objects.filter(user=instance).values_list("topic", flat=True))
        for topic in topics():
            self.fields[topic.name] = forms.BooleanField(
                label=topic.title,
                help_text=topic.description,
                required=False,
                initial=topic.name not in refused,
            )

    def save(self) -> None:
        """Keep what was chosen."""
        for topic in topics():
            choose(person=self.person, topic=topic.name, wanted=self.cleaned_data[topic.name])
