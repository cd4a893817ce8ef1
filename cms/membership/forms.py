"""What is filled in about an organisation's people."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.membership.models import Membership


class InvitationForm(forms.Form):
    """Ask whom to invite, and as what."""

    email = forms.EmailField(label=_("Email address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    """Ask for a member's role."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
