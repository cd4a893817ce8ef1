"""Two organisations with everything that one may own, so that tests can look at one as the other's people.

Whatever belongs to the other organisation bears ``MARKER`` in its name and in every text, so that one look
at an answer tells whether anything of it leaked.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision, TaskState, UploadedFile, WorkflowState

from cms.accounts.models import User
from cms.directory.models import OrganisationPage, Service
from cms.figures.actions import Entry, draft_figures
from cms.figures.models import Collection, KeyFigure
from cms.membership.grants import prepare_organisation
from cms.membership.models import Invitation, Membership, OrganisationTerms
from home.actions import prepare_site
from home.roles import ADMINISTRATORS, MODERATORS, UMBRELLA_EDITORS
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationPageFactory,
    ServiceFactory,
    UserFactory,
)
from tests.factories.figures import CollectionFactory, KeyFigureFactory, report

YEAR = 2026
"""The year whose key figures are asked."""

MARKER = "KETUNPESA"
OWN = "MAJAKKA"


@dataclass
class Holding:
    """One organisation and what is its own."""

    page: OrganisationPage
    terms: OrganisationTerms
    administrator: User
    editor: User
    live: Service
    draft: Service
    submitted: Service
    image: Any
    document: Any
    upload: UploadedFile
    invitation: Invitation
    page_revision: Revision
    service_revision: Revision
    page_workflow: WorkflowState
    service_workflow: WorkflowState

    @property
    def service_task(self) -> TaskState:
        """Return the moderators' task with the submitted service."""
        return self.service_workflow.current_task_state

    @property
    def page_task(self) -> TaskState:
        """Return the moderators' task with the page."""
        return TaskState.objects.get(workflow_state=self.page_workflow)


@dataclass
class World:
    """What the tests of rights start from."""

    own: Holding
    other: Holding
    people: dict[str, User]


def build_world(*, waiting_pages: bool = True) -> World:
    """Make both organisations and one person per role; editors and administrators are those of ``own``.

    With ``waiting_pages`` both pages wait for a moderator, and their own people can't edit them meanwhile.
    """
    prepare_site()
    own, other = holding(OWN, waits=waiting_pages), holding(MARKER, waits=waiting_pages)
    trusted = MembershipFactory(organisation=OrganisationPageFactory(title="Luotettu ry"), trusted=True)
    people = {
        "no organisation": UserFactory(),
        "organisation editor": own.editor,
        "organisation administrator": own.administrator,
        "trusted editor": trusted.user,
        "umbrella editor": _in_group(UMBRELLA_EDITORS),
        "moderator": _in_group(MODERATORS),
        "administrator": _in_group(ADMINISTRATORS),
    }
    return World(own=own, other=other, people=people)


def holding(name: str, *, waits: bool = True) -> Holding:
    """Make an organisation with people, a live, a draft and a submitted service, files and an invitation."""
    page = OrganisationPageFactory(
        title=f"{name} ry", summary=f"{name} tukee.", website=f"https://{name}.example/".lower()
    )
    terms = prepare_organisation(page)
    administrator, editor = _person(name, page, "administrator"), _person(name, page, "editor")
    image, document = add_image(name, terms), add_document(name, terms)
    add_figures(name, page)
    page_revision = _draft_of_page(page, name, image, editor)
    page_workflow = page.get_workflow().start(page, editor)
    if not waits:
        page_workflow.cancel(user=editor)
    live = ServiceFactory(
        name=f"{name} ryhmä", organisation=page, summary=f"{name} auttaa.", tags=[f"{name} tagi"]
    )
    live.summary = f"{name} luonnos."
    service_revision = live.save_revision(user=editor, log_action=True)
    draft = ServiceFactory(name=f"{name} salainen", organisation=page, publish=False)
    submitted = ServiceFactory(name=f"{name} tarkastettava", organisation=page, publish=False)
    service_workflow = submitted.get_workflow().start(submitted, editor)
    upload = UploadedFile.objects.create(
        for_content_type=_type_of(get_image_model()),
        file=ContentFile(b"x", name=f"{name}.txt"),
        uploaded_by_user=editor,
    )
    return Holding(
        page=page, terms=terms, administrator=administrator, editor=editor, live=live, draft=draft,
        submitted=submitted, image=image, document=document, upload=upload,
        invitation=InvitationFactory(organisation=page, email=f"{name}-kutsuttu@vslj.example"),
        page_revision=page_revision, service_revision=service_revision, page_workflow=page_workflow,
        service_workflow=service_workflow,
    )  # fmt: skip


def add_image(name: str, terms: OrganisationTerms) -> Any:
    """Put a picture with a tag into an organisation's collection."""
    drawn = io.BytesIO()
    Picture.new("RGB", (40, 30), "brown").save(drawn, "PNG")
    image = get_image_model().objects.create(
        title=f"{name} kuva",
        description=f"{name} kuvaus",
        file=ImageFile(io.BytesIO(drawn.getvalue()), name="kuva.png"),
        collection=terms.collection,
    )
    image.tags.add(f"{name} kuvatagi")
    return image


def add_document(name: str, terms: OrganisationTerms) -> Any:
    """Put a document with a tag into an organisation's collection."""
    document = get_document_model().objects.create(
        title=f"{name} asiakirja",
        file=ContentFile(f"{name} sisältö".encode(), name="asiakirja.txt"),
        collection=terms.collection,
    )
    document.tags.add(f"{name} asiakirjatagi")
    return document


def add_figures(name: str, page: OrganisationPage) -> None:
    """Report a figure of a year in which the round is open, and keep a draft of another value."""
    figure = KeyFigure.objects.filter(slug="perheet").first() or KeyFigureFactory(slug="perheet")
    if not Collection.objects.filter(year=YEAR).exists():
        CollectionFactory(year=YEAR, figures=[figure])
    report(page, YEAR, note=f"{name} huomautus", perheet="7")
    draft_figures(
        organisation=page, year=YEAR, entries={figure: Entry(value="8", note=f"{name} keskeneräinen")}
    )


def _draft_of_page(page: OrganisationPage, name: str, image: Any, editor: User) -> Revision:
    page.summary, page.logo = f"{name} luonnos.", image
    return page.save_revision(user=editor, log_action=True)


def _person(name: str, organisation: OrganisationPage, role: str) -> User:
    user = UserFactory(
        username=f"{name}-{role}@vslj.example".lower(), first_name=name, last_name=f"{name} {role}"
    )
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def _in_group(name: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def _type_of(model: Any) -> Any:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model)
