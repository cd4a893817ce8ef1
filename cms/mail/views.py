"""Stop a topic of mail by the link in a letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.mail.choices import InvalidLink, choose, read_stop_token, wants


@csrf_exempt  # a mail program posts for its reader (RFC 8058); the signature stands in for the token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would stop; a post stops it, or with ``wanted`` begins it again."""
    try:
        person, topic = read_stop_token(token)
    except InvalidLink:
        return render(request, "mail/stop_invalid.html", status=404)
    if request.method == "POST":
        choose(person=person, topic=topic.name, wanted="wanted" in request.POST)
    return render(request, "mail/stop.html", {"topic": topic, "wanted": wants(person, topic.name)})
