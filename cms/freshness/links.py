"""The signed link by which a letter's reader confirms without a login.

The link holds nothing but the signed key of a row. The row says for whom it was written, and which
services and profiles it lists with the fingerprint of each; so it can't confirm what changed later.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import now

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.freshness.models import ConfirmationLink
from cms.freshness.selectors import Listed, compare
from cms.freshness.subjects import Subject
from cms.membership.selectors import people_of
from cms.worklist.items import Scope

SALT = "freshness.confirm"


class InvalidLink(ValueError):
    """Report a link that is not ours, too old, or whose reader no longer works for the organisation."""


def make_link(
    *, organisation: OrganisationPage, person: User, subjects: Sequence[Subject], prints: dict[Subject, str]
) -> ConfirmationLink:
    """Keep what a letter lists, for one person; ``prints`` are the subjects' fingerprints."""
    return ConfirmationLink.objects.create(
        organisation=organisation,
        person=person,
        subjects=[[subject.kind, subject.item.pk, prints[subject]] for subject in subjects],
    )


def address_of(link: ConfirmationLink) -> str:
    """Return the link's public address in the active language."""
    token = signing.dumps(str(link.pk), salt=SALT)
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("confirm_by_link", args=[token])


def read_link(token: str) -> ConfirmationLink:
    """Return the row that a token names.

    Raises:
        InvalidLink: see there.
    """
    try:
        key = signing.loads(token, salt=SALT, max_age=timedelta(days=settings.FRESHNESS_LINK_DAYS))
        link = ConfirmationLink.objects.select_related("organisation", "person").filter(pk=key).first()
    except (signing.BadSignature, ValidationError) as error:
        raise InvalidLink("The link is not ours, was cut, or is too old.") from error
    if link is None or not people_of(link.organisation).filter(pk=link.person_id).exists():
        raise InvalidLink("The link's person no longer works for the organisation.")
    return link


def read_listed(link: ConfirmationLink) -> Listed:
    """Compare what the letter listed with what stands now; a constant number of queries."""
    printed = {(kind, key): old for kind, key, old in link.subjects}
    return compare(printed, scope=Scope(frozenset({link.organisation_id})))


def forget_old_links(*, at: datetime | None = None) -> int:
    """Delete links that have long stopped working; return how many."""
    before = (at or now()) - timedelta(days=settings.FRESHNESS_LINK_DAYS + 30)
    deleted, _by_model = ConfirmationLink.objects.filter(created_at__lt=before).delete()
    return deleted
