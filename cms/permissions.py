"""What the tables that record what happened allow."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from wagtail_modeladmin.helpers import PermissionHelper


class ReadOnly(PermissionHelper):
    """Let those with the right to view look, and nobody add, change or delete: the rows are what happened."""

    def user_has_specific_permission(self, user: AbstractBaseUser, perm_codename: str) -> bool:
        """Ask for the right to view; refuse every other."""
        view = self.get_perm_codename("view")
        return bool(perm_codename == view and super().user_has_specific_permission(user, view))
