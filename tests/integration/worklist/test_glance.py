"""What stands beside the work."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.readership.models import Reading
from cms.worklist.glance import glance
from search.models import SearchLogEntry
from tests.factories.directory import ServiceFactory
from tests.factories.membership import MembershipFactory
from tests.factories.publishing import NewsFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def editor(organisation: OrganisationPage) -> User:
    return MembershipFactory(organisation=organisation).user


def test_ones_own_drafts_are_at_hand_and_nobody_elses(editor: User, organisation: OrganisationPage) -> None:
    own = ServiceFactory(organisation=organisation, name="Perhekahvila")
    own.name = "Perhekahvila lauantaisin"
    own.save_revision(user=editor)
    other = ServiceFactory(organisation=organisation, name="Isäryhmä")
    other.save_revision(user=User.objects.create_user("toinen"))
    shown = glance(editor, today=TODAY, umbrella=False)
    assert [draft.title for draft in shown.drafts] == ["Perhekahvila lauantaisin"]
    assert f"/{own.pk}/" in shown.drafts[0].address
    assert not shown.read
    assert not shown.searched


def test_the_umbrella_sees_what_is_read_and_searched_most(client: Client) -> None:
    NewsFactory(slug="kahvila", title="Kahvila aukeaa")
    client.force_login(User.objects.create_superuser("hallinta", "hallinta@example.fi", "salasana-1"))
    Reading.objects.create(day=timezone.localdate(), path="/uutiset/kahvila/", times=12)
    SearchLogEntry.objects.create(text="vertaistuki", hits=3, created=timezone.now())
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Kahvila aukeaa" in text
    assert "vertaistuki" in text
