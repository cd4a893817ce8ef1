"""What the overview and the log may be asked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.overview.models import Message


class Condition(StrEnum):
    """What an organisation may be narrowed by."""

    ANY = ""
    WORK = "work"
    BROKEN = "broken"
    STALE = "stale"
    NO_SERVICES = "no-services"
    NO_PEOPLE = "no-people"
    UNPUBLISHED = "unpublished"
    LEFT = "left"


CONDITIONS = [
    (Condition.ANY.value, _("All organisations")),
    (Condition.WORK.value, _("Has open work")),
    (Condition.BROKEN.value, _("Has broken links")),
    (Condition.STALE.value, _("Has services to be confirmed")),
    (Condition.NO_SERVICES.value, _("Has no services")),
    (Condition.NO_PEOPLE.value, _("Has no people")),
    (Condition.UNPUBLISHED.value, _("Is not published")),
    (Condition.LEFT.value, _("Is no member any more")),
]


class Deed(StrEnum):
    """What was done, as the log is narrowed by."""

    ANY = ""
    CREATED = "created"
    EDITED = "edited"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    DELETED = "deleted"
    MODERATED = "moderated"
    OTHER = "other"


DEEDS = [
    (Deed.ANY.value, _("Everything")),
    (Deed.CREATED.value, _("Made")),
    (Deed.EDITED.value, _("Edited")),
    (Deed.PUBLISHED.value, _("Published")),
    (Deed.UNPUBLISHED.value, _("Taken off the site")),
    (Deed.DELETED.value, _("Deleted")),
    (Deed.MODERATED.value, _("Moderated")),
    (Deed.OTHER.value, _("Something else")),
]


class Thing(StrEnum):
    """What it was done to."""

    ANY = ""
    SERVICE = "service"
    ORGANISATION = "organisation"
    PAGE = "page"
    OTHER = "other"


THINGS = [
    (Thing.ANY.value, _("All kinds of content")),
    (Thing.SERVICE.value, _("Services")),
    (Thing.ORGANISATION.value, _("Profiles of organisations")),
    (Thing.PAGE.value, _("Other pages")),
    (Thing.OTHER.value, _("Everything else")),
]


class MembersForm(forms.Form):
    """Narrow the list of members."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    condition = forms.ChoiceField(label=_("Show"), choices=CONDITIONS, required=False)


class ChangesForm(forms.Form):
    """Narrow the log."""

    organisation = forms.TypedChoiceField(
        label=_("Organisation"), required=False, coerce=int, empty_value=None
    )
    person = forms.TypedChoiceField(label=_("Person"), required=False, coerce=int, empty_value=None)
    deed = forms.ChoiceField(label=_("What was done"), choices=DEEDS, required=False)
    thing = forms.ChoiceField(label=_("To what"), choices=THINGS, required=False)
    since = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self,
        *args: Any,
        organisations: Sequence[tuple[int, str]],
        people: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", gettext("All organisations")), *organisations]  # type: ignore[attr-defined]  # a choice field
        self.fields["person"].choices = [("", gettext("Everybody")), *people]  # type: ignore[attr-defined]  # the same

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            raise ValidationError(gettext("The period ends before it begins."))
        return cleaned


class MessageForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """Write to members."""

    class Meta:
        model = Message
        fields = ("subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}
