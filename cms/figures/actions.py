"""What changes key figures: drafts, answers, rounds of collection, published sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.figures.log import CLOSED, DRAFTED, HIDDEN, PUBLISHED, REOPENED, REPORTED, SHOWN
from cms.figures.models import Answer, Collection, KeyFigure, PublishedSum, ReportedFigure
from cms.figures.sums import sums_of


class CollectionClosed(RuntimeError):
    """Report a round in which nothing can be sent any more, or not yet."""


@dataclass(frozen=True, slots=True)
class Reported:
    """Be a value as an organisation reports it, with what it says about it."""

    value: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Be what was typed for one figure, whether it makes sense yet or not."""

    value: str = ""
    note: str = ""


@transaction.atomic
def draft_figures(
    *,
    organisation: OrganisationPage,
    year: int,
    entries: Mapping[KeyFigure, Entry],
    user: User | None = None,
    shown: bool | None = None,
) -> Answer:
    """Keep what is typed so far beside what the draft holds of other figures; sums don't change.

    ``shown`` says whether the figures may stand on the organisation's page, ``None`` leaves that as it is.
    """
    answer = _answer(organisation, year)
    draft = {**answer.draft, **{figure.slug: _kept(entry) for figure, entry in entries.items()}}
    if draft == answer.draft and shown in {None, answer.shown}:
        return answer
    answer.draft = draft
    answer.shown = answer.shown if shown is None else shown
    answer.save()
    log(instance=answer, action=DRAFTED, user=user)
    return answer


@transaction.atomic
def report_figures(
    *,
    organisation: OrganisationPage,
    year: int,
    values: Mapping[KeyFigure, Reported | None],
    user: User | None = None,
    shown: bool | None = None,
) -> Answer:
    """Set what an organisation reports for a year; ``None`` takes a value back, other figures stay.

    They are in the sums at once, whether a collection is open or not; what the public sees of sums stays
    as it was published. Drafts of these figures are done with. The log keeps old and new values. Doing
    the same again changes and logs nothing.

    Raises:
        django.core.exceptions.ValidationError: a value is too large or too exact; nothing is saved.
    """
    answer = _answer(organisation, year)
    stored = {
        row.figure_id: row for row in ReportedFigure.objects.filter(organisation=organisation, year=year)
    }
    changes = {}
    for figure, reported in values.items():
        row = stored.get(figure.pk)
        before = Reported(row.value, row.note) if row else None
        if before == reported:
            continue
        changes[figure.slug] = [_text(before), _text(reported)]
        if reported is None:
            ReportedFigure.objects.filter(organisation=organisation, year=year, figure=figure).delete()
            continue
        row = row or ReportedFigure(organisation=organisation, year=year, figure=figure)
        row.value, row.note = reported.value, reported.note
        row.clean_fields(exclude={"organisation", "figure"})
        row.save()
    slugs = {figure.slug for figure in values}
    draft = {slug: entry for slug, entry in answer.draft.items() if slug not in slugs}
    shown = answer.shown if shown is None else shown
    if changes or draft != answer.draft or shown != answer.shown or answer.sent_at is None:
        answer.draft, answer.shown, answer.sent_at = draft, shown, now()
        answer.save()
        log(instance=answer, action=REPORTED, user=user, data={"changes": changes})
    return answer


def send_answer(
    *,
    organisation: OrganisationPage,
    collection: Collection,
    values: Mapping[KeyFigure, Reported | None],
    user: User,
    shown: bool = False,
) -> Answer:
    """Report the figures that a collection asks for.

    Raises:
        CollectionClosed: the round is closed, or not open yet.
        django.core.exceptions.ValidationError: as ``report_figures``.
    """
    if not collection.is_open():
        raise CollectionClosed(collection.year)
    return report_figures(
        organisation=organisation, year=collection.year, values=values, user=user, shown=shown
    )


@transaction.atomic
def allow_showing(*, organisation: OrganisationPage, year: int, shown: bool, user: User) -> None:
    """Say whether an organisation's page may show what it sent; this can be changed after the round too."""
    if Answer.objects.filter(organisation=organisation, year=year, shown=not shown).update(shown=shown):
        answer = Answer.objects.get(organisation=organisation, year=year)
        log(instance=answer, action=SHOWN if shown else HIDDEN, user=user)


@transaction.atomic
def close_collection(*, collection: Collection, user: User) -> None:
    """End a round before its day, or for good; closing a closed one changes nothing."""
    if Collection.objects.filter(pk=collection.pk, closed_at=None).update(closed_at=now()):
        log(instance=collection, action=CLOSED, user=user)


@transaction.atomic
def reopen_collection(*, collection: Collection, closes: date, user: User) -> None:
    """Let figures be sent again, until a day.

    Raises:
        django.core.exceptions.ValidationError: that day is over, or before the round opens.
    """
    if closes < localdate():
        raise ValidationError({"closes": _("This day is over. Choose today or a later day.")})
    collection.closes, collection.closed_at = closes, None
    collection.full_clean()
    collection.save(update_fields=["closes", "closed_at"])
    log(instance=collection, action=REOPENED, user=user, data={"closes": closes.isoformat()})


@transaction.atomic
def publish_sums(
    *, year: int, figures: Iterable[KeyFigure], user: User | None = None, anew: bool = False
) -> list[PublishedSum]:
    """Publish what the members' values of a year come to; return the sums that this changed.

    A sum that is public stays as it is unless it is asked for ``anew``: then it becomes today's, and one
    for which nobody reports any more goes.
    """
    wanted = list(figures)
    public = {row.figure_id: row for row in PublishedSum.objects.filter(year=year, figure__in=wanted)}
    today = sums_of(year=year, figures=wanted)
    changed = []
    for figure in wanted:
        row, found = public.get(figure.pk), today.get(figure.pk)
        if row is not None and not anew:
            continue
        if found is None:
            if row is not None:
                row.delete()
            continue
        if row is not None and (row.value, row.organisations) == (found.value, found.organisations):
            continue
        row = row or PublishedSum(figure=figure, year=year)
        before = row.value if row.pk else None
        row.value, row.organisations, row.published_at = found.value, found.organisations, now()
        row.save()
        data = {"year": year, "before": None if before is None else str(before), "value": str(row.value)}
        log(instance=figure, action=PUBLISHED, user=user, data=data)
        changed.append(row)
    return changed


def _answer(organisation: OrganisationPage, year: int) -> Answer:
    """Return the organisation's answer, locked for this transaction; make it at the first time."""
    answer, _made = Answer.objects.select_for_update().get_or_create(organisation=organisation, year=year)
    return answer


def _kept(entry: Entry) -> dict[str, str]:
    return {"value": entry.value.strip()[:40], "note": entry.note.strip()[:255]}


def _text(reported: Reported | None) -> str | None:
    return None if reported is None else f"{reported.value.normalize():f}"
