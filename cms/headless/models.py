"""Tokens of programs, and webhooks with what they were sent."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """Be a program that is known by a secret; of the secret only a digest is kept."""

    class Scope(models.TextChoices):
        """What the program may see."""

        PUBLISHED = "published", _("what is published, at a higher rate")
        DRAFTS = "drafts", _("what is published, and drafts")

    name = models.CharField(_("name"), max_length=120, help_text=_("Which program it is for."))
    scope = models.CharField(_("may see"), max_length=20, choices=Scope.choices, default=Scope.PUBLISHED)
    beginning = models.CharField(_("begins with"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    class Meta:
        verbose_name = _("token of an interface")
        verbose_name_plural = _("tokens of interfaces")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Webhook(models.Model):
    """Be an address of another program that is told what happens to content.

    ``secret`` signs what is sent (Standard Webhooks: ``whsec_`` and base64). ``failures`` counts the failed
    attempts since the last that went.
    """

    name = models.CharField(_("name"), max_length=120, help_text=_("Which program it is for."))
    address = models.URLField(_("address"), max_length=1000)
    on_published = models.BooleanField(_("when something is published"), default=True)
    on_changed = models.BooleanField(_("when something public changes"), default=True)
    on_withdrawn = models.BooleanField(_("when something is no longer public"), default=True)
    active = models.BooleanField(_("in use"), default=True)
    secret = models.CharField(max_length=100, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    disabled_at = models.DateTimeField(_("taken out of use"), null=True, editable=False)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering: ClassVar[list[str]] = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Happening(models.Model):
    """Be something that happened to public content; ``subject`` is what is told of it."""

    class Kind(models.TextChoices):
        """What happened."""

        PUBLISHED = "published", _("published")
        CHANGED = "changed", _("changed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TRIED = "tried", _("tried")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    thing = models.CharField(max_length=60, help_text=_("Kind and key, such as service:12."))
    subject = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("happening")
        verbose_name_plural = _("happenings")
        ordering: ClassVar[list[str]] = ["-at", "pk"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["thing", "-at"], name="last_of_thing")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject.get('title', self.thing)}"


class Delivery(models.Model):
    """Be one happening on its way to one webhook; ``log`` holds an entry for every attempt."""

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    happening = models.ForeignKey(Happening, on_delete=models.CASCADE, related_name="deliveries")
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), default=now)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)
    log = models.JSONField(_("attempts"), default=list)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar[list[str]] = ["-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(delivered_at__isnull=True, given_up_at__isnull=True),
                name="deliveries_that_wait",
            )
        ]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.happening}"

    @property
    def waits(self) -> bool:
        """Tell whether it is still to be tried."""
        return self.delivered_at is None and self.given_up_at is None
