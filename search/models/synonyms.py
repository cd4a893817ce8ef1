"""Words for one thing, as editors keep them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from search.concepts import MAX_LABEL_WORDS
from search.synonyms.labels import MAX_LABEL_LENGTH, MAX_LABELS, LabelError, read_labels, write_labels

UPLOAD_KEPT_FOR = timedelta(days=1)


class SynonymSet(models.Model):
    """Hold labels of one thing, one a line, with ``sv:`` or ``en:`` before what isn't Finnish.

    A search for any label of ``labels`` finds all of them and ``narrower``; a search for one of
    ``narrower`` finds none of the others. ``imported`` is what the last import brought, under the
    names ``key``, ``labels`` and ``narrower``: by it the next import tells what an editor changed.
    """

    labels = models.TextField(
        _("words for the same thing"),
        help_text=_(
            "One a line. A search for any of them finds all of them. Write sv: or en: before Swedish"
            " and English words, such as sv: ungdomar."
        ),
    )
    narrower = models.TextField(
        _("found as well"),
        blank=True,
        help_text=_("One a line. A search for the words above finds these too, but not the other way round."),
    )
    source = models.CharField(_("source"), max_length=100, blank=True)
    uri = models.CharField(_("identifier (URI)"), max_length=500, unique=True, null=True, blank=True)
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_(
            "Untick this instead of deleting an imported set, which the next import would bring back."
        ),
    )
    imported = models.JSONField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("labels"),
        FieldPanel("narrower"),
        FieldPanel("is_active"),
        MultiFieldPanel(
            [FieldPanel("source"), FieldPanel("uri")], heading=_("Origin"), classname="collapsed"
        ),
    ]

    class Meta:
        verbose_name = _("synonym set")
        verbose_name_plural = _("synonym sets")
        ordering: ClassVar[list[str]] = ["labels"]

    def __str__(self) -> str:
        lines = self.labels.splitlines()
        return ", ".join(lines[:4]) + (" …" if len(lines) > 4 else "")

    def clean(self) -> None:
        """Put the labels into their plain form; refuse lines that are no labels, and sets of one word."""
        super().clean()
        self.uri = self.uri or None
        problems: dict[str, str] = {}
        for name in ("labels", "narrower"):
            try:
                setattr(self, name, write_labels(read_labels(getattr(self, name))))
            except LabelError as error:
                problems[name] = gettext("Line %(line)d, “%(text)s”: %(reason)s") % {
                    "line": error.line,
                    "text": error.text,
                    "reason": reason_in_words(error.reason),
                }
        if not problems:
            problems = self._too_few()
        if problems:
            raise ValidationError(problems)

    def _too_few(self) -> dict[str, str]:
        labels, narrower = self.labels.splitlines(), self.narrower.splitlines()
        if not labels or len(labels) + len(narrower) < 2:
            return {"labels": gettext("Write at least two words: one word alone is no synonym of anything.")}
        twice = {line.casefold() for line in labels} & {line.casefold() for line in narrower}
        if twice:
            words = ", ".join(sorted(twice))
            return {"narrower": gettext("These stand above already: %(words)s.") % {"words": words}}
        return {}


def reason_in_words(reason: str) -> str:
    """Say what is wrong with a label, in the active language."""
    return {
        LabelError.EMPTY: gettext("there is no word here."),
        LabelError.LANGUAGE: gettext("before the colon there must be fi, sv or en."),
        LabelError.TOO_LONG: gettext("too long; at most %(count)d characters.") % {"count": MAX_LABEL_LENGTH},
        LabelError.TOO_MANY_WORDS: gettext("too many words; at most %(count)d.") % {"count": MAX_LABEL_WORDS},
        LabelError.TOO_MANY: gettext("too many lines; at most %(count)d.") % {"count": MAX_LABELS},
    }[reason]


class SynonymUpload(models.Model):
    """Keep an uploaded file between its preview and its confirmation, a day at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=100)
    content = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded synonym file")
        verbose_name_plural = _("uploaded synonym files")

    def __str__(self) -> str:
        return self.name
