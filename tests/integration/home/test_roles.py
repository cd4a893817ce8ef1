"""What each of the umbrella organisation's roles may do."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.models import User
from cms.publishing.models import NewsIndex
from home.models import HomePage
from home.roles import ADMINISTRATORS, MODERATORS, UMBRELLA_EDITORS
from tests.factories import NewsFactory, UserFactory

pytestmark = pytest.mark.django_db
ROLES = (ADMINISTRATORS, UMBRELLA_EDITORS, MODERATORS)


def somebody(role: str) -> User:
    """Make an account with one role."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.mark.parametrize("role", ROLES)
def test_every_role_enters_the_admin_and_publishes(site: HomePage, client: Client, role: str) -> None:
    user = somebody(role)
    client.force_login(user)
    assert client.get("/hallinta/").status_code == 200
    permissions = NewsIndex.objects.get().permissions_for_user(user)
    assert permissions.can_add_subpage()
    assert permissions.can_publish_subpage()
    assert NewsFactory().permissions_for_user(user).can_publish()
    assert user.has_perms(["directory.add_service", "directory.change_service", "directory.publish_service"])


@pytest.mark.parametrize(
    ("role", "service", "accounts"),
    [(ADMINISTRATORS, True, True), (MODERATORS, True, False), (UMBRELLA_EDITORS, False, False)],
)
def test_deleting_and_keeping_accounts_is_for_fewer(
    site: HomePage, role: str, service: bool, accounts: bool
) -> None:
    user = somebody(role)
    assert user.has_perm("directory.delete_service") is service
    assert user.has_perm("accounts.change_user") is accounts
    assert user.has_perm("home.change_sitesettings") is accounts


def test_editors_look_at_the_operational_tables_but_change_none(site: HomePage) -> None:
    rights = somebody(UMBRELLA_EDITORS).get_all_permissions()
    operational = {right for right in rights if right.split(".")[0] in {"ingest", "linkcheck", "search"}}
    kept = {right for right in operational if right.endswith(("_synonymset", "_name"))}
    assert operational - kept
    assert all(right.split(".")[1].startswith("view_") for right in operational - kept)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_keeps_the_synonyms_and_names_of_the_search(site: HomePage, role: str) -> None:
    rights = [
        f"search.{verb}_{model}"
        for verb in ("add", "change", "delete", "view")
        for model in ("synonymset", "name")
    ]
    assert somebody(role).has_perms([*rights, "search.view_searchlogentry"])
