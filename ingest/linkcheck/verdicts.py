"""Say of every class of problem, in plain words, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold the words for one class; both are empty for what needs nobody's work."""

    problem: str | Promise = ""
    fix: str | Promise = ""


VERDICTS: dict[LinkClass, Verdict] = {
    LinkClass.OK: Verdict(),
    LinkClass.REDIRECTED: Verdict(),
    LinkClass.MOVED_PERMANENTLY: Verdict(
        _("The page has moved to a new address for good."),
        _("Replace the link with the new address: the old one may stop working one day."),
    ),
    LinkClass.LOGIN_REQUIRED: Verdict(
        _("The page opens only to those who log in."),
        _("Link to a page that everybody can read, or tell beside the link that it asks for a login."),
    ),
    LinkClass.TEMPORARY_FAILURE: Verdict(
        _("The site did not answer properly just now."),
        _("Wait: we try again several times. If it goes on for days, ask the site's owner."),
    ),
    LinkClass.BLOCKED: Verdict(
        _("The site does not let our checker in, so we do not know whether the page is there."),
        _("Open the link yourself. If the page is right, mark the link as working."),
    ),
    LinkClass.GONE: Verdict(
        _("The page is no longer there."),
        _("Look on the same site for the page's new place and replace the link, or remove it."),
    ),
    LinkClass.SOFT_404: Verdict(
        _("The site answers, but with a page that says that nothing was found, or with its front page."),
        _("Look on the same site for the page's new place and replace the link, or remove it."),
    ),
    LinkClass.MISSING_FRAGMENT: Verdict(
        _("The page is there, but the section that the link points to is not."),
        _("Open the page, find the section's new link, and use that, or link to the page as a whole."),
    ),
    LinkClass.CONTENT_CHANGED: Verdict(
        _("The page's content has changed a lot since somebody last confirmed the link."),
        _("Read the page. If it still tells of the right thing, confirm the link."),
    ),
    LinkClass.TLS_ERROR: Verdict(
        _("The site's certificate is not valid, so browsers warn readers off."),
        _("Tell the site's owner that the certificate must be renewed or corrected."),
    ),
    LinkClass.DNS_ERROR: Verdict(
        _("No site has this name: it is mistyped, or the site is no more."),
        _("Check how the name is written. If it is right, look for the organisation's new site."),
    ),
    LinkClass.PARKED: Verdict(
        _("The site's name is for sale or belongs to somebody else now."),
        _("Remove the link at once, and look for the organisation's new site."),
    ),
    LinkClass.UNSAFE: Verdict(
        _("The address leads into a closed network, which readers cannot reach."),
        _("Replace the link with an address on the public internet."),
    ),
    LinkClass.UNSUPPORTED: Verdict(
        _("This kind of link cannot be checked."),
        _("Try the link yourself. Use a link that begins with https: if there is one."),
    ),
    LinkClass.INVALID: Verdict(
        _("This is not a proper address."),
        _("Check how the link is written; a web address begins with https://."),
    ),
}


OPENS_NOTHING = Verdict(
    _("Such a link opens no page for readers."),
    _("Use a link that begins with https://."),
)

OF_OTHER_KINDS = {
    **{
        (scheme, LinkClass.UNSUPPORTED): OPENS_NOTHING
        for scheme in ("about", "blob", "data", "file", "javascript", "vbscript")
    },
    ("wagtail", LinkClass.GONE): Verdict(
        _("What the link leads to on this site was deleted or is not published."),
        _("Publish it again, link to another page, or remove the link."),
    ),
    ("mailto", LinkClass.DNS_ERROR): Verdict(
        _("No mail can go to this address: what stands after @ takes none."),
        _("Check how the address is written. If it is right, ask the organisation for its new one."),
    ),
    ("mailto", LinkClass.INVALID): Verdict(
        _("This is not a proper mail address."),
        _("Check how it is written: a name, @ and the organisation's domain, such as info@example.org."),
    ),
    ("tel", LinkClass.INVALID): Verdict(
        _("This is not a proper telephone number."),
        _("Write it with its area code or with +358, such as +358 2 123 4567."),
    ),
}
"""What is said of links that lead to no site."""


CERTIFICATE_ENDS_SOON = Verdict(
    _("The link works, but the site's certificate ends within days; then browsers warn readers off."),
    _("Tell the site's owner that the certificate must be renewed."),
)


def verdict_of(link_class: LinkClass, evidence: Evidence, *, at: datetime) -> Verdict:
    """Return the words for a class, or for a certificate that ends soon where the class says nothing."""
    verdict = verdict_on(link_class, evidence.url)
    if not verdict.problem and evidence.ends_soon(at):
        return CERTIFICATE_ENDS_SOON
    return verdict


def verdict_on(link_class: LinkClass, address: str) -> Verdict:
    """Return the words for a class of link to ``address``."""
    return OF_OTHER_KINDS.get((address.partition(":")[0].lower(), link_class), VERDICTS[link_class])
