"""What each action of the matrix is: a request or two, and what shows that it succeeded."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.directory.models import OrganisationPage, Service
from cms.figures.models import Answer, Collection, KeyFigure, PublishedSum, ReportedFigure
from tests.integration.permissions.world import MARKER, OWN, YEAR, Holding, World

NEW = "Uusi nimi"

ABSENT_OF_FILES = {
    "submit": "submit",
    "publish": "publish",
    "unpublish": "unpublish",
    "restore": "revisions/1/revert",
    "copy": "copy",
    "history": "history",
    "compare": "revisions/compare/earliest...latest",
}
"""What neither pictures nor documents have, and where it would stand."""


@dataclass
class Trial:
    """One attempt of one person at one holding; ``forms`` fills forms in as somebody who sees them all."""

    world: World
    holding: Holding
    client: Client
    forms: Client
    answers: list[Any] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what the holding's names begin with."""
        return MARKER if self.holding is self.world.other else OWN

    def get(self, address: str, **query: Any) -> str:
        """Get an address, follow redirects, and return the text."""
        return self._keep(self.client.get(address, query, follow=True))

    def visit(self, address: str) -> Any:
        """Get an address without following redirects, and return the answer."""
        self._keep(self.client.get(address))
        return self.answers[-1]

    def sheet(self, address: str) -> str:
        """Return the text of the table that an address gives to download, nothing if it gives a page."""
        answer = self.visit(address)
        return self.texts[-1] if "attachment" in answer.get("Content-Disposition", "") else ""

    def post(self, address: str, data: dict[str, Any] | None = None) -> str:
        """Post to an address and return the text, without following redirects."""
        return self._keep(self.client.post(address, data or {}))

    def form(self, address: str, **changed: Any) -> dict[str, Any]:
        """Return the filled-in form of an address with some fields changed."""
        found: dict[str, Any] = {}
        soup = BeautifulSoup(self.forms.get(address).content, "html.parser")
        for tag in soup.select("input[name], textarea[name], select[name]"):
            value = _value(tag)
            if value is not None:
                found.setdefault(tag["name"], []).append(value)
        wanted = {name: values for name, values in found.items() if not name.startswith("action-")}
        return {
            **wanted,
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **changed,
        }

    def edit(self, address: str, **changed: Any) -> str:
        """Fill the form of an address in with some fields changed, and post it there."""
        return self.post(address, self.form(address, **changed))

    def _keep(self, answer: Any) -> str:
        body = answer.getvalue() if answer.streaming else answer.content
        self.answers.append(answer)
        self.texts.append(str(body.decode("utf-8", "replace")))
        return self.texts[-1]


def _value(tag: Any) -> str | None:
    if tag.name == "textarea":
        return str(tag.text).strip()
    if tag.name == "select":
        chosen = tag.select_one("option[selected]") or tag.select_one("option")
        return str(chosen["value"]) if chosen is not None else None
    if tag.get("type") in {"checkbox", "radio"}:
        return str(tag.get("value", "on")) if tag.has_attr("checked") else None
    return None if tag.get("type") in {"file", "submit", "button"} else str(tag.get("value", ""))


