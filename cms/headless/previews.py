"""Show a draft to another front end: by a signed link, for a while, one page or one service."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema

from cms.directory.api.answering import NotThere, answers_problems
from cms.directory.api.filtering import with_change
from cms.directory.api.schemas import service_out
from cms.directory.models import Service
from cms.headless.drafts import newest
from cms.headless.pages import page_of_preview
from cms.headless.problems import title_of
from search.api import ProblemOut
from search.problems import problem

router = Router(tags=["preview"])
SALT = "headless.preview"

Kind = Literal["page", "service"]


class PreviewOut(Schema):
    """A draft; ``content`` is a page or a service as their own addresses show it."""

    kind: Kind
    expires: datetime
    content: dict[str, Any]


def preview_token(kind: Kind, key: int) -> str:
    """Return a token that shows the newest version of a page or a service for ``PREVIEW_MINUTES``."""
    return signing.dumps([kind, key], salt=SALT)


def preview_address(kind: Kind, key: int) -> str:
    """Return where the other front end shows a draft; empty where there is none."""
    return settings.FRONT_END_PREVIEW_URL.replace("{token}", preview_token(kind, key))


@router.get(
    "/preview",
    response={200: PreviewOut, 400: ProblemOut, 403: ProblemOut, 404: ProblemOut, 410: ProblemOut},
    summary="Show a draft by a preview's token",
)
@answers_problems
def preview(request: HttpRequest, token: str) -> Any:
    """Show the newest version of the page or service that the token is for, published or not."""
    lasts = timedelta(minutes=settings.PREVIEW_MINUTES)
    try:
        kind, key = signing.loads(token, salt=SALT, max_age=lasts)
    except signing.SignatureExpired:
        return problem(
            status=410,
            title=_("Expired"),
            detail=_("Open the preview anew from the editor: this link is old."),
        )
    except signing.BadSignature:
        return problem(status=403, title=title_of(403), detail=_("The token is not one of ours."))
    made = datetime.fromtimestamp(signing.b62_decode(token.split(":")[-2]), UTC)
    content = page_of_preview(request, key) if kind == "page" else _service(key)
    answer = PreviewOut(kind=kind, expires=made + lasts, content=content)
    return HttpResponse(
        answer.model_dump_json(),
        content_type="application/json",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )


def _service(key: int) -> dict[str, Any]:
    found = with_change(Service.objects.filter(pk=key)).first()
    if found is None:
        raise NotThere(key)
    return service_out(newest(found)).model_dump(mode="json")
