"""The sources in the admin: list, keep, try, run."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.overview.access import umbrella_only
from ingest.errors import IngestError, PluginError
from ingest.keeping import ask_for_run, ask_to_cancel, go_on, plugin_problem
from ingest.locks import is_running
from ingest.models import Run, Source
from ingest.protocols import PreviewsUrl
from ingest.registry import InstalledPlugin, installed_plugins, plugin_named, title_of
from ingest.selectors import source_statuses
from ingest.source_form import WholeForm
from ingest.trial import try_source

RUNS_SHOWN = 10
ERRORS_SHOWN = 20
COUNTS = ("seen", "new", "changed", "unchanged", "conflicting", "failed", "gone", "offered", "published")


@umbrella_only
def sources(request: HttpRequest) -> HttpResponse:
    """List the sources and the plugins, broken ones with the reason."""
    keys = dict(Source.objects.values_list("name", "pk"))
    rows = [
        {"status": status, "pk": keys[status.name]} for status in source_statuses() if status.name in keys
    ]
    plugins = [_shown(plugin) for plugin in installed_plugins().values()]
    return render(request, "ingest/sources.html", {"rows": rows, "plugins": plugins})


@umbrella_only
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how one source stands, with its latest runs and errors."""
    found = get_object_or_404(Source.objects.select_related("organisation"), pk=pk)
    open_errors = found.errors.filter(settled_at=None)
    context = {
        **_progress(found),
        "problem": plugin_problem(found) if found.kept else None,
        "runs": found.runs.all()[:RUNS_SHOWN],
        "errors": open_errors[:ERRORS_SHOWN],
        "further_errors": max(0, open_errors.count() - ERRORS_SHOWN),
        "held": found.runs.filter(state=Run.State.HELD).first(),
    }
    return render(request, "ingest/source.html", context)


@umbrella_only
def source_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a source's run is: the part of the page that renews itself."""
    return render(request, "ingest/_progress.html", _progress(get_object_or_404(Source, pk=pk)))


@transaction.non_atomic_requests
@umbrella_only
def add_source(request: HttpRequest, plugin: str) -> HttpResponse:
    """Keep a new source of a plugin."""
    try:
        return _keep(request, WholeForm(plugin_named(plugin), **_posted(request)), plugin_named(plugin))
    except PluginError as error:
        messages.error(request, error.in_words())
        return redirect("ingest_sources")


@transaction.non_atomic_requests
@umbrella_only
def edit_source(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a source."""
    found = get_object_or_404(Source, pk=pk)
    try:
        plugin = plugin_named(found.plugin)
    except PluginError as error:
        messages.error(request, error.in_words())
        return redirect("ingest_source", pk)
    return _keep(request, WholeForm(plugin, **_posted(request), source=found), plugin)


@require_POST
@umbrella_only
def ask_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a worker run the source soon."""
    ask_for_run(get_object_or_404(Source, pk=pk), read_all="all" in request.POST)
    messages.success(request, _("The source is read as soon as a worker is free, within a minute."))
    return redirect("ingest_source", pk)


@require_POST
@umbrella_only
def cancel_run(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a run to end; what it has brought stays."""
    run = get_object_or_404(Run, pk=pk)
    ask_to_cancel(run)
    messages.success(request, _("The run ends after the record that it is at. What it has brought stays."))
    return redirect("ingest_source", run.source_id)


@require_POST
@umbrella_only
def let_run_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that what a held run found missing is really gone."""
    run = get_object_or_404(Run, pk=pk)
    go_on(run)
    messages.success(request, _("The missing records are counted. Those missing next time too are gone."))
    return redirect("ingest_source", run.source_id)


def _keep(request: HttpRequest, form: WholeForm, plugin: Any) -> HttpResponse:
    """Show the form, try it, or save it."""
    context: dict[str, Any] = {
        "form": form,
        "plugin": plugin,
        "title": title_of(plugin),
        "tries_address": isinstance(plugin(), PreviewsUrl),
    }
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            context |= _trial(form, request.POST.get("try_url", "").strip())
        else:
            with transaction.atomic():
                kept = form.unsaved()
                if kept.schedule:
                    ask_when_saved = kept.pk is None or kept.due_at is None
                    kept.save()
                    if ask_when_saved:
                        ask_for_run(kept)
                else:
                    kept.due_at = None
                    kept.save()
                form.save_files()
            messages.success(request, _("The source is saved."))
            return redirect("ingest_source", kept.pk)
    return render(request, "ingest/source_form.html", context)


def _trial(form: WholeForm, url: str) -> dict[str, Any]:
    form.save_files()
    try:
        return {"samples": try_source(form.unsaved(), url=url), "tried": True, "try_url": url}
    except IngestError as error:
        return {"trial_error": error, "tried": True, "try_url": url}


def _posted(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


def _shown(installed: InstalledPlugin) -> dict[str, Any]:
    return {
        "name": installed.name,
        "title": title_of(installed.plugin) if installed.plugin else installed.name,
        "distribution": installed.distribution,
        "error": installed.error,
    }


def _progress(found: Source) -> dict[str, Any]:
    run = found.runs.first()
    running = run is not None and run.state == Run.State.RUNNING
    counts = [(label_for_field(name, Run), getattr(run, name)) for name in COUNTS] if run else []
    return {
        "source": found,
        "run": run,
        "counts": counts,
        "running": running and is_running(found.name),
        "waiting": found.due_at is not None and not running,
        "percent": 100 * run.position // run.total if run and run.total else None,
    }