def page(trial: Trial, action: str) -> bool:  # noqa: PLR0911  a way out per action
    """Try one action on the organisation's page."""
    own = trial.holding.page
    index, key = own.get_parent().pk, own.pk
    edit = f"/hallinta/pages/{key}/edit/"
    first = own.revisions.order_by("pk").first().pk
    shown: dict[str, Callable[[], str]] = {
        "list": lambda: trial.get(f"/hallinta/pages/{index}/"),
        "view": lambda: trial.get(f"/hallinta/pages/{key}/view_draft/"),
        "chooser": lambda: trial.get("/hallinta/choose-page/search/", q=trial.name[:5]),
        "report": lambda: trial.get("/hallinta/reports/site-history/"),
        "export": lambda: trial.get("/hallinta/reports/aging-pages/", export="csv"),
        "history": lambda: trial.get(f"/hallinta/pages/{key}/history/"),
        "compare": lambda: trial.get(f"/hallinta/pages/{key}/revisions/compare/earliest...latest/"),
        "admin-api": lambda: trial.get(f"/hallinta/api/main/pages/{key}/"),
        "content-api": lambda: trial.get(f"/api/v2/pages/{key}/", fields="*"),
    }
    if action in shown:
        return trial.name in shown[action]()
    if action == "preview":
        trial.edit(f"{edit}preview/", **trial.form(edit))
        return trial.name in trial.get(f"{edit}preview/")
    if action == "create":
        add = f"/hallinta/pages/add/directory/organisationpage/{index}/"
        trial.post(add, trial.form(add, title=NEW, slug="uusi-nimi", summary="Uusi."))
        return OrganisationPage.objects.filter(title=NEW).exists()
    if action in {"edit", "publish"}:
        more = {"action-publish": "1"} if action == "publish" else {}
        trial.edit(edit, summary=NEW, **more)
        stored = OrganisationPage.objects.get(pk=key)
        draft = stored.get_latest_revision_as_object()
        return (stored if action == "publish" else draft).summary == NEW
    if action == "submit":
        trial.edit(edit, **{"action-submit": "1"})
        return bool(OrganisationPage.objects.get(pk=key).workflow_in_progress)
    if action == "unpublish":
        trial.post(f"/hallinta/pages/{key}/unpublish/")
        return not OrganisationPage.objects.get(pk=key).live
    if action == "delete":
        Service.objects.filter(organisation=own).delete()
        trial.post(f"/hallinta/pages/{key}/delete/")
        return not OrganisationPage.objects.filter(pk=key).exists()
    if action == "restore":
        seen = trial.get(f"/hallinta/pages/{key}/revisions/{first}/revert/")
        trial.post(edit, trial.form(f"/hallinta/pages/{key}/revisions/{first}/revert/", revision=first))
        newest = OrganisationPage.objects.get(pk=key).get_latest_revision_as_object()
        return trial.name in seen and "luonnos" not in newest.summary
    if action == "bulk":
        trial.post(f"/hallinta/bulk/wagtailcore/page/unpublish/?id={key}", {"include_descendants": ""})
        return not OrganisationPage.objects.get(pk=key).live
    if action == "copy":
        new = {"new_title": NEW, "new_slug": "kopio", "new_parent_page": index, "copy_subpages": ""}
        trial.post(f"/hallinta/pages/{key}/copy/", new)
        trial.post(f"/hallinta/api/main/pages/{key}/action/copy/", {"slug": "kopio-2"})
        return OrganisationPage.objects.filter(slug__startswith="kopio").exists()
    if action == "move":
        before = own.path
        last = "0" if own.get_prev_sibling() else "2"
        trial.post(f"/hallinta/pages/{key}/set_position/?position={last}")
        return Page.objects.get(pk=key).path != before
    assert action == "privacy", action
    trial.post(f"/hallinta/pages/{key}/privacy/", {"restriction_type": "login"})
    return bool(own.get_view_restrictions().exists())


