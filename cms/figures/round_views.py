"""The umbrella's view of a year: who has answered, what it comes to, and what can be done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notes
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from cms.figures import actions
from cms.figures.forms import ReopenForm
from cms.figures.models import Answer, Collection, KeyFigure
from cms.figures.reminding import remind, unsent
from cms.figures.selectors import figures_of, known_years, rows_of, sum_rows
from cms.figures.tables import year_table
from cms.overview.access import umbrella_only
from cms.overview.pages import AdminPage, DownloadedPage
from cms.sheets.writing import Table


@method_decorator(umbrella_only, name="dispatch")
class RoundsView(AdminPage, TemplateView):
    """Lead to the latest year, or say how to begin."""

    template_name = "figures/admin/rounds.html"
    page_title = gettext_lazy("Key figures")
    header_icon = "order"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect where there is a year."""
        years = known_years()
        return redirect("figures_round", years[0]) if years else super().get(request, *args, **kwargs)


def _reopened(collection: Collection) -> str:
    if collection.is_open():
        return _("The collection is open again.")
    return _("The collection opens on %(day)s.") % {"day": date_format(collection.opens, "SHORT_DATE_FORMAT")}


@method_decorator(umbrella_only, name="dispatch")
class RoundView(DownloadedPage):
    """Show a year; remind, close, open again, publish."""

    template_name = "figures/admin/round.html"
    header_icon = "order"
    download_name = "tunnusluvut"

    def get_page_title(self) -> str:
        """Return the year."""
        return _("Key figures of %(year)d") % {"year": self.year}

    def table(self) -> Table:
        """Return the whole year."""
        return year_table(
            self.year, self.figures, rows_of(self.year, self.figures), sum_rows(self.year, self.figures)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the answers and the sums."""
        rows, sums = rows_of(self.year, self.figures), sum_rows(self.year, self.figures)
        asked = [row for row in rows if row.asked]
        kwargs.setdefault("form", ReopenForm())
        kwargs["year"] = self.year
        context: dict[str, Any] = super().get_context_data(
            years=known_years(),
            collection=self.collection,
            is_open=self.collection is not None and self.collection.is_open(),
            figures=self.figures,
            rows=rows,
            sums=sums,
            asked=len(asked),
            answered=sum(row.answer.sent_at is not None for row in asked),
            begun=sum(row.answer.state == Answer.State.PART for row in asked),
            differs=any(row.differs for row in sums),
            unpublished=any(row.today and not row.public for row in sums),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what the pressed button says."""
        if "publish" in request.POST:
            return self._publish()
        if self.collection is None:
            raise Http404(self.year)
        if "remind" in request.POST:
            return self._remind(self.collection)
        if "close" in request.POST:
            actions.close_collection(collection=self.collection, user=request.user)
            notes.success(request, _("The collection is closed."))
            return self._again()
        return self._reopen(self.collection)

    def _remind(self, collection: Collection) -> HttpResponse:
        if not collection.is_open():
            notes.error(self.request, _("Open the collection first: nobody could send anything."))
            return self._again()
        recipients = remind(collection=collection, user=self.request.user)
        count = len(recipients.found)
        said = ngettext(
            "A reminder goes to %(count)d address.", "A reminder goes to %(count)d addresses.", count
        )
        if count or not unsent(collection):
            notes.success(self.request, said % {"count": count})
        else:
            notes.warning(self.request, _("All who are late have been reminded within a day already."))
        if recipients.unreachable:
            names = ", ".join(recipients.unreachable)
            notes.warning(self.request, _("Nobody to write to: %(names)s.") % {"names": names})
        return self._again()

    def _reopen(self, collection: Collection) -> HttpResponse:
        form = ReopenForm(self.request.POST)
        if form.is_valid():
            try:
                actions.reopen_collection(
                    collection=collection, closes=form.cleaned_data["closes"], user=self.request.user
                )
            except ValidationError as error:
                form.add_error("closes", error.messages[0])
            else:
                notes.success(self.request, _reopened(collection))
                return self._again()
        return self.render_to_response(self.get_context_data(form=form))

    def _publish(self) -> HttpResponse:
        if not self.request.user.has_perm("figures.change_collection"):
            notes.error(self.request, _("You may not publish sums."))
            return self._again()
        changed = actions.publish_sums(
            year=self.year, figures=self.figures, user=self.request.user, anew="anew" in self.request.POST
        )
        said = ngettext("%(count)d sum was published.", "%(count)d sums were published.", len(changed))
        notes.success(self.request, said % {"count": len(changed)})
        return self._again()

    def _again(self) -> HttpResponse:
        return redirect("figures_round", self.year)

    @property
    def year(self) -> int:
        """Return the year."""
        return int(self.kwargs["year"])

    @cached_property
    def collection(self) -> Collection | None:
        """Return the round of the year."""
        return Collection.objects.filter(year=self.year).first()

    @cached_property
    def figures(self) -> list[KeyFigure]:
        """Return what is asked or known; a year of which nothing is, is no page."""
        found = figures_of(self.year, self.collection)
        if not found and self.collection is None:
            raise Http404(self.year)
        return found
