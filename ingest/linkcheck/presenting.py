"""Write results for people and for programs; nothing of a foreign page reaches a terminal raw."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any, TextIO, TypeVar
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from ingest.linkcheck.classes import GOOD, LinkClass
from ingest.linkcheck.classification import classify
from ingest.linkcheck.evidence import Evidence, storable
from ingest.linkcheck.verdicts import verdict_of, verdict_on

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Result:
    """Hold one checked reference. ``where`` names the places where it stands, ``name`` what it leads to."""

    reference: str
    evidence: Evidence
    where: tuple[str, ...] = ()
    name: str = ""

    @property
    def link_class(self) -> LinkClass:
        """Return the class of what was seen."""
        return classify(self.evidence).link_class

    def as_json(self) -> dict[str, Any]:
        """Return the fields that programs read: always the same ones; ``where`` is part of the evidence."""
        evidence = self.evidence
        verdict = verdict_of(self.link_class, evidence, at=timezone.now())
        answer: dict[str, Any] = {
            "reference": self.reference,
            "url": evidence.url,
            "class": self.link_class.value,
            "status": (evidence.status or None) if evidence.method else None,
            "final_url": evidence.final_url or None,
            "redirects": [
                {"url": step.url, "status": step.status, "location": step.location}
                for step in evidence.redirects
            ],
            "evidence": evidence.as_json(),
            "problem": str(verdict.problem),
            "fix": str(verdict.fix),
        }
        if self.where:
            answer["evidence"]["where"] = list(self.where)
        return answer

    @property
    def dead(self) -> bool:
        """Say whether this one attempt calls the link dead."""
        return classify(self.evidence).dead


def json_line(result: Result) -> str:
    """Return one line of JSON in which control characters are escaped."""
    text = json.dumps(result.as_json(), ensure_ascii=False)
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def junit_text(results: Iterable[Result]) -> str:
    """Return a JUnit report: what is dead failed, what is doubtful was skipped.

    It has every attribute and element that the schemas of Ant and of Jenkins ask for.
    """
    began = timezone.localtime().replace(tzinfo=None).isoformat(timespec="seconds")
    suite = ElementTree.Element("testsuite", name="check_links", timestamp=began, hostname="localhost")
    ElementTree.SubElement(suite, "properties")
    counts: Counter[str] = Counter()
    seconds = 0.0
    for result in results:
        counts["tests"] += 1
        seconds += result.evidence.seconds
        verdict = verdict_on(result.link_class, result.evidence.url)
        case = ElementTree.SubElement(
            suite,
            "testcase",
            name=_storable(result.reference),
            classname=result.link_class.value,
            time=f"{result.evidence.seconds:.3f}",
        )
        words = _storable(f"{verdict.problem} {verdict.fix} {result.evidence.reason()}".strip())
        if result.dead:
            counts["failures"] += 1
            ElementTree.SubElement(case, "failure", message=words, type=result.link_class.value)
        elif result.link_class not in GOOD:
            counts["skipped"] += 1
            ElementTree.SubElement(case, "skipped", message=words)
    for name in ("tests", "failures", "errors", "skipped"):
        suite.set(name, str(counts[name]))
    suite.set("time", f"{seconds:.3f}")
    for name in ("system-out", "system-err"):
        ElementTree.SubElement(suite, name)
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _storable(text: str) -> str:
    """Return a text without what XML 1.0 can't hold."""
    return _CONTROLS.sub("\ufffd", storable(text)).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def table_text(results: Iterable[Result]) -> str:
    """Return a table of what needs somebody's work, and how many links are in each class."""
    text = StringIO()
    console = Console(file=text, highlight=False, width=shutil.get_terminal_size().columns)
    counts: Counter[LinkClass] = Counter()
    table = Table(str(_("Class")), str(_("Address")), str(_("What to do")), show_lines=True)
    for result in results:
        counts[result.link_class] += 1
        if result.link_class in GOOD - {LinkClass.MOVED_PERMANENTLY}:
            continue
        verdict = verdict_on(result.link_class, result.evidence.url)
        place = "".join(f"\n· {where}" for where in result.where)
        table.add_row(
            plain(str(result.link_class.label)),
            plain(f"{result.name or result.reference}{place}"),
            plain(f"{verdict.problem} {verdict.fix}"),
        )
    if table.row_count:
        console.print(table)
    for link_class, count in counts.most_common():
        console.print(f"{count:6d}  {link_class.label}")
    return text.getvalue()


def plain(text: str) -> Text:
    """Return a text for the terminal without anything that would steer it."""
    return Text(_CONTROLS.sub(lambda match: "\n" if match[0] == "\n" else "\ufffd", text), overflow="fold")


Item = TypeVar("Item")


def with_progress(results: Iterable[Item], *, total: int, stream: TextIO) -> Iterator[Item]:
    """Yield the results, with a bar on ``stream`` if that is a terminal."""
    if not stream.isatty():
        yield from results
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("", total=total)
        for result in results:
            bar.update(task, advance=1)
            yield result
