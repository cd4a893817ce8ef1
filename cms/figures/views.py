"""An organisation's key figures in the admin: its years, and the form of one year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.directory.models import OrganisationPage
from cms.figures.actions import (
    CollectionClosed,
    allow_showing,
    draft_figures,
    report_figures,
    send_answer,
)
from cms.figures.forms import AnswerForm
from cms.figures.history import history_of
from cms.figures.models import Answer, Collection
from cms.figures.numbers import in_words
from cms.figures.selectors import figures_of, reported_by
from cms.figures.tables import own_table, years_of
from cms.membership.selectors import organisations_of, serves_umbrella
from cms.overview.access import refused
from cms.overview.pages import AdminPage, DownloadedPage
from cms.sheets.writing import Table
from cms.worklist.counting import forget_count


class OwnFiguresView(DownloadedPage):
    """List the years that a person's organisations are asked of, and download what they reported."""

    template_name = "figures/admin/own.html"
    page_title = gettext_lazy("Key figures")
    header_icon = "order"
    download_name = "tunnusluvut"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead the umbrella's people to the table of all; refuse those who work for nobody."""
        if serves_umbrella(request.user):
            return redirect("figures_rounds")
        self.organisations = list(organisations_of(request.user).order_by("title"))
        if not self.organisations:
            return refused(request)
        return super().get(request, *args, **kwargs)

    def table(self) -> Table:
        """Return everything that the organisations reported."""
        return own_table(self.organisations)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the years."""
        context: dict[str, Any] = super().get_context_data(years=years_of(self.organisations), **kwargs)
        return context


class AnswerView(AdminPage, TemplateView):
    """Show the form of one organisation and year; keep its draft, or send it."""

    template_name = "figures/admin/answer.html"
    header_icon = "order"
    above = (("own_figures", gettext_lazy("Key figures")),)

    def get_page_title(self) -> str:
        """Return the year."""
        return _("Key figures of %(year)d") % {"year": self.year}

    def get_page_subtitle(self) -> str:
        """Return whose figures they are."""
        return str(self.organisation.title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, or what was reported where it can't be changed."""
        kwargs.setdefault("form", self._form())
        kwargs["year"] = self.year
        context: dict[str, Any] = super().get_context_data(
            organisation=self.organisation,
            collection=self.collection,
            answer=self.answer,
            may_write=self.may_write,
            reported=[
                (row.figure, in_words(row.value, row.figure.unit), row.note)
                for figure in self.figures
                if (row := self.reported.get(figure.pk))
            ],
            history=history_of(self.answer),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep a draft, or send; of a closed year, change only whether the page may show it."""
        form = self._form(request.POST)
        if "show" in request.POST:
            shown = "shown" in request.POST
            allow_showing(organisation=self.organisation, year=self.year, shown=shown, user=request.user)
            notes.success(request, _("Your choice is saved."))
            return redirect(request.path)
        if not self.may_write:
            notes.error(
                request, _("The collection is closed. Ask the umbrella organisation to open it again.")
            )
            return redirect(request.path)
        if "draft" in request.POST:
            draft_figures(
                organisation=self.organisation,
                year=self.year,
                entries=form.entries,
                user=request.user,
                shown="shown" in request.POST,
            )
            notes.success(request, _("The draft is saved. It counts only when you send it."))
            return redirect(request.path)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._send(form)

    def _send(self, form: AnswerForm) -> HttpResponse:
        who = {"organisation": self.organisation, "values": form.values, "user": self.request.user}
        shown = form.cleaned_data["shown"]
        try:
            if self.umbrella or self.collection is None:
                report_figures(year=self.year, shown=shown, **who)
            else:
                send_answer(collection=self.collection, shown=shown, **who)
        except CollectionClosed:
            notes.error(self.request, _("The collection has just been closed."))
            return redirect(self.request.path)
        forget_count(self.request.user)
        notes.success(self.request, _("Thank you, the figures have been sent."))
        if form.odd:
            told = {"names": ", ".join(form.odd)}
            notes.warning(
                self.request,
                _("Far from last year's: %(names)s. If they are right, a note tells why; if not, send anew.")
                % told,
            )
        return redirect(self.request.path)

    def _form(self, given: Any = None) -> AnswerForm:
        return AnswerForm(
            given,
            figures=self.figures,
            answer=self.answer,
            reported=self.reported,
            before=reported_by(self.organisation, self.year - 1),
        )

    @property
    def year(self) -> int:
        """Return the year."""
        return int(self.kwargs["year"])

    @cached_property
    def umbrella(self) -> bool:
        """Tell whether the visitor may correct what is closed."""
        return serves_umbrella(self.request.user)

    @property
    def may_write(self) -> bool:
        """Tell whether the visitor may change the figures now."""
        return self.umbrella or (self.collection is not None and self.collection.is_open())

    @cached_property
    def organisation(self) -> OrganisationPage:
        """Return the organisation, if the visitor works for it."""
        return get_object_or_404(organisations_of(self.request.user), pk=self.kwargs["pk"])

    @cached_property
    def collection(self) -> Collection | None:
        """Return the year's round, if there is one."""
        return Collection.objects.filter(year=self.year).first()

    @cached_property
    def figures(self) -> list[Any]:
        """Return the figures of the year; a year of which nothing is asked or known is no page."""
        organisation = self.organisation  # first of all: whose they are
        asked = figures_of(self.year, self.collection)
        if self.collection is not None and not self.umbrella:
            own = set(self.collection.figures.values_list("pk", flat=True)) | set(self.reported)
            asked = [figure for figure in asked if figure.pk in own]
        elif self.collection is None and not self.umbrella:
            asked = [figure for figure in asked if figure.pk in self.reported]
        if not asked:
            raise Http404(organisation.pk)
        return asked

    @cached_property
    def reported(self) -> dict[int, Any]:
        """Return what the organisation has reported."""
        return reported_by(self.organisation, self.year)

    @cached_property
    def answer(self) -> Answer:
        """Return the answer, or one that is not saved yet."""
        own = Answer.objects.filter(organisation=self.organisation, year=self.year).first()
        return own or Answer(organisation=self.organisation, year=self.year)
