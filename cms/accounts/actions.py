"""What changes accounts."""

from __future__ import annotations

from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest

from cms.accounts.models import User


def end_sessions(*, user: User) -> None:
    """End every session of an account, wherever it is open."""
    User.objects.filter(pk=user.pk).update(session_number=F("session_number") + 1)
    user.refresh_from_db(fields=["session_number"])


def end_other_sessions(*, request: HttpRequest) -> None:
    """End every session of the one who asks but this one."""
    user = User.objects.get(pk=request.user.pk)
    end_sessions(user=user)
    update_session_auth_hash(request, user)
