"""What failed on the way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ingest.models.record import HarvestedRecord
from ingest.models.remembered import Remembered, said_again
from ingest.models.run import Run
from ingest.models.source import Source


class RecordError(Remembered):
    """Be one failure on one thing of a source; it outlives the record and the run.

    ``message`` and ``remedy`` are in English, ``words`` what it takes to say them in another language. The
    same failure again is told with ``times``; a complete run that doesn't meet it again settles it.
    """

    class Stage(models.TextChoices):
        """At which step it failed."""

        FETCH = "fetch", _("fetching")
        PARSE = "parse", _("reading")
        VALIDATE = "validate", _("checking")
        IMPORT = "import", _("importing")
        IMAGE = "image", _("bringing an image along")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="errors"
    )
    run = models.ForeignKey(
        Run, verbose_name=_("run"), null=True, on_delete=models.SET_NULL, related_name="errors"
    )
    record = models.ForeignKey(
        HarvestedRecord,
        verbose_name=_("record"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="errors",
    )
    stage = models.CharField(_("step"), max_length=20, choices=Stage.choices)
    external_id = models.CharField(_("identifier"), max_length=500)
    message = models.TextField(_("cause"))
    remedy = models.TextField(_("remedy"), blank=True)
    words: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True, editable=False)
    times = models.PositiveIntegerField(_("times"), default=1)
    first_at = models.DateTimeField(_("first occurred"), default=timezone.now)
    occurred_at = models.DateTimeField(_("occurred"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("ingestion error")
        verbose_name_plural = _("ingestion errors")
        ordering: ClassVar[list[str]] = ["-occurred_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.external_id}: {self.get_message_display()}"

    def get_message_display(self) -> str:
        """Return the cause in the active language."""
        return said_again(self, "message")

    def get_remedy_display(self) -> str:
        """Return the remedy in the active language."""
        return said_again(self, "remedy")
