"""Where content comes from, and what is known of each reference there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ingest.models.remembered import Remembered


class Source(models.Model):
    """Be one place that content comes from: a plugin, what it is told, and what becomes of its records.

    ``cursor`` is the plugin's own word for how far it has read, which under another ``cursor_context`` (the
    digest of plugin and settings) means nothing. ``due_at`` is when the next run begins by itself;
    ``failures`` counts the runs that failed since one was completed.
    """

    class Schedule(models.IntegerChoices):
        """How often the source is read, in minutes."""

        MANUAL = 0, _("only when asked")
        HOURLY = 60, _("every hour")
        SIX_HOURS = 360, _("every six hours")
        DAILY = 1440, _("every day")
        WEEKLY = 10080, _("every week")

    class Policy(models.TextChoices):
        """What becomes of what the source brings."""

        DRAFT = "draft", _("leave as a draft")
        SUBMIT = "submit", _("submit for moderation")
        PUBLISH = "publish", _("publish")

    class Alarms(models.TextChoices):
        """Of which runs a letter is sent."""

        NONE = "none", _("of none")
        ERRORS = "errors", _("only of those with errors")
        CHANGES = "changes", _("only of those that changed something")
        ALL = "all", _("of all")

    name = models.CharField(_("name"), max_length=100, unique=True)
    plugin = models.CharField(_("plugin"), max_length=100)
    settings = models.JSONField(_("settings"), default=dict, blank=True)
    schedule = models.PositiveIntegerField(_("how often"), choices=Schedule.choices, default=Schedule.MANUAL)
    policy = models.CharField(
        _("what becomes of it"), max_length=10, choices=Policy.choices, default=Policy.DRAFT
    )
    unpublish_gone = models.BooleanField(
        _("take offline what is gone"),
        default=True,
        help_text=_("What is missing from two complete runs is taken offline. Nothing is ever deleted."),
    )
    organisation = models.ForeignKey(
        "directory.OrganisationPage",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="ingest_sources",
        help_text=_("Whose content it is. Services without an organisation of their own become this one's."),
    )
    parent = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("where drafts go"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page under which new pages are made. If empty, the list page of each kind."),
    )
    licence = models.CharField(
        _("licence of the content"), max_length=100, blank=True, help_text=_("For example CC BY 4.0.")
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        blank=True,
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        help_text=_("If empty, the language that each record tells."),
    )
    expected_days = models.PositiveSmallIntegerField(
        _("expected update period in days"),
        null=True,
        blank=True,
        help_text=_("If nothing new comes in so many days, an alarm is raised."),
    )
    alarms = models.CharField(
        _("letters of its runs"), max_length=10, choices=Alarms.choices, default=Alarms.ERRORS
    )
    alarm_email = models.EmailField(
        _("to whom letters go"), blank=True, help_text=_("If empty, to the administrators.")
    )
    kept = models.BooleanField(default=False, editable=False)
    cursor = models.TextField(blank=True, editable=False)
    cursor_context = models.CharField(max_length=64, blank=True, editable=False)
    due_at = models.DateTimeField(_("next run"), null=True, blank=True, editable=False, db_index=True)
    read_all_next = models.BooleanField(default=False, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    completed_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    read_all_at = models.DateTimeField(_("last read in full"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last brought something"), null=True, blank=True, editable=False)
    silence_told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class SourceReference(Remembered):
    """Be what is known of one reference of a source since it was last fetched.

    ``context`` is the digest of the plugin's versions and settings under which it was read: under another
    it is read again. One of which a record failed has no hash and no validators, so that it is read again.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="references")
    external_id = models.CharField(max_length=500)
    location = models.TextField(blank=True)
    validators: models.JSONField[Any, Any] = models.JSONField(default=list)
    raw_hash = models.CharField(max_length=64, blank=True)
    context = models.CharField(max_length=64)
    fetched_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reference of a source")
        verbose_name_plural = _("references of sources")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["source", "external_id"], name="one_reference_for_an_identifier")
        ]

    def __str__(self) -> str:
        return self.external_id
