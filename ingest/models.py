"""What is remembered of every source, run, record and error."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """Be one place that content comes from: a plugin and what it is told."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    plugin = models.CharField(_("plugin"), max_length=100)
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """Be one harvest that brought, changed or failed something.

    A harvest that finds everything unchanged leaves no row: it writes nothing at all.
    """

    class State(models.TextChoices):
        """How far a run has come."""

        RUNNING = "running", _("running")
        COMPLETED = "completed", _("completed")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="runs"
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RUNNING)
    publish = models.BooleanField(_("publishes"), default=False)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    seen = models.PositiveIntegerField(_("seen"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    conflicting = models.PositiveIntegerField(_("conflicting"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    published = models.PositiveIntegerField(_("published"), default=0)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("ingestion run")
        verbose_name_plural = _("ingestion runs")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"


class HarvestedRecord(models.Model):
    """Be one thing of a source and what became of it here.

    ``record_hash`` is of the record as parsed, ``raw_hash`` of the bytes. ``fields`` holds, for each of
    the content's fields, ``{"value", "at", "run"}``: what was imported last, and when. ``conflicts``
    holds ``{"ours", "theirs", "at"}`` for each field that both the source and a person changed.
    ``own_revision`` is the content's revision that the ingestion made, if nothing of a person's
    unfinished draft is in it: only that may be published without a person.
    """

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.CASCADE, related_name="records"
    )
    kind = models.CharField(_("kind"), max_length=50)
    external_id = models.CharField(_("identifier"), max_length=500)
    title = models.CharField(_("title"), max_length=255)
    url = models.CharField(_("address"), max_length=2000, blank=True)
    record_hash = models.CharField(_("hash of the record"), max_length=64)
    raw_hash = models.CharField(_("hash of the bytes"), max_length=64)
    fields: models.JSONField[Any, Any] = models.JSONField(_("imported values"), default=dict)
    conflicts: models.JSONField[Any, Any] = models.JSONField(_("conflicts"), default=dict, blank=True)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("type of content"), on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.CharField(_("identifier of the content"), max_length=64)
    content = GenericForeignKey("content_type", "object_id")
    own_revision = models.BigIntegerField(_("own revision"), null=True, blank=True)
    first_run = models.ForeignKey(
        Run, verbose_name=_("first run"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    last_run = models.ForeignKey(
        Run,
        verbose_name=_("last run that changed it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="records",
    )
    created_at = models.DateTimeField(_("first imported"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("harvested record")
        verbose_name_plural = _("harvested records")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_record_for_an_identifier")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="record_of_content")]

    def __str__(self) -> str:
        return self.title

    @property
    def imported(self) -> dict[str, Any]:
        """Return the values imported last, by field."""
        return {name: entry["value"] for name, entry in self.fields.items()}


class RecordError(models.Model):
    """Be one failure on one thing of a source; it outlives the record and the run."""

    class Stage(models.TextChoices):
        """At which step it failed."""

        FETCH = "fetch", _("fetching")
        PARSE = "parse", _("reading")
        VALIDATE = "validate", _("checking")
        IMPORT = "import", _("importing")

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
    occurred_at = models.DateTimeField(_("occurred"), auto_now_add=True)

    class Meta:
        verbose_name = _("ingestion error")
        verbose_name_plural = _("ingestion errors")
        ordering = ["-occurred_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.external_id}: {self.message}"
