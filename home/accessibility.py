"""What readers say of the site's accessibility, below the statement."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from wagtail.models import Site

from cms.mail.actions import write_letter, write_letters
from cms.membership.selectors import umbrella_people

STAMPED_FOR = 0
"""The key that the form's stamp holds where feedback on a service has the service's."""


@transaction.atomic
def tell_umbrella(*, message: str, reply_to: str, page: str) -> None:
    """Send what a reader says of the site's accessibility to those who keep it; nothing else is kept.

    That is the site's contact address; without one, the umbrella's people; without those, the address
    from which the site's mail comes.
    """
    from home.models import SiteSettings

    site = Site.objects.filter(is_default_site=True).first()
    contact = SiteSettings.for_site(site).contact_email if site else ""
    context = {"message": message, "reply_to": reply_to, "page": page}
    headers = {"Reply-To": reply_to} if reply_to else None
    name = "accessibility_feedback"
    if not contact and write_letters(name=name, to=umbrella_people(), context=context, headers=headers):
        return
    write_letter(name=name, to=contact or settings.DEFAULT_FROM_EMAIL, context=context, headers=headers)
