"""What writes and delivers mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.timezone import now
from django.utils.translation import override

from cms.accounts.models import User
from cms.mail.models import Letter

ATTEMPTS = 8
"""So often a letter is tried, at growing intervals: for about four days."""
FIRST_WAIT = timedelta(minutes=5)
BATCH = 50


@transaction.atomic
def write_letter(
    *,
    name: str,
    to: User | str,
    context: Mapping[str, Any],
    language: str = "",
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """Write one letter to a person or an address; it leaves after the transaction commits.

    The templates are ``mail/<name>.subject.txt``, ``mail/<name>.txt`` and, if there is one,
    ``mail/<name>.html``; they are rendered now, in ``language``, or else in the person's own, with
    ``context``, ``recipient`` (the person, or ``None``) and ``base_url`` (without a final slash).

    Raises:
        django.template.TemplateDoesNotExist: there is no such letter.
    """
    person = to if isinstance(to, User) else None
    rendered = {**context, "recipient": person, "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/")}
    with override(language or (language_of(person) if person else settings.LANGUAGE_CODE)):
        letter = Letter.objects.create(
            kind=name,
            recipient=person.email if person else to,
            subject=" ".join(render_to_string(f"mail/{name}.subject.txt", rendered).split())[:255],
            text=render_to_string(f"mail/{name}.txt", rendered).strip() + "\n",
            html=_html(name, rendered),
            headers=dict(headers or {}),
        )
    transaction.on_commit(_wake)
    return letter


def write_letters(
    *, name: str, to: Iterable[User], context: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> int:
    """Write the same letter to each person in her own language; return how many were written."""
    return len([write_letter(name=name, to=person, context=context, headers=headers) for person in to])


def language_of(person: User) -> str:
    """Return the language that a person chose for the admin, or the site's."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def deliver_due() -> int:
    """Deliver what is due, each letter at most once at a time; return how many went."""
    keys = Letter.objects.filter(sent_at=None, due_at__lte=now(), attempts__lt=ATTEMPTS).order_by("pk")
    return sum(deliver(key=key) for key in keys.values_list("pk", flat=True)[:BATCH])


def deliver(*, key: int) -> bool:
    """Try to deliver one letter; a refused one is due again later, with its error kept.

    Whoever raises the count of attempts first has the letter, so two workers never send it twice.
    """
    letter = Letter.objects.filter(pk=key, sent_at=None).first()
    if letter is None:
        return False
    wait = FIRST_WAIT * 2**letter.attempts
    mine = Letter.objects.filter(pk=key, sent_at=None, attempts=letter.attempts).update(
        attempts=letter.attempts + 1, due_at=now() + wait
    )
    if not mine:
        return False
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.recipient], headers=letter.headers
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors too
        Letter.objects.filter(pk=key).update(error=f"{type(error).__name__}: {error}")
        return False
    Letter.objects.filter(pk=key).update(sent_at=now(), error="")
    return True


def _html(name: str, context: Mapping[str, Any]) -> str:
    try:
        return render_to_string(f"mail/{name}.html", context)
    except TemplateDoesNotExist:
        return ""


def _wake() -> None:
    """Tell a worker; without a broker beat finds the letter a minute later."""
    from kombu.exceptions import OperationalError

    from cms.mail.tasks import deliver_letters

    try:
        deliver_letters.delay()
    except OperationalError:
        return
