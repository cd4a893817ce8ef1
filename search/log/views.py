"""Take in what the search page reports: a result was opened, a search was looked at."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from search import tasks
from search.log.actions import MAX_RANK
from search.log.entries import InvalidToken, Search
from search.problems import problem


@csrf_exempt  # a beacon carries no token of the form's; the signature stands in for it
@require_POST
@transaction.non_atomic_requests
def record_click(request: HttpRequest) -> HttpResponse:
    """Have a worker log the signed search of ``token``, with the ``rank`` of the opened result if given."""
    rank = request.POST.get("rank", "")
    try:
        search = Search.from_token(request.POST.get("token", ""))
        if rank and not (rank.isascii() and rank.isdigit() and len(rank) <= 4 and 1 <= int(rank) <= MAX_RANK):
            raise InvalidToken("The rank must be a number from 1 to 1000.")
    except InvalidToken as error:
        return problem(status=400, title=_("Invalid parameters"), detail=str(error))
    tasks.log_later(search, clicked_rank=int(rank) if rank else None)
    return HttpResponse(status=204)
