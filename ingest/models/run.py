"""Harvests."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ingest.models.remembered import Remembered, said_again
from ingest.models.source import Source


class Run(Remembered):
    """Be one harvest.

    One of a plugin on the command line that finds everything unchanged leaves no row: it writes nothing at
    all. ``position`` is how many references are done, in the order of a list whose digest is ``listing``:
    from there a run that was broken off goes on, with the counts that it had there, ``counted``. ``missing``
    are the records that a held run would count as gone. ``error`` is in English, ``words`` what it takes to
    say it in another language.
    """

    class State(models.TextChoices):
        """How far a run has come."""

        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")
        HELD = "held", _("waits for a decision")
        CANCELLED = "cancelled", _("cancelled")
        INTERRUPTED = "interrupted", _("broken off")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="runs"
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RUNNING)
    publish = models.BooleanField(_("publishes"), default=False)
    read_all = models.BooleanField(_("reads everything again"), default=False)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    total = models.PositiveIntegerField(_("things listed"), null=True, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    counted: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True, editable=False)
    listing = models.CharField(max_length=64, blank=True, editable=False)
    context = models.CharField(max_length=64, blank=True, editable=False)
    cancel_requested = models.BooleanField(default=False, editable=False)
    missing: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True, editable=False)
    seen = models.PositiveIntegerField(_("seen"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    conflicting = models.PositiveIntegerField(_("conflicting"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    gone = models.PositiveIntegerField(_("gone"), default=0)
    offered = models.PositiveIntegerField(_("offered for adoption"), default=0)
    published = models.PositiveIntegerField(_("published"), default=0)
    error = models.TextField(_("error"), blank=True)
    words: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("ingestion run")
        verbose_name_plural = _("ingestion runs")
        ordering: ClassVar[list[str]] = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"

    def get_error_display(self) -> str:
        """Return why it ended, in the active language."""
        return said_again(self, "error")
