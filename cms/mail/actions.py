"""What writes mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from cms.accounts.models import User
from cms.mail.choices import stop_address, wants
from cms.mail.models import Letter
from cms.mail.tasks import deliver_letters
from cms.mail.writing import in_words
from search.workers import after_commit, give


@transaction.atomic
def write_letter(
    *,
    name: str,
    to: User | str,
    context: Mapping[str, Any],
    language: str = "",
    headers: Mapping[str, str] | None = None,
    topic: str = "",
    stop_url: str = "",
    kept: bool = True,
) -> Letter | None:
    """Write one letter to a person or an address; it leaves after the transaction commits.

    The templates are ``mail/<name>.subject.txt``, ``mail/<name>.txt`` and, if there is one,
    ``mail/<name>.html``; they are rendered now, in ``language``, or else in the person's own, with
    ``context``, ``recipient`` (the person, or ``None``), ``base_url`` (without a final slash) and
    ``stop_url``. A letter of a registered ``topic`` goes to persons who want that; ``stop_url``, and
    headers for mail programs (RFC 2369, RFC 8058), let them stop it. Who writes to an address alone gives
    the ``stop_url`` herself, if there is one. A letter that is not ``kept`` is deleted once it went.

    Returns ``None``, and writes nothing, for an address that is empty, an account that was closed, or
    a person who does not want the topic.

    Raises:
        django.template.TemplateDoesNotExist: there is no such letter.
    """
    person = to if isinstance(to, User) else None
    address = (person.email if person else str(to)).strip()
    if not address or (person and not person.is_active) or (person and topic and not wants(person, topic)):
        return None
    with override(language or (language_of(person) if person else settings.LANGUAGE_CODE)):
        stop_url = stop_address(person, topic) if person and topic else stop_url
        words = in_words(
            name,
            {
                **context,
                "recipient": person,
                "base_url": settings.WAGTAILADMIN_BASE_URL.rstrip("/"),
                "stop_url": stop_url,
            },
        )
    letter = Letter.objects.create(
        kind=name,
        recipient=address,
        subject=words.subject,
        text=words.text,
        html=words.html,
        headers={**headers_with(stop_url), **(headers or {})},
        kept=kept,
    )
    after_commit(_wake)
    return letter


def take_back(*, stop_url: str) -> int:
    """Delete the letters that wait and that a link would stop, once it was followed; return how many."""
    header = headers_with(stop_url)["List-Unsubscribe"]
    deleted, _by_model = Letter.objects.filter(
        **{"sent_at": None, "kept": False, "headers__List-Unsubscribe": header}
    ).delete()
    return deleted


def write_letters(
    *,
    name: str,
    to: Iterable[User],
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    topic: str = "",
) -> int:
    """Write the same letter to each person in her own language; return how many were written."""
    letters = [
        write_letter(name=name, to=person, context=context, headers=headers, topic=topic) for person in to
    ]
    return sum(letter is not None for letter in letters)


def language_of(person: User) -> str:
    """Return the language that a person chose for the admin, or the site's."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def headers_with(stop_url: str) -> dict[str, str]:
    """Mark a letter as written by a program, and tell mail programs how to stop it."""
    headers = {"Auto-Submitted": "auto-generated"}
    if stop_url:
        headers |= {
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def _wake() -> None:
    """Tell a worker; without a broker beat finds the letter a minute later."""
    give(deliver_letters, otherwise="letters wait")
