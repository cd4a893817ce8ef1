"""Mail that waits, went, or failed; and what people do not want."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Letter(models.Model):
    """Be one message to one address, rendered when it was written."""

    kind = models.CharField(_("kind"), max_length=60, help_text=_("The name of its template."))
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"), default=now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    kept = models.BooleanField(
        _("kept"), default=True, help_text=_("If not, it is deleted as soon as it went, its address with it.")
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar[list[str]] = ["-written_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="letters_that_wait"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.recipient}"


class Refusal(models.Model):
    """Keep that a person wants no mail of one topic."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="mail_refusals",
    )
    topic = models.CharField(_("topic"), max_length=40)

    class Meta:
        verbose_name = _("refused mail")
        verbose_name_plural = _("refused mails")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["user", "topic"], name="one_refusal_a_topic")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.topic}"
