"""An issue's letter within the admin, before it goes."""

from __future__ import annotations

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.newsletters.models import NewsletterPage
from cms.newsletters.writing import BrokenBlock, letter_of


def told_broken() -> str:
    """Say what is to be done about a block that breaks the letter; its name follows."""
    return _("The letter can't be written. Mend or remove this block:")


@csp_update({"style-src": [UNSAFE_INLINE]})
def as_letter(request: HttpRequest, issue: NewsletterPage) -> HttpResponse:  # noqa: ARG001  a view takes its request
    """Show the letter as mail programs do: its styles stand in its elements."""
    try:
        return HttpResponse(letter_of(issue).html)
    except BrokenBlock as error:
        return _told(error)


def as_text(request: HttpRequest, issue: NewsletterPage) -> HttpResponse:
    """Show the letter of those who read plain text."""
    try:
        letter = letter_of(issue)
    except BrokenBlock as error:
        return _told(error)
    return render(request, "newsletters/admin/plain_letter.html", {"page": issue, "letter": letter})


def _told(error: BrokenBlock) -> HttpResponse:
    return HttpResponse(escape(f"{told_broken()} {error}"))
