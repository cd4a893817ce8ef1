"""The overview's pages in the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from cms.directory.models import OrganisationPage
from cms.membership.selectors import organisations_of, serves_umbrella
from cms.overview.access import refused, umbrella_only
from cms.overview.asking import ChangesForm, Condition, Deed, MembersForm, MessageForm, Thing
from cms.overview.changes import Asked, changes, changes_table, people_in_log, shown
from cms.overview.members import COLUMNS, Member, members, members_table, open_work
from cms.overview.messages import AlreadySent, draft_message, letter_text, recipients_of, send_message
from cms.overview.models import Message
from cms.overview.pages import AdminPage, DownloadedPage
from cms.sheets.writing import Table
from cms.worklist.counting import remember_count

PER_PAGE = 50


@method_decorator(umbrella_only, name="dispatch")
class MembersView(DownloadedPage):
    """List the members."""

    template_name = "overview/admin/members.html"
    page_title = gettext_lazy("Members")
    header_icon = "group"
    download_name = "jasenet"

    def table(self) -> Table:
        """Return all members that are asked for."""
        return members_table(chosen_members(self.request.GET))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of members in the order that is asked for."""
        work = open_work()
        remember_count(self.request.user, sum(work.values()))  # the menu beside it needs the same
        found = chosen_members(self.request.GET, work)
        order = _order(self.request.GET)
        context: dict[str, Any] = super().get_context_data(
            form=MembersForm(self.request.GET),
            members=Paginator(found, PER_PAGE).get_page(self.request.GET.get("page")),
            total=len(found),
            order=order,
            columns=[(name, label, _next_order(name, order)) for name, label in _headings()],
            **kwargs,
        )
        return context


