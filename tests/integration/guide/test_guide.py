"""The guide in the admin."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from cms.directory.models import OrganisationPage
from cms.guide.chapters import CHAPTERS, chapters
from cms.membership.models import Membership
from tests.factories.membership import MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_umbrellas_people_read_every_chapter(client: Client) -> None:
    client.force_login(User.objects.create_superuser("hallinta", "hallinta@example.fi", "salasana-1"))
    text = client.get(reverse("guide")).content.decode()
    for chapter in CHAPTERS:
        assert f'<section id="{chapter.slug}"' in text
        assert chapter.title in text


def test_a_members_people_read_what_concerns_them(client: Client, organisation: OrganisationPage) -> None:
    membership = MembershipFactory(organisation=organisation, role=Membership.Role.EDITOR)
    client.force_login(membership.user)
    text = client.get(reverse("guide")).content.decode()
    shown = {chapter.slug for chapter in CHAPTERS if f'<section id="{chapter.slug}"' in text}
    assert shown == {chapter.slug for chapter in chapters(umbrella=False)}
    assert "lahteet" not in shown
    assert reverse("guide") in client.get(reverse("wagtailadmin_home")).content.decode()


def test_our_guide_is_the_help_and_nothing_leads_to_wagtails_own_site(
    client: Client, organisation: OrganisationPage
) -> None:
    client.force_login(MembershipFactory(organisation=organisation, role=Membership.Role.EDITOR).user)
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "guide.wagtail.org" not in text
    assert "whats-new-in-wagtail" not in text
    assert "<title>" in text
    assert "Wagtail</title>" not in " ".join(text.split()).replace(" </title>", "</title>")
