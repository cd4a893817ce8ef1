"""How a member leaves: one action, after which nothing of it is found and no old link ends nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.membership.actions import remove, withdraw
from cms.membership.selectors import memberships_in, open_invitations


@dataclass(frozen=True, slots=True)
class Left:
    """Tell how much a leaving member took along."""

    services: int
    links: int
    people: int


@transaction.atomic
def end_membership(*, organisation: OrganisationPage, user: User, remove_people: bool) -> Left:
    """End an organisation's services, archive its page, and lead its old addresses on. Idempotent.

    Everything stays in the history and can be published again; then its own address answers before the
    redirect does. The redirects are temporary ones, so that no browser remembers them for good. With
    ``remove_people`` its people lose their memberships, and with them the admin.
    """
    page = OrganisationPage.objects.get(pk=organisation.pk)
    services = list(Service.objects.filter(organisation=page).prefetch_related("challenges"))
    with override(settings.LANGUAGE_CODE):  # whatever language the admin is used in
        links = _lead_on(page.get_url() or "", page.get_parent())
        links += sum(
            _lead_on(service.get_absolute_url(), _elsewhere(service)) for service in services if service.live
        )
    ended = sum(_end(service, user) for service in services)
    _archive(page, user)
    people = _remove_people(page, user) if remove_people else 0
    return Left(services=ended, links=links, people=people)


def _remove_people(page: OrganisationPage, user: User) -> int:
    """End all memberships, and with them the sessions; nobody comes by an open invitation any more."""
    for invitation in open_invitations(page):
        withdraw(invitation=invitation)
    memberships = list(memberships_in(page))
    for membership in memberships:
        remove(membership=membership, by=user)
    return len(memberships)


def _end(service: Service, user: User) -> bool:
    """End what is public; what never was stays a draft that nobody finds."""
    if service.current_workflow_state is not None:
        service.current_workflow_state.cancel(user=user)
    if not service.live or service.status == Service.Status.ENDED:
        return False
    public = Service.objects.get(pk=service.pk)
    public.status = Service.Status.ENDED
    public.save_revision(user=user, log_action=True, clean=False).publish(user=user)
    return True


def _archive(page: OrganisationPage, user: User) -> None:
    if page.current_workflow_state is not None:
        page.current_workflow_state.cancel(user=user)
    if page.member_until is None:
        page.member_until = localdate()
        page.save_revision(user=user, log_action=True, clean=False)
        OrganisationPage.objects.filter(pk=page.pk).update(member_until=page.member_until)
    if page.live:
        OrganisationPage.objects.get(pk=page.pk).unpublish(user=user)


def _elsewhere(service: Service) -> str:
    """Return the search for what else helps in the same challenges."""
    slugs = [challenge.slug for challenge in service.challenges.all()]
    wanted = f"?{urlencode({'challenge': slugs}, doseq=True)}" if slugs else ""
    return f"{reverse('search')}{wanted}"


def _lead_on(path: str, target: Page | str) -> int:
    """Redirect an address, in each language of the interface; return how many redirects are new."""
    if not path:
        return 0
    return sum(_redirect(old, target) for old in in_each_language(path))


def in_each_language(path: str) -> Iterable[str]:
    """Yield an address of the default language as it is in every language of the interface."""
    yield path
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE:
            yield f"/{code}{path}"


def _redirect(path: str, target: Page | str) -> bool:
    if Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return False
    Redirect.add_redirect(path, redirect_to=target, is_permanent=False, automatically_created=True)
    return True
