"""Names that no dictionary knows, as editors keep them, and those by which the index was made."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from search.analysis.lexicon import is_one_word
from search.analysis.words import MAX_KEY_LENGTH, normalised


class Name(models.Model):
    """Hold a name or an abbreviation as it is written, and its base form; each is a single word.

    ``base`` may be empty: then the name is its own base form. Other ways to write one name have the
    same base form.
    """

    written = models.CharField(
        _("name"),
        max_length=MAX_KEY_LENGTH,
        unique=True,
        help_text=_(
            "A single word in its base form, such as Sylto. The search then knows it inflected too."
            " Write the words of a longer name one by one."
        ),
    )
    base = models.CharField(
        _("other way to write"),
        max_length=MAX_KEY_LENGTH,
        blank=True,
        help_text=_("If the name is also known by another word, that word: each then finds the other."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    panels: ClassVar[list[Panel]] = [FieldPanel("written"), FieldPanel("base"), FieldPanel("is_active")]

    class Meta:
        verbose_name = _("name known to the search")
        verbose_name_plural = _("names known to the search")
        ordering: ClassVar[list[str]] = ["written"]

    def __str__(self) -> str:
        return f"{self.written} = {self.base}" if self.base else self.written

    def clean(self) -> None:
        """Refuse what is no single word, and a name that is there already in other letters."""
        super().clean()
        self.written, self.base = self.written.strip(), self.base.strip()
        problems = {
            field: gettext("“%(text)s” is not a single word. Write its words one by one.") % {"text": text}
            for field, text in (("written", self.written), ("base", self.base))
            if text and not is_one_word(text)
        }
        others = Name.objects.exclude(pk=self.pk).values_list("written", flat=True)
        if normalised(self.written) in {normalised(other) for other in others}:
            problems["written"] = gettext("This name is in the list already.")
        if problems:
            raise ValidationError(problems)


class NamesInUse(models.Model):
    """Hold the one set of names by which documents and queries are analysed now.

    ``forms`` maps each name as it is written to its base form; ``fingerprint`` tells one set from
    another. The worker writes it when it has noted for the index which documents it concerns.
    """

    forms = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("names in use")
        verbose_name_plural = _("names in use")
        default_permissions = ()

    def __str__(self) -> str:
        return self.fingerprint
