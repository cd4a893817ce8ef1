"""The classes of links and the states that they lead to, in words that never change: others store them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkClass(models.TextChoices):
    """Say what one check found."""

    OK = "ok", _("works")
    MOVED_PERMANENTLY = "moved_permanently", _("moved for good")
    REDIRECTED = "redirected", _("redirected")
    LOGIN_REQUIRED = "login_required", _("asks for a login")
    TEMPORARY_FAILURE = "temporary_failure", _("failed for now")
    BLOCKED = "blocked", _("closed to our checker")
    GONE = "gone", _("gone")
    SOFT_404 = "soft_404", _("page not found, though it says OK")
    MISSING_FRAGMENT = "missing_fragment", _("section missing from the page")
    CONTENT_CHANGED = "content_changed", _("content changed a lot")
    TLS_ERROR = "tls_error", _("certificate not trusted")
    DNS_ERROR = "dns_error", _("site does not exist")
    PARKED = "parked", _("site for sale or taken over")
    UNSAFE = "unsafe", _("not on the public internet")
    UNSUPPORTED = "unsupported", _("cannot be checked")
    INVALID = "invalid", _("not an address")


class State(models.TextChoices):
    """Say what all checks together mean for those who follow the link."""

    UNKNOWN = "unknown", _("not checked yet")
    OK = "ok", _("works")
    DOUBTFUL = "doubtful", _("doubtful")
    DEAD = "dead", _("dead")


class Ruling(models.TextChoices):
    """Say what a person decided about a link against the checker, until a date."""

    WORKING = "working", _("works, whatever the checker says")
    IGNORED = "ignored", _("not to be shown as a problem")


class Treatment(models.TextChoices):
    """Say how the links of a host are treated by an administrator's rule."""

    SKIPPED = "skipped", _("not checked at all")
    WORKING = "working", _("taken to work")
    DOUBTFUL = "doubtful", _("never called dead")


GOOD = frozenset({LinkClass.OK, LinkClass.MOVED_PERMANENTLY, LinkClass.REDIRECTED, LinkClass.CONTENT_CHANGED})
"""The reader arrives: every strike is forgiven."""

NEVER_DEAD = frozenset({LinkClass.BLOCKED, LinkClass.LOGIN_REQUIRED, LinkClass.UNSUPPORTED})
"""We can't tell: a person in a browser may well arrive."""

STRIKING = frozenset(LinkClass) - GOOD - NEVER_DEAD
"""The reader does not arrive: three of these over three days make a link dead."""

DEAD_AT_ONCE = STRIKING - {LinkClass.TEMPORARY_FAILURE}
"""What a check in one attempt, which has no other days to wait for, calls dead."""
