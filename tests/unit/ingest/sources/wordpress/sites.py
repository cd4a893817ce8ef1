"""A WordPress site to try the plugin on."""

from __future__ import annotations

import json
from typing import Any

from ingest.protocols import Answer

SITE = "https://yhdistys.example/"
API = f"{SITE}wp-json/"


def post(number: int, **changes: Any) -> dict[str, Any]:
    """Return a post as the REST API gives it."""
    return {
        "id": number,
        "date": "2025-03-04T23:30:00",
        "date_gmt": "2025-03-04T21:30:00",
        "modified_gmt": "2025-03-05T08:00:00",
        "status": "publish",
        "type": "post",
        "link": f"{SITE}uutinen-{number}/",
        "guid": {"rendered": f"{SITE}?p={number}"},
        "title": {"rendered": f"Leikki &#8211; ilo &amp; {number}"},
        "content": {
            "rendered": "[vc_row]<p>Teksti <a href='/x'>linkki</a></p><figure class='wp-block-image'>"
            "<img src='/k.jpg' alt='Kuva'/><figcaption>Pihalla</figcaption></figure>[/vc_row]",
            "protected": False,
        },
        "excerpt": {"rendered": "<p>Tiivistelmä [&hellip;]</p>"},
        "_embedded": {
            "author": [{"name": "Maija Mallikas"}],
            "wp:featuredmedia": [
                {"media_type": "image", "source_url": f"{SITE}iso.jpg", "alt_text": "Lapsia &amp; koira"}
            ],
            "wp:term": [
                [
                    {"taxonomy": "category", "name": "Uutiset &amp; tapahtumat"},
                    {"taxonomy": "category", "name": "Yleinen"},
                ],
                [{"taxonomy": "post_tag", "name": "perhe"}],
            ],
        },
        **changes,
    }


def answer(url: str, data: Any, **headers: str) -> Answer:
    """Return JSON as the API answers with it."""
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(url, json.dumps(data).encode(), "application/json", headers=fields)


def front(html: str = "<html><body>Etusivu</body></html>", **headers: str) -> Answer:
    """Return the site's front page."""
    fields = tuple((name, value) for name, value in headers.items())
    return Answer(SITE, html.encode(), "text/html", headers=fields)


def posts_at(page: int = 1, *, of: int = 1, **asked: str) -> str:
    """Return the address at which a page of the posts is asked for."""
    del of
    extra = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"{API}wp/v2/posts?per_page=50&page={page}&orderby=id&order=asc&_embed=1{extra}"


ROOT = answer(API, {"namespaces": ["oembed/1.0", "wp/v2"]})