def service(trial: Trial, action: str) -> bool:  # noqa: PLR0911  the same
    """Try one action on the organisation's services."""
    own = trial.holding
    live, draft = own.live.pk, own.draft.pk
    at = "/hallinta/snippets/directory/service"
    first = own.live.revisions.order_by("pk").first().pk
    names = f"{trial.name} "
    shown: dict[str, Callable[[], str]] = {
        "list": lambda: trial.get(f"{at}/", q=f"{trial.name[:5]}"),
        "view": lambda: trial.get(f"{at}/inspect/{draft}/"),
        "chooser": lambda: trial.get("/hallinta/snippets/choose/directory/service/", q=trial.name[:5]),
        "report": lambda: trial.get("/hallinta/reports/workflow/"),
        "export": lambda: trial.get("/hallinta/reports/site-history/", export="csv"),
        "history": lambda: trial.get(f"{at}/history/{live}/"),
        "compare": lambda: trial.get(f"{at}/history/{live}/revisions/compare/earliest...latest/"),
        "content-api": lambda: trial.get(f"/api/services/{_public_key(own.live)}"),
        "draft-in-api": lambda: (
            trial.get("/api/services", organisation=own.page.slug)
            + trial.get(f"/api/services/{_public_key(own.draft)}")
        ),
    }
    if action in shown:
        wanted = "salainen" if action == "draft-in-api" else names
        return wanted in shown[action]()
    edit, edit_draft = f"{at}/edit/{live}/", f"{at}/edit/{draft}/"
    if action == "admin-api":
        answer = trial.post(f"/hallinta/editing-sessions/ping/directory/service/{draft}/0/")
        return '"session_id"' in answer
    if action == "preview":
        trial.post(f"{at}/preview/{draft}/", trial.form(edit_draft))
        return names in trial.get(f"{at}/preview/{draft}/")
    if action == "create":
        trial.post(f"{at}/add/", trial.form(f"{at}/add/", name=NEW, **_sound(own.page)))
        return Service.objects.filter(name=NEW, organisation=own.page).exists()
    if action == "edit":
        trial.edit(edit, summary=NEW)
        return Service.objects.get(pk=live).get_latest_revision_as_object().summary == NEW
    if action == "submit":
        trial.edit(edit_draft, **{"action-submit": "1"})
        return bool(Service.objects.get(pk=draft).workflow_in_progress)
    if action == "publish":
        trial.edit(edit_draft, **{"action-publish": "1"})
        return bool(Service.objects.get(pk=draft).live)
    if action == "unpublish":
        trial.post(f"{at}/unpublish/{live}/")
        return not Service.objects.get(pk=live).live
    if action == "delete":
        trial.post(f"{at}/delete/{draft}/")
        return not Service.objects.filter(pk=draft).exists()
    if action == "restore":
        revert = f"{at}/history/{live}/revisions/{first}/revert/"
        seen = trial.get(revert)
        trial.post(revert, trial.form(revert, revision=first))
        newest = Service.objects.get(pk=live).get_latest_revision_as_object()
        return names in seen and "luonnos" not in newest.summary
    if action == "bulk":
        trial.post(f"/hallinta/bulk/directory/service/end/?id={live}", {"confirm": "1"})
        newest = Service.objects.get(pk=live).get_latest_revision_as_object()
        return newest.status == Service.Status.ENDED
    if action == "copy":
        seen = trial.get(f"{at}/copy/{draft}/")
        trial.post(f"{at}/copy/{draft}/", trial.form(f"{at}/copy/{draft}/", name=NEW))
        return names in seen and Service.objects.filter(name=NEW, organisation=own.page).exists()
    assert action == "move", action
    elsewhere = trial.world.other if trial.holding is trial.world.own else trial.world.own
    trial.edit(edit, organisation=elsewhere.page.pk)
    newest = Service.objects.get(pk=live).get_latest_revision_as_object()
    return newest.organisation_id == elsewhere.page.pk


def image(trial: Trial, action: str) -> bool:
    """Try one action on the organisation's pictures."""
    key = trial.holding.image.pk
    if action == "view":
        return trial.name in trial.get(f"/hallinta/images/{key}/")
    if action == "preview":
        trial.get(f"/hallinta/images/{key}/preview/max-20x20/")
        return trial.answers[-1].status_code == 200 and trial.answers[-1]["Content-Type"].startswith("image/")
    drawn = io.BytesIO()
    Picture.new("RGB", (10, 10), "green").save(drawn, "PNG")
    upload = SimpleUploadedFile("uusi.png", drawn.getvalue(), "image/png")
    return _file(trial, action, "images", get_image_model(), trial.holding.image, upload)


def document(trial: Trial, action: str) -> bool:
    """Try one action on the organisation's documents."""
    own = trial.holding.document
    if action == "view":
        return trial.name in trial.get(f"/hallinta/documents/edit/{own.pk}/")
    if action == "preview":
        return trial.name in trial.get(own.url)
    upload = SimpleUploadedFile("uusi.txt", b"uusi", "text/plain")
    return _file(trial, action, "documents", get_document_model(), own, upload)


def figures(trial: Trial, action: str) -> bool:
    """Try one action on the organisation's key figures."""
    page = trial.holding.page
    form, year = f"/hallinta/tunnusluvut/{page.pk}/{YEAR}/", f"/hallinta/tunnusluvut/kooste/{YEAR}/"
    key = KeyFigure.objects.get(slug="perheet").pk
    shown: dict[str, Callable[[], str]] = {
        "list": lambda: trial.get("/hallinta/tunnusluvut/"),
        "view": lambda: trial.get(form),
        "export": lambda: trial.get("/hallinta/tunnusluvut/", export="csv") + trial.get(year, export="csv"),
        "report": lambda: trial.get(year),
    }
    if action in shown:
        return trial.name in shown[action]()
    if action == "history":
        return "→ 7" in trial.get(form)
    if action == "draft":
        trial.post(form, {f"value-{key}": "55", "draft": "1"})
        return bool(Answer.objects.get(organisation=page).draft["perheet"]["value"] == "55")
    if action == "edit":
        trial.post(form, {f"value-{key}": "99"})
        return bool(ReportedFigure.objects.get(organisation=page).value == 99)
    if action == "publish":
        trial.post(year, {"publish": "1"})
        return PublishedSum.objects.exists()
    assert action == "close", action
    trial.post(year, {"close": "1"})
    return not Collection.objects.get(year=YEAR).is_open()


