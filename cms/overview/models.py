"""What the overview keeps: messages to members, and to whom deleted things belonged."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """Be one message to the people of several organisations: a draft until ``sent_at``.

    ``recipients`` holds the addresses that it went to, in order; each letter stands in ``mail.Letter``.
    """

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sender"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisations = models.ManyToManyField(
        "directory.OrganisationPage", verbose_name=_("organisations"), related_name="+"
    )
    subject = models.CharField(_("subject"), max_length=150)
    text = models.TextField(_("message"), max_length=20_000)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    recipients = models.JSONField(_("recipients"), default=list, blank=True)

    class Meta:
        verbose_name = _("message to members")
        verbose_name_plural = _("messages to members")
        ordering: ClassVar[list[str]] = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class FormerBelonging(models.Model):
    """Remember to which organisation something belonged that has been deleted."""

    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    organisation_id = models.PositiveBigIntegerField(db_index=True)
    """No foreign key: the organisation may be deleted too."""

    class Meta:
        verbose_name = _("belonging of a deleted object")
        verbose_name_plural = _("belongings of deleted objects")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_former_belonging_each")
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id} → {self.organisation_id}"
