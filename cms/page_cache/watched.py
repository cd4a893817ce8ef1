"""Which tables public pages are made of: all but those named here.

A table that is forgotten here costs some pages that are made anew for nothing; one that is wrongly named here
would show old pages. So name only what no public page ever reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

UNSEEN_APPS = frozenset(
    {
        "accounts", "auth", "axes", "contenttypes", "exchange", "headless", "ingest", "linkcheck", "mail",
        "membership", "otp_static", "otp_totp", "page_cache", "readership", "saved_searches", "sessions",
        "shortlist", "subscriptions", "term_mapping", "wagtailadmin", "wagtailsearch", "wagtailusers",
        "worklist",
    }
)  # fmt: skip
"""Accounts and sessions, letters, what is looked for elsewhere and how it went, the admin's own memory."""

UNSEEN_MODELS = frozenset(
    {
        "newsletters.delivery",
        "newsletters.mailing",
        "overview.message",
        "overview.message_organisations",
        "search.searchlogentry",
        "search.synonymupload",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtailcore.modellogentry",
        "wagtailcore.pagelogentry",
        "wagtailcore.pagesubscription",
        "wagtailcore.referenceindex",
        "wagtailcore.revision",
        "wagtailcore.taskstate",
        "wagtailcore.uploadedfile",
        "wagtailcore.workflowstate",
        "wagtailimages.rendition",  # made while a page is shown
    }
)
"""Drafts, histories and logs of what is otherwise shown."""


def watched_tables() -> Iterator[str]:
    """Yield the tables whose changes make pages old."""
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if (
            options.managed
            and not options.proxy
            and not options.swapped
            and options.app_label not in UNSEEN_APPS
            and options.label_lower not in UNSEEN_MODELS
        ):
            yield options.db_table
