"""What shares a shortlist by link, mails it, and forgets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils.timezone import now

from cms.mail.actions import write_letter
from cms.shortlist.models import SharedList
from cms.shortlist.picks import Pick, address_of
from cms.shortlist.selectors import entries_of

OWNER = signing.Signer(salt="shortlist.owner")


def share(*, picks: Sequence[Pick], note: str) -> SharedList:
    """Keep a list for ``SHORTLIST_SHARED_DAYS``, for whoever gets its link; nothing tells who shared it."""
    expires_at = now() + timedelta(days=settings.SHORTLIST_SHARED_DAYS)
    return SharedList.objects.create(picks=[str(pick) for pick in picks], note=note, expires_at=expires_at)


def owner_word(shared: SharedList) -> str:
    """Return what only who shared the list is given: with it she may delete it."""
    return OWNER.signature(shared.token)


def owns(shared: SharedList, word: str) -> bool:
    """Tell whether a word was given to who shared this list."""
    try:
        OWNER.unsign(f"{shared.token}{OWNER.sep}{word}")
    except signing.BadSignature:
        return False
    return True


def forget_shared_lists(*, at: datetime | None = None) -> int:
    """Delete what has expired; return how many."""
    deleted, _by_model = SharedList.objects.filter(expires_at__lte=at or now()).delete()
    return deleted


def mail_list(*, picks: Sequence[Pick], note: str, address: str, language: str) -> None:
    """Send somebody her own list; neither the address nor the letter is kept once it went."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    context = {"entries": entries_of(picks, base=base), "note": note, "list_url": base + address_of(picks)}
    write_letter(name="shortlist_mine", to=address, context=context, language=language, kept=False)
