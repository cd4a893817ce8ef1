"""Who may log in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Be one person's account; the e-mail address is hers alone."""

    email = models.EmailField(_("email address"), unique=True)
    session_number = models.PositiveIntegerField(
        default=0, editable=False, help_text="Sessions that began under another number have ended."
    )

    class Meta(AbstractUser.Meta):
        """Keep Django's names."""

    def get_full_name(self) -> str:
        """Return the person's name; without one what stands before the address's @.

        Wagtail shows the user name of nameless accounts to whoever sees a history, and ours is the address.
        """
        return super().get_full_name() or self.email.partition("@")[0]

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save; a deactivated account's sessions don't come back with it."""
        if self.pk and not self.is_active and type(self).objects.filter(pk=self.pk, is_active=True).exists():
            self.session_number += 1
            update_fields = None if update_fields is None else {*update_fields, "session_number"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_session_auth_hash(self) -> str:
        """Return what a session must hold to go on: it changes with the password and with our number."""
        return self._numbered(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the same for each secret key that is being replaced."""
        yield from map(self._numbered, super().get_session_auth_fallback_hash())

    def _numbered(self, of_password: str) -> str:
        if not self.session_number:
            return of_password
        salt = "cms.accounts.models.User.session_number"
        return salted_hmac(salt, f"{of_password}{self.session_number}", algorithm="sha256").hexdigest()
