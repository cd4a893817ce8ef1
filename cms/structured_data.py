"""Say in the vocabulary of schema.org what a page tells of, for search engines and for those who link to it.

``described`` is open: a room registers its own kinds, ``@described.register``, in a module that its
``AppConfig.ready`` imports. The address of the site, ``base``, has no final slash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from cms.directory.models import OrganisationPage, Service
from cms.publishing.models import AnnualReview, News, PressRelease, Project

CONTEXT = "https://schema.org"
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a script element or a line of a program, as JSON may write it too."""

Description = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Face:
    """Be what a page shows of itself elsewhere; addresses are absolute, and empty where there is none."""

    title: str
    description: str
    url: str
    language: str
    image: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Be one step of the way from the front page; ``url`` is a path, empty for the page itself.

    ``language`` is the title's where it may differ from the reader's.
    """

    title: str
    url: str
    language: str = ""


@singledispatch
def described(thing: object, face: Face, base: str) -> Description:  # noqa: ARG001  others need the base
    """Return what a page tells of; of a page that has no kind of its own, that it is a page."""
    return {"@type": "WebPage", **named(face)}


@described.register
def organisation(thing: OrganisationPage, face: Face, base: str) -> Description:  # noqa: ARG001  one signature
    """Describe a member organisation."""
    return filled(
        {
            "@type": "Organization",
            **named(face),
            "logo": face.image,
            "sameAs": thing.website,
            "email": thing.email,
            "telephone": thing.telephone,
            "address": str(thing.public_address or ""),
            "areaServed": [place.name for place in thing.municipalities.all()],
        }
    )


@described.register
def service(thing: Service, face: Face, base: str) -> Description:
    """Describe a service: who offers it, to whom, where, and how one reaches it."""
    provider = thing.organisation
    return filled(
        {
            "@type": "Service",
            **named(face),
            "serviceType": [challenge.name for challenge in thing.challenges.all()],
            "provider": filled(
                {
                    "@type": "Organization",
                    "name": provider.title,
                    "url": base + (provider.get_url() or "/"),
                    "email": provider.email,
                    "telephone": provider.telephone,
                }
            ),
            "areaServed": [
                *(["Varsinais-Suomi"] if thing.whole_county else ()),
                *(place.name for place in thing.municipalities.all()),
            ],
            "audience": [
                {"@type": "Audience", "audienceType": group.name} for group in thing.target_groups.all()
            ],
            "availableChannel": filled(
                {
                    "@type": "ServiceChannel",
                    "serviceUrl": thing.link or face.url,
                    "availableLanguage": list(thing.languages),
                }
            ),
            "offers": {"@type": "Offer", "price": "0", "priceCurrency": "EUR"} if thing.is_free else None,
        }
    )


@described.register(News)
@described.register(PressRelease)
def news_article(thing: News | PressRelease, face: Face, base: str) -> Description:
    """Describe a news item or a press release."""
    return article("NewsArticle", thing, face, base, published=thing.date)


@described.register
def annual_review(thing: AnnualReview, face: Face, base: str) -> Description:
    """Describe an annual review."""
    return article("Report", thing, face, base, published=thing.first_published_at)


@described.register
def project(thing: Project, face: Face, base: str) -> Description:
    """Describe a project by the article that tells of it."""
    return article("Article", thing, face, base, published=thing.record_created or thing.first_published_at)


def website(name: str, *, base: str, language: str) -> Description:
    """Describe the whole site, and how one searches it."""
    return {
        "@type": "WebSite",
        "name": name,
        "url": f"{base}/",
        "inLanguage": language,
        "publisher": publisher(name, base=base),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{base}{reverse('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def site_base(request: HttpRequest) -> str:
    """Return the site's address without a final slash."""
    return request.build_absolute_uri("/").rstrip("/")


def publisher(name: str, *, base: str) -> Description:
    """Describe who keeps the site."""
    return {"@type": "Organization", "name": name, "url": f"{base}/"}


def breadcrumbs(steps: Sequence[Step], *, base: str) -> Description:
    """Describe the way from the front page to this page, which comes last and needs no address."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            filled(
                {
                    "@type": "ListItem",
                    "position": number,
                    "name": step.title,
                    "item": base + step.url if step.url else "",
                }
            )
            for number, step in enumerate(steps, start=1)
        ],
    }


def script(description: Mapping[str, Any]) -> SafeString:
    """Return a description as the element that holds it in a page; nothing in it can end the element."""
    text = json.dumps({"@context": CONTEXT, **description}, ensure_ascii=False, separators=(",", ":"))
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(HARMLESS)),  # noqa: S308  what could end the script is written otherwise
    )


def named(face: Face) -> Description:
    return filled({"name": face.title, "description": face.description, "url": face.url})


def article(kind: str, thing: Any, face: Face, base: str, *, published: date | None) -> Description:
    """Describe a written page by whoever keeps the site; ``kind`` is the type."""
    who = publisher(face.publisher, base=base)
    return filled(
        {
            "@type": kind,
            **named(face),
            "headline": face.title[:110],
            "image": face.image,
            "inLanguage": face.language,
            "mainEntityOfPage": face.url,
            "datePublished": published.isoformat() if published else "",
            "dateModified": thing.last_published_at.isoformat() if thing.last_published_at else "",
            "author": who,
            "publisher": who,
            "keywords": [tag.name for tag in thing.tags.all()] if hasattr(thing, "tags") else [],
        }
    )


def filled(description: Description) -> Description:
    """Leave out what is empty: the vocabulary has no word for not knowing."""
    return {name: value for name, value in description.items() if value not in ("", None, [], {})}
