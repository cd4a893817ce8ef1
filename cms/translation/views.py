"""Make versions of a page in other languages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Page

from cms.moderation.subjects import may
from cms.translation.pages import TRANSLATE


class TranslateView(SubmitPageTranslationView):
    """Copy one page, and the pages above it that have no version yet; never those below."""

    def get_form(self) -> Any:
        """Return Wagtail's form without the pages below: they may be records that stand once."""
        form = super().get_form()
        del form.fields["include_subtree"]
        if form.is_bound:
            form.full_clean()
            form.cleaned_data["include_subtree"] = False
        return form


def translate(request: HttpRequest, page_id: int) -> HttpResponse | HttpResponseBase:
    """Translate a page, or say why this kind has no versions."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not (request.user.has_perm(TRANSLATE) and may(request.user, page, "change")):
        raise PermissionDenied
    if not getattr(page, "translatable", False) or any(
        not getattr(above, "translatable", True) for above in page.get_ancestors().specific()
    ):
        messages.error(
            request,
            _(
                "“%(title)s” is a record that stands once, in all languages. Write its Swedish summary"
                " in its own form."
            )
            % {"title": page.title},
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk if page.get_parent() else page.pk)
    answer: HttpResponseBase = TranslateView.as_view()(request, page_id=page_id)
    return answer
