"""``palvelupaketti prepare_site``: make the site's frame where it is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from home.actions import prepare_site


class Command(BaseCommand):
    """Adapt ``home.actions.prepare_site`` to the command line."""

    help = "Make the page tree, the roles and the moderation workflow; change nothing that is there already."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare the site and name its front page."""
        front_page = prepare_site()
        if options["verbosity"]:
            self.stdout.write(f"The site is ready; its front page is '{front_page.title}' ({front_page.pk}).")
