"""The forms of key figures: one year's answer, and the day to which a round is opened again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.figures.actions import Entry, Reported
from cms.figures.models import Answer, KeyFigure, ReportedFigure
from cms.figures.numbers import as_typed, in_words, is_odd, read_number


class NumberField(forms.CharField):
    """Take a number as people here write it; nothing is ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "decimal", "autocomplete": "off", "class": "figure-value"}
        )
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return a ``Decimal`` or ``None``."""
        text = super().clean(value)
        return read_number(text) if text else None


@dataclass(frozen=True, slots=True)
class Question:
    """Be one figure as the form asks for it."""

    figure: KeyFigure
    value: forms.BoundField
    note: forms.BoundField
    before: str
    odd: bool


class AnswerForm(forms.Form):
    """Ask for the figures of one year, each with last year's value beside it."""

    shown = forms.BooleanField(
        label=_("These figures may be shown on our page"),
        required=False,
        help_text=_("Then the public sees your own figures of this year on your organisation's page."),
    )

    def __init__(
        self,
        *args: Any,
        figures: Sequence[KeyFigure],
        answer: Answer,
        reported: Mapping[int, ReportedFigure],
        before: Mapping[int, ReportedFigure],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, initial={"shown": answer.shown}, **kwargs)
        self.figures, self.before = figures, before
        for figure in figures:
            entry = _typed(figure, answer, reported.get(figure.pk))
            self.fields[f"value-{figure.pk}"] = NumberField(label=figure.name, initial=entry.value)
            self.fields[f"note-{figure.pk}"] = forms.CharField(
                label=_("Note"), required=False, max_length=255, initial=entry.note
            )

    def clean(self) -> dict[str, Any]:
        """Refuse an answer without any figure, and a note that would be lost because its figure is empty."""
        cleaned: dict[str, Any] = super().clean() or {}
        for figure in self.figures:
            name = f"value-{figure.pk}"
            if name not in self.errors and cleaned[name] is None and cleaned.get(f"note-{figure.pk}"):
                self.add_error(name, _("Write the number that the note is about, or empty the note."))
        values = [cleaned.get(f"value-{figure.pk}") for figure in self.figures]
        if not self.errors and all(value is None for value in values):
            raise ValidationError(gettext("Give at least one figure before you send."))
        return cleaned

    @property
    def questions(self) -> Iterator[Question]:
        """Yield the figures in order."""
        cleaned = getattr(self, "cleaned_data", {})
        for figure in self.figures:
            last = self.before.get(figure.pk)
            value = cleaned.get(f"value-{figure.pk}")
            yield Question(
                figure,
                self[f"value-{figure.pk}"],
                self[f"note-{figure.pk}"],
                in_words(last.value, figure.unit) if last else "",
                value is not None and last is not None and is_odd(value, last.value),
            )

    @property
    def entries(self) -> dict[KeyFigure, Entry]:
        """Return what was typed, good or not."""
        return {
            figure: Entry(self.data.get(f"value-{figure.pk}", ""), self.data.get(f"note-{figure.pk}", ""))
            for figure in self.figures
        }

    @property
    def values(self) -> dict[KeyFigure, Reported | None]:
        """Return the figures of a valid form; ``None`` for what the organisation doesn't count."""
        found: dict[KeyFigure, Reported | None] = {}
        for figure in self.figures:
            value = self.cleaned_data[f"value-{figure.pk}"]
            note = self.cleaned_data[f"note-{figure.pk}"]
            found[figure] = None if value is None else Reported(value, note)
        return found

    @property
    def odd(self) -> list[str]:
        """Return the names of the figures of a valid form that are far from last year's."""
        return [question.figure.name for question in self.questions if question.odd]


class ReopenForm(forms.Form):
    """Ask until when figures can be sent again."""

    closes = forms.DateField(
        label=_("Open until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _typed(figure: KeyFigure, answer: Answer, row: ReportedFigure | None) -> Entry:
    """Return what stands in a field at first: the draft, else what was reported."""
    if figure.slug in answer.draft:
        return Entry(**answer.draft[figure.slug])
    return Entry(as_typed(row.value), row.note) if row else Entry()
