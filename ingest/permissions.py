"""Who may do what with the operational tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail_modeladmin.helpers import PermissionHelper

from cms.membership.selectors import serves_umbrella

View: TypeAlias = Callable[..., HttpResponse]


def umbrella_only(view: View) -> View:
    """Open a view to the umbrella organisation's own people alone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_keep_sources(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def may_keep_sources(user: Any) -> bool:
    """Tell whether a person may look at sources, run them and decide on what they bring."""
    return bool(user.is_authenticated and serves_umbrella(user))


class ReadOnly(PermissionHelper):
    """Let nobody add, change or delete: the rows are what happened."""

    def user_has_specific_permission(self, user: AbstractBaseUser, perm_codename: str) -> bool:
        """Ask for the right to view; refuse every other."""
        view = self.get_perm_codename("view")
        return bool(perm_codename == view and super().user_has_specific_permission(user, view))
