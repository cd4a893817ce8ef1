"""Key figures in the admin."""

from __future__ import annotations

from wagtail import hooks

from cms.figures import log

hooks.register("register_log_actions", log.register)
