"""Feedback on services."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_MESSAGE = 2000


class Feedback(models.Model):
    """Be what a reader said of one service; nothing tells who it was."""

    class Kind(models.TextChoices):
        """What it is about."""

        WRONG = "wrong", _("The information is wrong")
        NO_ANSWER = "no_answer", _("Nobody answered")
        PRAISE = "praise", _("A great service")

    service = models.ForeignKey(
        "directory.Service", verbose_name=_("service"), on_delete=models.CASCADE, related_name="feedback"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    message = models.TextField(_("message"), max_length=MAX_MESSAGE, blank=True)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True, db_index=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_kind_display()}"
