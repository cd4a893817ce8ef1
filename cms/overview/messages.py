"""Write to the people of several organisations at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.timezone import now
from wagtail.log_actions import log

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.mail.actions import write_letter
from cms.membership.models import Membership
from cms.overview.models import Message

LETTER = "overview_message"
LOGGED = "overview.message"
"""What the log calls a message to an organisation."""


class AlreadySent(RuntimeError):
    """Report a message that has gone already."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Be one address, once, however many of the organisations it serves."""

    to: User | str
    organisations: tuple[str, ...]

    @property
    def address(self) -> str:
        """Return the address."""
        return self.to if isinstance(self.to, str) else self.to.email


@dataclass(frozen=True, slots=True)
class Recipients:
    """Be all who get a message, and the organisations whom it can't reach."""

    found: tuple[Recipient, ...]
    unreachable: tuple[str, ...]


@transaction.atomic
def draft_message(
    *,
    sender: User,
    organisations: Iterable[OrganisationPage],
    subject: str,
    text: str,
    message: Message | None = None,
) -> Message:
    """Keep a message until it is sent; ``message`` is rewritten."""
    message = message or Message()
    message.sender, message.subject, message.text = sender, subject, text
    message.save()
    message.organisations.set(organisations)
    return message


def recipients_of(message: Message) -> Recipients:
    """Return who gets a message; three queries."""
    return recipients_in(list(message.organisations.order_by("title", "pk")))


def recipients_in(organisations: Sequence[OrganisationPage]) -> Recipients:
    """Return the active people of each organisation, or else its role's address; two queries."""
    people: dict[int, list[User]] = {}
    memberships = (
        Membership.objects.filter(organisation__in=organisations, user__is_active=True)
        .exclude(user__email="")
        .select_related("user__wagtail_userprofile")
        .order_by("user__last_name", "user__first_name", "user")
    )
    for membership in memberships:
        people.setdefault(membership.organisation_id, []).append(membership.user)
    named: dict[str, tuple[User | str, list[str]]] = {}
    unreachable = []
    for organisation in organisations:
        addressees: Sequence[User | str] = people.get(organisation.pk) or (
            [organisation.email] if organisation.email else []
        )
        if not addressees:
            unreachable.append(organisation.title)
        for to in addressees:
            address = to if isinstance(to, str) else to.email
            named.setdefault(address.casefold(), (to, []))[1].append(organisation.title)
    found = tuple(Recipient(to, tuple(titles)) for to, titles in named.values())
    return Recipients(found, tuple(unreachable))


def letter_text(message: Message, *, sender: User, organisations: Sequence[str]) -> str:
    """Return the letter as its recipient reads it."""
    return render_to_string(f"mail/{LETTER}.txt", letter_context(message, sender, organisations)).strip()


def letter_context(message: Message, sender: User, organisations: Sequence[str]) -> dict[str, Any]:
    """Return what the letter's templates need."""
    return {
        "message": message,
        "sender_name": sender.get_full_name(),
        "organisations": organisations,
    }


@transaction.atomic
def send_message(*, message: Message, sender: User) -> int:
    """Write a letter to each recipient and log it for each organisation; return how many were written.

    Raises:
        AlreadySent: somebody pressed twice, or in two windows.
    """
    if not Message.objects.filter(pk=message.pk, sent_at=None).update(sent_at=now(), sender=sender):
        raise AlreadySent(message.pk)
    recipients = recipients_of(message)
    headers = {"Reply-To": sender.email} if sender.email else {}
    for recipient in recipients.found:
        write_letter(
            name=LETTER,
            to=recipient.to,
            context=letter_context(message, sender, recipient.organisations),
            headers=headers,
        )
    addresses = [recipient.address for recipient in recipients.found]
    Message.objects.filter(pk=message.pk).update(recipients=addresses)
    for organisation in message.organisations.all():
        log(
            instance=organisation,
            action=LOGGED,
            user=sender,
            data={"message": message.pk, "subject": message.subject},
        )
    return len(addresses)
