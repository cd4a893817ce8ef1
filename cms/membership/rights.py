"""What people may do with an organisation's page."""

from __future__ import annotations

from typing import Any

from wagtail.models import PagePermissionTester


class ProfileRights(PagePermissionTester):
    """Let an organisation's own people edit and submit its page; all else about it is the umbrella's."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Refuse members, whose group may change the page."""
        return not self._is_member() and bool(super().can_delete(ignore_bulk=ignore_bulk))

    def can_copy(self) -> bool:
        """Refuse members: an organisation has one page."""
        return not self._is_member() and bool(super().can_copy())

    def can_set_view_restrictions(self) -> bool:
        """Refuse members, also of trusted organisations."""
        return not self._is_member() and bool(super().can_set_view_restrictions())

    def can_reorder_children(self) -> bool:
        """Refuse members."""
        return not self._is_member() and bool(super().can_reorder_children())

    def _is_member(self) -> Any:
        from cms.membership.selectors import serves_umbrella

        return not serves_umbrella(self.user)
