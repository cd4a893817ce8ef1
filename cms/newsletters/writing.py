"""An issue as a letter: the same blocks as HTML for mail programs and as plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import override
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from cms.directory.models import Service
from cms.events.models import EventPage
from cms.mail.writing import Words, in_words
from cms.newsletters.blocks import shown_page
from cms.newsletters.markup import mail_html, mail_text
from cms.newsletters.models import NewsletterIndexPage, NewsletterPage
from cms.related import Related

TEMPLATE = "newsletter_issue"
STOP = "https://lopeta.invalid/"
"""Stands in a letter where each subscriber's own link goes that ends the subscription."""
PICTURE = "width-1072|format-jpeg"
"""Twice as wide as it is shown, for fine screens."""
PICTURE_WIDTH = 536


@dataclass(frozen=True, slots=True)
class Part:
    """Be one block as both forms of a letter show it; what a kind doesn't need is empty."""

    kind: str
    html: SafeString | str = ""
    text: str = ""
    address: str = ""
    height: int = 0
    card: Related | None = None


class BrokenBlock(RuntimeError):
    """Report a block of which no letter can be written; the words name it as editors see it."""


def letter_of(issue: NewsletterPage, *, stop_url: str = STOP, trial: bool = False) -> Words:
    """Return subject, text and HTML of an issue, in its own language; nothing in it calls on another host.

    Raises:
        BrokenBlock: a block can't be shown.
    """
    with override(issue.locale.language_code):
        return in_words(TEMPLATE, letter_context(issue, stop_url=stop_url, trial=trial))


def letter_context(issue: NewsletterPage, *, stop_url: str = "", trial: bool = False) -> dict[str, Any]:
    """Return what the letter's templates need, in the active language."""
    base = base_url()
    index = index_of(issue)
    return {
        "issue": issue,
        "newsletter_title": index.title if index else issue.title,
        "sender_name": sender_name(issue),
        "parts": list(parts_of(issue, base)),
        "web_url": urljoin(base, issue.get_url() or "/"),
        "index_url": urljoin(base, index.get_url() or "/") if index else base,
        "base_url": base.rstrip("/"),
        "picture_width": PICTURE_WIDTH,
        "stop_url": stop_url,
        "trial": trial,
    }


def headers_of(issue: NewsletterPage) -> dict[str, str]:
    """Return the headers that all have in common: whose letter it is, and of which list (RFC 2919)."""
    index = index_of(issue)
    host = urlsplit(base_url()).hostname or "localhost"
    name, address = sender_name(issue), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    headers = {
        "From": formataddr((name, address)) if name else settings.DEFAULT_FROM_EMAIL,
        "List-Id": f"<uutiskirje.{host}>",
        "Precedence": "bulk",
    }
    if index and index.reply_address:
        headers["Reply-To"] = index.reply_address
    return headers


def index_of(issue: NewsletterPage) -> NewsletterIndexPage | None:
    """Return the newsletter of an issue; ``None`` while a new one is previewed that stands nowhere yet."""
    parent = issue.get_parent() if issue.path else None
    index = parent.specific if parent else NewsletterIndexPage.objects.filter(locale=issue.locale).first()
    return index if isinstance(index, NewsletterIndexPage) else None


def sender_name(issue: NewsletterPage) -> str:
    """Return what mail programs show as the sender."""
    index = index_of(issue)
    return (index.sender_name or index.title) if index else ""


def base_url() -> str:
    """Return the site's address with a final slash."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/"


def parts_of(issue: NewsletterPage, base: str) -> Iterator[Part]:
    """Yield the blocks of an issue, without what is not public any more."""
    for number, block in enumerate(issue.body, start=1):
        try:
            part = PART_OF[block.block_type](block.value, base)
        except Exception as error:  # a block may break in any way; editors need to know which one it is
            wrong = f"{type(error).__name__}: {error}"
            raise BrokenBlock(f"{number}. {block.block.label}: {wrong}") from error
        if part is not None:
            yield part


def card_of(thing: Page | Service, base: str) -> Related:
    """Return what a picked page or service is shown by."""
    if isinstance(thing, Service):
        address = urljoin(base, thing.get_absolute_url())
        return Related(thing.name, address, thing.organisation.title, thing.summary_here)
    when = _when(thing)
    kicker = ", ".join(part for part in (when, getattr(thing, "where", "")) if part)
    return Related(thing.title, urljoin(base, thing.get_url() or "/"), kicker, getattr(thing, "summary", ""))


def _when(page: Page) -> str:
    if isinstance(page, EventPage):
        form = "SHORT_DATE_FORMAT" if page.all_day else "SHORT_DATETIME_FORMAT"
        return str(date_format(timezone.localtime(page.starts_at), form))
    if day := getattr(page, "date", None):
        return str(date_format(day, "SHORT_DATE_FORMAT"))
    return str(getattr(page, "year", ""))


def _page(page: Page | None, base: str) -> Part | None:
    shown = shown_page(page)
    return Part("card", card=card_of(shown, base)) if shown else None


def _service(service: Service | None, base: str) -> Part | None:
    return Part("card", card=card_of(service, base)) if service and service.is_public else None


def _picture(image: Any, base: str) -> Part | None:
    """Return a picture; ``None`` if its file is missing or broken: the page shows none of it either."""
    if image is None:
        return None
    try:
        rendition = image.get_rendition(PICTURE)
    except SourceImageIOError:
        return None
    height = round(rendition.height * PICTURE_WIDTH / rendition.width) if rendition.width else 0
    return Part(
        "picture",
        text=image.contextual_alt_text or image.default_alt_text,
        address=urljoin(base, rendition.url),
        height=height,
    )


PART_OF: dict[str, Callable[[Any, str], Part | None]] = {
    "heading": lambda value, _base: Part("heading", text=value["text"]),
    "paragraph": lambda value, base: Part(
        "paragraph", html=mail_html(value.source, base), text=mail_text(value.source, base)
    ),
    "page": _page,
    "service": _service,
    "picture": _picture,
    "button": lambda value, _base: Part("button", text=value["text"], address=value["address"]),
}
