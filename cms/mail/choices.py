"""What mail a person wants: by a choice in the admin, or by the link at the end of a letter."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from cms.accounts.models import User
from cms.mail.models import Refusal
from cms.mail.topics import Topic, topic_named

SALT = "mail.choices"


class InvalidLink(ValueError):
    """Report a link that we did not sign, or whose person or topic is gone."""


def wants(person: User, topic: str) -> bool:
    """Tell whether the person wants mail of this topic; without a choice she does."""
    return not Refusal.objects.filter(user=person, topic=topic).exists()


def choose(*, person: User, topic: str, wanted: bool) -> None:
    """Keep what a person chose; choosing the same again changes nothing."""
    if wanted:
        Refusal.objects.filter(user=person, topic=topic).delete()
    else:
        Refusal.objects.get_or_create(user=person, topic=topic)


def stop_address(person: User, topic: str) -> str:
    """Return the address, in the active language, where a person stops a topic without a login.

    It never expires: whoever digs out an old letter must still be able to be left alone.
    """
    token = signing.dumps([person.pk, topic], salt=SALT)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("stop_mail", args=[token])


def read_stop_token(token: str) -> tuple[User, Topic]:
    """Return whom and what a signed token means.

    Raises:
        InvalidLink: the token is not ours, or its person or topic is gone.
    """
    try:
        key, name = signing.loads(token, salt=SALT)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise InvalidLink("The link is not ours, or was cut.") from error
    person, topic = User.objects.filter(pk=key).first(), topic_named(name)
    if person is None or topic is None:
        raise InvalidLink(f"Person {key} or topic {name!r} is gone.")
    return person, topic
