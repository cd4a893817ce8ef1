"""Who works for which organisation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Membership(models.Model):
    """Let one person work for one organisation; a person may work for several."""

    class Role(models.TextChoices):
        """What the person may do there: administrators also invite and remove colleagues."""

        ADMINISTRATOR = "administrator", _("organisation administrator")
        EDITOR = "editor", _("organisation editor")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=15, choices=Role.choices, default=Role.EDITOR)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_each")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation} ({self.get_role_display()})"


class OrganisationTerms(models.Model):
    """Hold what the umbrella has agreed with one organisation, and where its people's rights hang.

    ``group`` holds the organisation's people and ``collection`` its pictures and documents; both are made
    and kept by ``cms.membership.grants``.
    """

    organisation = models.OneToOneField(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="terms",
    )
    trusted = models.BooleanField(
        _("publishes by itself"),
        default=False,
        help_text=_("The organisation's people publish without waiting for a moderator."),
    )
    group = models.OneToOneField(
        "auth.Group",
        verbose_name=_("group"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("collection"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("terms of an organisation")
        verbose_name_plural = _("terms of organisations")

    def __str__(self) -> str:
        return str(self.organisation)


class Invitation(models.Model):
    """Be one letter's invitation to work for an organisation; its signed link works once, for a while."""

    LIFETIME = timedelta(days=7)

    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("email address"))
    role = models.CharField(
        _("role"), max_length=15, choices=Membership.Role.choices, default=Membership.Role.EDITOR
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), default=now)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.email}: {self.organisation}"

    @property
    def expires_at(self) -> datetime:
        """Return when the link stops working."""
        return self.created_at + self.LIFETIME

    @property
    def is_open(self) -> bool:
        """Tell whether the link still works."""
        return self.accepted_at is None and self.withdrawn_at is None and now() < self.expires_at