@method_decorator(umbrella_only, name="dispatch")
class WriteView(AdminPage, TemplateView):
    """Write a message to the organisations that were chosen, or go on with a draft."""

    template_name = "overview/admin/message_form.html"
    page_title = gettext_lazy("Message to members")
    header_icon = "mail"
    above = (("overview_members", gettext_lazy("Members")),)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, or say that nobody was chosen."""
        if not self.organisations:
            notes.warning(request, _("Choose at least one organisation first."))
            return redirect("overview_members")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep the draft and go on to its preview."""
        form = MessageForm(request.POST, instance=self.draft)
        organisations = self.organisations
        if not form.is_valid() or not organisations:
            return self.render_to_response(self.get_context_data(form=form))
        message = draft_message(
            sender=request.user,
            organisations=organisations,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            message=self.draft,
        )
        return redirect("overview_message", pk=message.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and to whom it goes."""
        if "form" not in kwargs:
            kwargs["form"] = MessageForm(instance=self.draft)
        context: dict[str, Any] = super().get_context_data(organisations=self.organisations, **kwargs)
        return context

    @cached_property
    def draft(self) -> Message | None:
        """Return the draft that is gone on with, if any."""
        if "pk" not in self.kwargs:
            return None
        return get_object_or_404(Message, pk=self.kwargs["pk"], sent_at=None, sender=self.request.user)

    @cached_property
    def organisations(self) -> list[OrganisationPage]:
        """Return to whom it goes: as asked for, else as the draft has it."""
        draft, given = self.draft, self.request.POST or self.request.GET
        if draft is not None and "organisation" not in given:
            return list(draft.organisations.order_by("title"))
        if "everybody" in given:
            keys = [member.key for member in chosen_members(given)]
        else:
            keys = [int(key) for key in given.getlist("organisation") if key.isdecimal() and len(key) < 19]
        return list(OrganisationPage.objects.filter(pk__in=keys).order_by("title"))


@method_decorator(umbrella_only, name="dispatch")
class MessageView(AdminPage, TemplateView):
    """Show a message as it goes, or went; its sender sends it."""

    template_name = "overview/admin/message.html"
    header_icon = "mail"
    above = (
        ("overview_members", gettext_lazy("Members")),
        ("overview_messages", gettext_lazy("Messages to members")),
    )

    def get_page_title(self) -> str:
        """Return the subject."""
        return self.message.subject

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the letter and its recipients."""
        message = self.message
        recipients = recipients_of(message)
        organisations = recipients.found[0].organisations if recipients.found else ()
        sender = message.sender or self.request.user
        context: dict[str, Any] = super().get_context_data(
            message=message,
            recipients=recipients,
            letter=letter_text(message, sender=sender, organisations=organisations),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Send it, once."""
        try:
            count = send_message(message=self.message, sender=request.user)
        except AlreadySent:
            notes.warning(request, _("The message has been sent already."))
        else:
            sent = ngettext(
                "The message goes to %(count)d address.", "The message goes to %(count)d addresses.", count
            )
            notes.success(request, sent % {"count": count})
        return redirect("overview_messages")

    @cached_property
    def message(self) -> Message:
        """Return the message; a draft is shown to its sender alone."""
        message = get_object_or_404(Message.objects.select_related("sender"), pk=self.kwargs["pk"])
        if message.sent_at is None and message.sender != self.request.user:
            raise Http404
        return message


@method_decorator(umbrella_only, name="dispatch")
class MessagesView(AdminPage, TemplateView):
    """List what was sent, by whom, and one's own drafts."""

    template_name = "overview/admin/messages.html"
    page_title = gettext_lazy("Messages to members")
    header_icon = "mail"
    above = (("overview_members", gettext_lazy("Members")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of messages."""
        visible = Message.objects.exclude(sent_at=None) | Message.objects.filter(sender=self.request.user)
        paginator = Paginator(visible.select_related("sender"), PER_PAGE)
        context: dict[str, Any] = super().get_context_data(
            sent=paginator.get_page(self.request.GET.get("page")), **kwargs
        )
        return context


class ChangesView(DownloadedPage):
    """List everything that anybody changed; an organisation's people see their own part."""

    template_name = "overview/admin/changes.html"
    page_title = gettext_lazy("Log of changes")
    header_icon = "history"
    download_name = "muutokset"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who work for nobody."""
        self.umbrella = serves_umbrella(request.user)
        own = organisations_of(request.user).order_by("title").values_list("pk", "title")
        self.organisations = list(own)
        if not self.umbrella and not self.organisations:
            return refused(request)
        self.form = ChangesForm(
            request.GET,
            organisations=self.organisations,
            people=people_in_log() if self.umbrella else [],
        )
        return super().get(request, *args, **kwargs)

    def table(self) -> Table:
        """Return the changes that are asked for, the newest."""
        return changes_table(self._asked())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the log."""
        page = Paginator(changes(self._asked()), PER_PAGE).get_page(self.request.GET.get("page"))
        context: dict[str, Any] = super().get_context_data(
            form=self.form,
            umbrella=self.umbrella,
            page=page,
            changes=shown(page.object_list),
            **kwargs,
        )
        return context

    def _asked(self) -> Asked:
        self.form.is_valid()
        given = self.form.cleaned_data
        only = None if self.umbrella else frozenset(key for key, _title in self.organisations)
        chosen = given.get("organisation")
        return Asked(
            organisations=frozenset({chosen}) if chosen else only,
            person=given.get("person"),
            deed=Deed(given.get("deed") or ""),
            thing=Thing(given.get("thing") or ""),
            since=given.get("since"),
            until=given.get("until"),
        )


def chosen_members(given: QueryDict, work: Mapping[int | None, int] | None = None) -> list[Member]:
    """Return the members that a request asks for; what is not understood narrows nothing."""
    form = MembersForm(given)
    form.is_valid()
    return members(
        text=form.cleaned_data.get("q", ""),
        condition=Condition(form.cleaned_data.get("condition") or ""),
        order=_order(given),
        work=work,
    )


def _order(given: QueryDict) -> str:
    order = given.get("order", "title")
    return order if order.removeprefix("-") in COLUMNS else "title"


def _next_order(name: str, order: str) -> str:
    """Return the order that a press on a heading asks for: numbers begin with the most."""
    if order.removeprefix("-") == name:
        return name if order.startswith("-") else f"-{name}"
    return name if name in {"title", "last_confirmed"} else f"-{name}"


def _headings() -> list[tuple[str, str]]:
    return [
        ("title", _("Organisation")),
        ("services", _("Services")),
        ("drafts", _("Drafts")),
        ("last_confirmed", _("Last confirmed")),
        ("stale", _("To be confirmed")),
        ("work", _("Open work")),
        ("broken", _("Broken links")),
        ("people", _("Persons")),
    ]