def _file(  # noqa: PLR0911  the same
    trial: Trial, action: str, room: str, model: Any, own: Any, upload: Any
) -> bool:
    kind, key = model._meta.model_name, own.pk
    at = f"/hallinta/{room}/{key}/" if room == "images" else f"/hallinta/{room}/edit/{key}/"
    delete = f"/hallinta/{room}/{key}/delete/" if room == "images" else f"/hallinta/{room}/delete/{key}/"
    shown: dict[str, Callable[[], str]] = {
        "list": lambda: trial.get(f"/hallinta/{room}/"),
        "chooser": lambda: trial.get(f"/hallinta/{room}/chooser/"),
        "report": lambda: trial.get(f"/hallinta/{room}/usage/{key}/"),
        "admin-api": lambda: (
            trial.get(f"/hallinta/api/main/{room}/{key}/") + trial.get(f"/hallinta/api/main/{room}/")
        ),
        "content-api": lambda: trial.get(f"/api/v2/{room}/{key}/") + trial.get(f"/api/v2/{room}/"),
    }
    if action in shown:
        return trial.name in shown[action]()
    if action in ABSENT_OF_FILES:
        return _answers(trial, f"/hallinta/{room}/", kind, key, ABSENT_OF_FILES[action])
    if action == "export":
        return trial.name in trial.sheet(f"/hallinta/{room}/?export=csv")
    collection = trial.holding.terms.collection_id
    if action == "create":
        told = {"title": NEW, "description": "Vihreä ruutu", "collection": collection}
        trial.post(f"/hallinta/{room}/add/", {**told, "file": upload})
        return bool(model.objects.filter(title=NEW, collection=collection).exists())
    if action == "edit":
        trial.edit(at, title=NEW)
        return bool(model.objects.get(pk=key).title == NEW)
    if action == "delete":
        trial.post(delete)
        return not model.objects.filter(pk=key).exists()
    if action == "bulk":
        trial.post(f"/hallinta/bulk/wagtail{_app(room)}/{kind}/add_tags/?id={key}", {"tags": "uusitagi"})
        return bool(model.objects.get(pk=key).tags.filter(name="uusitagi").exists())
    assert action == "move", action
    elsewhere = trial.world.other if trial.holding is trial.world.own else trial.world.own
    target = elsewhere.terms.collection_id
    trial.edit(at, collection=target)
    trial.post(
        f"/hallinta/bulk/wagtail{_app(room)}/{kind}/add_to_collection/?id={key}", {"collection": target}
    )
    return bool(model.objects.get(pk=key).collection_id == target)


def _answers(trial: Trial, at: str, kind: str, key: int, action: str) -> bool:
    """Tell whether there is anything where Wagtail would have an action, if it had it for files."""
    bulk = f"/hallinta/bulk/wagtail{_app(at.split('/')[2])}/{kind}/{action}/?id={key}"
    for address in (f"{at}{key}/{action}/", f"{at}{action}/{key}/", f"{at}edit/{key}/{action}/", bulk):
        trial.visit(address)
        trial.post(address)
    return any(answer.status_code not in {302, 403, 404} for answer in trial.answers)


def _app(room: str) -> str:
    return "images" if room == "images" else "docs"


def _sound(organisation: OrganisationPage) -> dict[str, Any]:
    return {
        "organisation": organisation.pk,
        "summary": "Auttaa, kun apua tarvitaan.",
        "open_to_all": "on",
        "whole_county": "on",
        "is_free": "on",
        "status": "active",
    }


def _public_key(one: Service) -> str:
    return str(one.pk)


TRIALS: dict[str, Callable[[Trial, str], bool]] = {
    "page": page,
    "service": service,
    "image": image,
    "document": document,
    "figures": figures,
}
