"""Words of Wagtail's own that its Finnish catalogue lacks or says in its own jargon.

They stand here only to be gathered with ours, whose catalogues Django asks before Wagtail's. A test tells
when Wagtail has got one of them itself, or does not use it any more.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("Workflow on %(model_name)s '%(object)s' has been restarted."),
    _("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    _("%(model_name)s '%(object)s' has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' created and scheduled for publishing."),
    _("%(model_name)s '%(object)s' is live and this version has been scheduled for publishing."),
    _("You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> by %(user)s"),
    _("You are viewing a previous version of this page from <b>%(created_at)s</b> by %(user)s"),
    _("%(model_name)s '%(object)s' has been replaced with version from %(timestamp)s."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been published."),
    _("Version from %(datetime)s of page '%(page_title)s' has been published."),
    _("The %(model_name)s could not be saved as it is locked"),
    _("The page could not be saved as it is locked."),
    _("The page could not be saved due to validation errors."),
    _("The page could not be created due to validation errors."),
    _("Go to the first error"),
    _("Saved"),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("You saved a new version in another window"),
    _("View latest version"),
    _("You have unsaved changes in another window"),
    _("Currently idle"),
    _("Currently viewing"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _("This %(model_name)s is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _(
        "This %(model_name)s was marked as needing changes"
        " at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."
    ),
    _("This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _(
        "This page was marked as needing changes"
        " at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."
    ),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("Would you still like to publish this %(model_name)s?"),
    _("Are you sure you want to unpublish this %(model_name)s?"),
    _("'%(object)s' unpublished."),
    _("More options for '%(title)s'"),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _("Close dialog"),
    _("Content metrics"),
    _("Readability"),
    _("Section"),
    _("Toggle section"),
    _("Toggle minimap"),
    _("Default avatar"),
    _("No %(model_name)s match your query."),
    _("There are no %(model_name)s to display."),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("This %(model_name)s hasn't been submitted for moderation yet"),
    _("There are validation errors, click save to highlight them."),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("at %(time)s by %(user_display_name)s"),
    _("at %(time)s"),
    _("%(time)s by %(user_display_name)s"),
    _("%(time_period)s ago by %(user_display_name)s"),
    _("Changes requested %(finished_at)s"),
    _("Sent to %(task_name)s %(started_at)s"),
    _("%(status_display)s %(task_name)s %(started_at)s"),
    _("%(action)s by <b>%(who)s</b> at <b>%(at)s</b>"),
    _("%(action)s at <b>%(at)s</b>"),
    _("%(action)s by <b>%(who)s</b>"),
    _("Once live anyone can view"),
    _("To be created by %(user)s"),
    _("account"),
    _("You do not have permission to access the admin."),
    _("Cannot overwrite a revision that is not the latest for this %(model_name)s."),
    _("Cannot overwrite a revision that was not created by the current user."),
    _("Expiry date/time must be in the future."),
    _("Date cannot be in the future."),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Schedule to publish"),
    _("Scheduling…"),
    _("Search all pages…"),
)

SAID_OTHERWISE = (
    # xgettext:no-python-format
    _("Your %(username_field)s and password didn't match. Please try again."),
    _('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    _("1 snippet selected"),
    _("%(objects)s snippets selected"),
    _("All snippets in listing selected"),
    _("Select all snippets in listing"),
    _("Delete selected snippets"),
    _("Are you sure you want to delete %(count)s %(snippet_type_name)s?"),
    _('Sorry, no snippets match "<em>%(search_query)s</em>"'),
    _("Your pages and snippets in a workflow"),
    _("Page/Snippet"),
    _("Page/Snippet ID"),
    _("Page/Snippet Type"),
    _("Page/Snippet Title"),
    _("No pages/snippets have been submitted for moderation yet"),
    _("Assign your workflow to snippets"),
    _("This workflow is disabled so it cannot be assigned to any snippets."),
    _(
        "Active workflows can be added to pages/snippets. Deactivating a workflow does not remove it from"
        " existing pages/snippets."
    ),
)
"""Mostly what Wagtail's Finnish calls *pätkä*, a piece: a service, a target group, a set of synonyms."""

LED_TO_MODERATION = (
    # xgettext:no-python-format
    _("Submit to %(workflow_name)s"),
    _("Restart workflow "),
    _("Cancel workflow "),
)
"""What Wagtail calls by the name of the workflow, of which there is one: the moderation."""

COUNTED_OTHERWISE = ngettext_lazy("1 snippet type", "%(counter)s snippet types", 2)
