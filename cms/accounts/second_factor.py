"""The second factor: who needs one, who has one, and how it is made."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.accounts.models import User

RECOVERY_CODES = 10
DEVICE_NAME = "sovellus"
RECOVERY_NAME = "varakoodit"


def is_required(user: User) -> bool:
    """Tell whether one of the person's roles must log in with a second factor."""
    from cms.membership.selectors import roles_of

    return not settings.TWO_FACTOR_ROLES.isdisjoint(roles_of(user)) if settings.TWO_FACTOR_ROLES else False


def has_device(user: User) -> bool:
    """Tell whether the person has confirmed an authenticator."""
    return bool(TOTPDevice.objects.devices_for_user(user, confirmed=True).exists())


def is_verified(user: Any) -> bool:
    """Tell whether this session has given its second factor."""
    return bool(getattr(user, "is_verified", lambda: False)())


def is_missing(user: User | AnonymousUser) -> bool:
    """Tell whether this session still owes its second factor."""
    if user.is_anonymous or is_verified(user):
        return False
    return has_device(user) or is_required(user)


@transaction.atomic
def new_device(user: User) -> TOTPDevice:
    """Return the authenticator that the person is about to confirm; the same until she does."""
    device, _created = TOTPDevice.objects.get_or_create(user=user, confirmed=False, name=DEVICE_NAME)
    return device


@transaction.atomic
def confirm_device(device: TOTPDevice, code: str) -> bool:
    """Confirm an authenticator by a code that it shows; it takes the place of an older one."""
    if not device.verify_is_allowed()[0] or not device.verify_token(code):
        return False
    TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return True


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Return new codes, each good for one login; the old ones end."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=RECOVERY_NAME)
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes have not been used."""
    return int(StaticToken.objects.filter(device__user=user).count())


def device_of(user: User, code: str) -> Any:
    """Return the authenticator or the recovery codes that a code is of, or ``None``; slowed down if wrong."""
    return match_token(user, code.replace(" ", "").lower())


@transaction.atomic
def forget(user: User) -> None:
    """Take a person's second factor away, as when her telephone is lost."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()


def picture(device: TOTPDevice) -> SafeString:
    """Return the QR code that an authenticator reads, as an SVG element without styles or scripts."""
    drawn = segno.make(device.config_url).svg_inline(
        scale=5, border=4, dark="#000", light="#fff", omitsize=False
    )
    return mark_safe(drawn)  # noqa: S308  made by segno out of our own address


def secret(device: TOTPDevice) -> str:
    """Return the key for those who type it, in groups of four (RFC 4648 base32)."""
    from base64 import b32encode

    key = b32encode(device.bin_key).decode()
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))
