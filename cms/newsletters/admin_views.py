"""The newsletter in the admin: its issues and the number of subscribers, and the sending of an issue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as notes
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from cms.newsletters import actions
from cms.newsletters.admin_forms import RemoveForm, SendForm
from cms.newsletters.models import NewsletterPage
from cms.newsletters.previewing import told_broken
from cms.newsletters.selectors import languages_of, recipients_in
from cms.newsletters.subscribing import remove_subscriber, subscribers_by_language
from cms.newsletters.writing import BrokenBlock, letter_of
from cms.overview.access import umbrella_only
from cms.overview.pages import AdminPage

PER_PAGE = 50


@method_decorator(umbrella_only, name="dispatch")
class NewslettersView(AdminPage, TemplateView):
    """List the issues and how their sending stands; tell how many subscribe; remove one on request."""

    template_name = "newsletters/admin/newsletters.html"
    page_title = gettext_lazy("Newsletter")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add one page of issues, and the numbers."""
        counts = subscribers_by_language()
        issues = NewsletterPage.objects.select_related("mailing", "locale").order_by("-date", "-pk")
        kwargs.setdefault("form", RemoveForm())
        context: dict[str, Any] = super().get_context_data(
            issues=Paginator(issues, PER_PAGE).get_page(self.request.GET.get("page")),
            counts=counts.items(),
            total=sum(counts.values()),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Remove a subscriber."""
        form = RemoveForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if remove_subscriber(address=form.cleaned_data["address"]):
            notes.success(request, _("The address gets the newsletter no more and has been deleted."))
        else:
            notes.warning(request, _("Nobody subscribes with this address."))
        return redirect("newsletters")


@method_decorator(umbrella_only, name="dispatch")
class SendView(AdminPage, TemplateView):
    """Show an issue as it goes and to how many; try it, send it, call it off; then show how it went."""

    template_name = "newsletters/admin/send.html"
    header_icon = "mail"
    above = (("newsletters", gettext_lazy("Newsletter")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let those send an issue who may publish it."""
        if not self.issue.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return what the page does."""
        return _("Send: %(title)s") % {"title": self.issue.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the letter, its recipients, and how the sending stands."""
        names = dict(settings.LANGUAGES)
        kwargs.setdefault("form", SendForm(recipients=self.recipients))
        try:
            kwargs["letter"] = letter_of(self.issue)
        except BrokenBlock as error:
            kwargs["broken"] = f"{told_broken()} {error}"
        context: dict[str, Any] = super().get_context_data(
            issue=self.issue,
            mailing=self.issue.known_mailing,
            languages=[names[code] for code in languages_of(self.issue)],
            recipients=self.recipients,
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what the pressed button says."""
        if "try" in request.POST:
            return self._try()
        if "call_off" in request.POST:
            return self._call_off()
        form = SendForm(request.POST, recipients=self.recipients)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._order(form)

    def _try(self) -> HttpResponse:
        draft = self.issue.get_latest_revision_as_object()
        try:
            written = actions.try_on(issue=draft, person=self.request.user)
        except BrokenBlock as error:
            notes.error(self.request, f"{told_broken()} {error}")
            return self._again()
        if written:
            notes.success(
                self.request, _("A trial goes to %(address)s.") % {"address": self.request.user.email}
            )
        else:
            notes.warning(self.request, _("Your account has no e-mail address."))
        return self._again()

    def _order(self, form: forms.Form) -> HttpResponse:
        at = form.cleaned_data["at"]
        try:
            actions.order(issue=self.issue, by=self.request.user, at=at)
        except actions.AlreadyOrdered:
            notes.warning(self.request, _("The issue has been sent already, or is about to be."))
        except actions.NotPublished:
            notes.warning(self.request, _("Publish the issue first: the letter leads to it."))
        else:
            said = ngettext(
                "The issue goes to %(count)d subscriber.",
                "The issue goes to %(count)d subscribers.",
                self.recipients,
            )
            notes.success(self.request, said % {"count": self.recipients})
        return self._again()

    def _call_off(self) -> HttpResponse:
        try:
            actions.call_off(issue=self.issue, by=self.request.user)
        except actions.AlreadyBegun:
            notes.warning(self.request, _("It is too late to call it off: letters are on their way."))
        else:
            notes.success(self.request, _("The issue will not be sent."))
        return self._again()

    def _again(self) -> HttpResponse:
        return redirect("send_newsletter", page_id=self.issue.pk)

    @cached_property
    def issue(self) -> NewsletterPage:
        """Return the issue as it is published, or was first saved."""
        return get_object_or_404(NewsletterPage.objects.select_related("locale"), pk=self.kwargs["page_id"])

    @cached_property
    def recipients(self) -> int:
        """Return how many would get it now."""
        return recipients_in(languages_of(self.issue)).count()
