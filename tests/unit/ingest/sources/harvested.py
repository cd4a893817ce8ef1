# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Run a plugin on a played web the way the pipeline does, and look at what is unsafe in the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from ingest.harvesting import gather, harvest
from ingest.outcomes import Harvested, Problem
from ingest.protocols import Answer, SourcePlugin, UsesWeb
from ingest.records import Record
from ingest.rendering import body_html
from ingest.testing import PlayedWeb

ALLOWED = {
    "h2",
    "h3",
    "h4",
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "footer",
    "a",
    "b",
    "i",
    "br",
    "em",
    "strong",
}
SCHEMES = ("http://", "https://", "mailto:", "tel:")

PAYLOADS = (
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src=x onerror="alert(1)">',
    "<svg><script>alert(1)</script></svg>",
    '<svg onload="alert(1)"><circle/></svg>',
    '<a href="javascript:alert(1)">paina</a>',
    '<a href=" jAvA&#x09;script:alert(1)">paina</a>',
    '<a href="&#106;avascript:alert(1)">paina</a>',
    '<a href="data:text/html,<script>alert(1)</script>">paina</a>',
    '<a href="vbscript:msgbox(1)">paina</a>',
    '<a href="//user:pass@evil.example/">paina</a>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<object data="data:text/html,x"></object><embed src="x">',
    '<form action="https://evil.example"><input name=q><button formaction="javascript:alert(1)">x</button></form>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<p style="background:url(javascript:alert(1))" onclick="alert(1)">teksti</p>',
    "<template><script>alert(1)</script></template>",
    '<base href="https://evil.example/"><a href="x">suhteellinen</a>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "<details ontoggle=alert(1) open>x</details>",
    '<b onmouseover="alert(1)" id="x" class="y">lihava</b>',
    '<style>@import "https://evil.example/x.css";</style>',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "<xss:x xmlns:xss='x' onclick='alert(1)'>nimiavaruus</xss:x>",
    '"><script>alert(document.domain)</script>',
    "\x1b[31m\x00\x08ohjausmerkit",
)


@dataclass
class Results:
    """Hold the records and problems of a harvest."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def harvested(
    plugin: SourcePlugin, values: Mapping[str, Any], answers: Mapping[str, Answer | bytes | str] | None = None
) -> Results:
    """Return what the plugin makes of a web of given answers."""
    if isinstance(plugin, UsesWeb):
        plugin.use_web(PlayedWeb(answers or {}))
    listing = gather(plugin, plugin.settings_model.model_validate(dict(values)))
    results = Results()
    for item in harvest(plugin, listing.references):
        if isinstance(item, Harvested):
            results.records += [item.record] if item.record else []
            results.problems += [item.problem] if item.problem else []
    return results


def page(content: str | bytes, url: str = "", **headers: str) -> Answer:
    """Return a page as a server answers with it."""
    body = content.encode() if isinstance(content, str) else content
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(url, body, "text/html", headers=(("content-type", "text/html; charset=utf-8"), *fields))


def assert_safe(record: Record) -> None:
    """Fail if anything in the record could run, hide, or lead where no reader may go."""
    shown = body_html(record)
    for element in html.fragment_fromstring(shown, create_parent="div").iterdescendants():
        assert element.tag in ALLOWED, f"{element.tag} in {shown}"
        assert set(element.attrib) <= {"href"}, f"{dict(element.attrib)} in {shown}"
        assert element.get("href", "https://").startswith(SCHEMES), element.get("href")
    for address in (
        record.url,
        *(image.url for image in record.images),
        *(link.url for link in record.links),
    ):
        assert not address or address.startswith(("http://", "https://")), address
    for text in (record.title, record.summary, *record.tags, *record.authors):
        assert "\x1b" not in text
        assert "\x00" not in text
