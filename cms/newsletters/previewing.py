"""An issue's letter within the admin, before it goes."""

from __future__ import annotations

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.newsletters.models import NewsletterPage
from cms.newsletters.writing import letter_of


@csp_update({"style-src": [UNSAFE_INLINE]})
def as_letter(request: HttpRequest, issue: NewsletterPage) -> HttpResponse:  # noqa: ARG001  a view takes its request
    """Show the letter as mail programs do: its styles stand in its elements."""
    return HttpResponse(letter_of(issue).html)


def as_text(request: HttpRequest, issue: NewsletterPage) -> HttpResponse:
    """Show the letter of those who read plain text."""
    return render(request, "newsletters/admin/plain_letter.html", {"page": issue, "letter": letter_of(issue)})
