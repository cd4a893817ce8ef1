"""Confirmed profiles, reminders that were sent, and the links in them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.freshness.periods import Stage


class ProfileConfirmation(models.Model):
    """Be the day on which somebody last said that an organisation's profile holds."""

    organisation = models.OneToOneField(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="profile_confirmation",
    )
    confirmed_at = models.DateField(_("confirmed"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("confirmation of a profile")
        verbose_name_plural = _("confirmations of profiles")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.confirmed_at}"


class Reminder(models.Model):
    """Keep that people were reminded of one service, or without one of the profile, at one stage.

    ``fresh_since`` is from when the time was counted: once somebody confirms, everything begins anew.
    """

    organisation = models.ForeignKey(
        "directory.OrganisationPage", on_delete=models.CASCADE, related_name="reminders"
    )
    service = models.ForeignKey(
        "directory.Service", null=True, blank=True, on_delete=models.CASCADE, related_name="reminders"
    )
    stage = models.PositiveSmallIntegerField(choices=[(stage.value, stage.name) for stage in Stage])
    fresh_since = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)
    for_umbrella = models.BooleanField(default=False)
    umbrella_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "stage", "fresh_since"],
                condition=models.Q(service__isnull=False),
                name="one_reminder_of_a_service",
            ),
            models.UniqueConstraint(
                fields=["organisation", "stage", "fresh_since"],
                condition=models.Q(service__isnull=True),
                name="one_reminder_of_a_profile",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.organisation}: {self.get_stage_display()}"


class ConfirmationLink(models.Model):
    """Let one person confirm, without a login, exactly what one letter listed, as it stood then.

    ``subjects`` are rows of kind, key and fingerprint; ``confirmed`` are kinds and keys.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "directory.OrganisationPage", on_delete=models.CASCADE, related_name="confirmation_links"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="confirmation_links"
    )
    subjects = models.JSONField(default=list)
    confirmed = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.person}"
