"""Remind organisations of key figures that they have not sent: one letter for all people of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.figures.log import REMINDED
from cms.figures.models import Answer, Collection
from cms.figures.selectors import asked_organisations
from cms.mail.actions import write_letter
from cms.mail.topics import Topic
from cms.overview.messages import Recipients, recipients_in

TOPIC = Topic(
    "key-figures",
    _("Reminders of key figures"),
    _("When the year's key figures are asked and your organisation has not sent them yet."),
)
LETTER = "figures_reminder"
APART = timedelta(hours=20)
"""No organisation is reminded again within this time, however often somebody presses."""


@transaction.atomic
def remind(*, collection: Collection, user: User) -> Recipients:
    """Write to the organisations that have not sent their figures; return who gets a letter.

    Whoever works for several of them gets one letter. One that was reminded just now is left alone.
    """
    late = unsent(collection)
    recent = Answer.objects.filter(year=collection.year, reminded_at__gt=now() - APART)
    spared = set(recent.values_list("organisation", flat=True))
    asked = [page for page in late if page.pk not in spared]
    recipients = recipients_in(asked)
    for recipient in recipients.found:
        context = {
            "collection": collection,
            "organisations": recipient.organisations,
            "path": reverse("own_figures"),
        }
        write_letter(name=LETTER, to=recipient.to, context=context, topic=TOPIC.name)
    _remember(collection, asked, recipients, user)
    return recipients


def unsent(collection: Collection) -> list[OrganisationPage]:
    """Return the organisations that are asked and have sent nothing."""
    sent = Answer.objects.filter(year=collection.year).exclude(sent_at=None)
    return list(asked_organisations().exclude(pk__in=sent.values("organisation")))


def _remember(
    collection: Collection, asked: Iterable[OrganisationPage], recipients: Recipients, user: User
) -> None:
    for page in asked:
        if page.title in recipients.unreachable:
            continue
        answer, _made = Answer.objects.update_or_create(
            organisation=page, year=collection.year, defaults={"reminded_at": now()}
        )
        log(instance=answer, action=REMINDED, user=user)
