"""Part a press release's contacts from its body.

Contacts come as a section of short lines (name, organisation, role, telephone, e-mail; each on a line of
its own, in any order) or in a row with commas. The section begins at its label ("Lisätietoja:") or at
a name that a telephone number or an address follows, and ends at the next sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import Contact
from ingest.sources.document import contact_lines, marks
from ingest.sources.document.contact_lines import classify, pieces_of

REACH = frozenset({"telephone", "email"})
PERSON = frozenset({"name", "role", "organisation", "label"})
JOINING = frozenset({"ja", "sekä", "tai", "och", "samt", "and", "or"})
"""Words that stand alone between two contacts."""
LONGEST = 300
"""Characters of the longest line that is looked at for a contact."""
NEAR = 7
"""Filled lines within which a telephone number or an address must follow a name."""


def part_contacts(lines: Sequence[str]) -> tuple[tuple[Contact, ...], tuple[str, ...]]:
    """Return the contacts, and the lines without them; what can't be told apart stays in the lines."""
    gathering = _Gathering()
    body: list[str] = []
    inside = False
    for number, line in enumerate(lines):
        if not line and inside:
            continue
        if line and not inside:
            inside = _begins(lines, number)
        elif inside and _ends(lines, number):
            inside = False
            body += ["", *gathering.rest(), ""]
        if inside:
            gathering.take(read_line(line))
        else:
            body.append(line)
    body += gathering.rest()
    return tuple(gathering.contacts), tuple(body)


def read_line(line: str) -> list[tuple[str, str]]:
    """Return the classified pieces of one line: several if it holds a row of them, else one."""
    bare = line.lstrip("# ")
    if len(bare) > LONGEST:
        return [("prose", line)]
    if classify(bare)[0] == "section" or bare.lower() in JOINING:
        return [("section", "")]
    labelled, label, rest = _after_label(bare)
    pieces = pieces_of(rest)
    kinds = {kind for kind, _ in pieces}
    if kinds & REACH and kinds & PERSON:
        return [("label", label), *pieces] if labelled else pieces
    if kinds and kinds <= PERSON | REACH and (len(pieces) > 1 or labelled):
        return [("label", label), *pieces] if labelled else pieces
    return [classify(bare)]


def _after_label(line: str) -> tuple[bool, str, str]:
    """Return whether a label leads the line, the role that it names (if it does), and the rest."""
    match = contact_lines.SECTION.match(line)
    if match and match.end() < len(line) and line[match.end()] in ": ":
        return True, "", line[match.end() :].lstrip(": ")
    before, colon, after = line.partition(": ")
    if colon and len(before) <= 60 and contact_lines.ROLE.fullmatch(before):
        return True, contact_lines.singular(before), after
    return False, "", line


def _begins(lines: Sequence[str], number: int) -> bool:
    kinds = {kind for kind, _ in read_line(lines[number])}
    if kinds & REACH and kinds & PERSON:
        return True
    if not kinds <= PERSON | {"section"}:
        return False
    return _reach_follows(lines, number, NEAR, patient="section" in kinds)


def _reach_follows(lines: Sequence[str], number: int, within: int, *, patient: bool = False) -> bool:
    """Tell whether a telephone number or an address comes before anything that is no contact."""
    for line in [line for line in lines[number + 1 : number + 3 * within] if line][:within]:
        kinds = {kind for kind, _ in read_line(line)}
        if kinds & REACH:
            return True
        if "prose" in kinds or "section" in kinds or ("other" in kinds and not patient):
            return False
    return False


def _ends(lines: Sequence[str], number: int) -> bool:
    kinds = {kind for kind, _ in read_line(lines[number])}
    if kinds & REACH:
        return False
    if marks.HEADING.fullmatch(lines[number]):
        return not _begins(lines, number)
    if "prose" in kinds:
        return True
    if "other" in kinds:
        return not _reach_follows(lines, number, 3, patient=True)
    following = next((later for later in lines[number + 1 :] if later), "")
    return "prose" in {kind for kind, _ in read_line(following)}


class _Gathering:
    """Put the pieces together into contacts: a second value of a kind begins the next person."""

    def __init__(self) -> None:
        self.contacts: list[Contact] = []
        self._values: dict[str, str] = {}
        self._group = ""
        self._group_used = True
        self._whole = False
        self._loose: list[str] = []

    def take(self, pieces: list[tuple[str, str]]) -> None:
        """Take the pieces of one line.

        A line that names and reaches somebody is one contact; only another way to reach them, on the
        next line, still belongs to it. A second address on a line is the same person's.
        """
        kinds = {kind for kind, _ in pieces}
        whole = bool(kinds & REACH and kinds & {"name", "role"}) and len(pieces) > 1
        if whole or (self._whole and (not kinds <= REACH or kinds & self._values.keys())):
            self._close()
        self._whole = whole
        addressed = False
        for kind, value in pieces:
            if kind == "email" and addressed and "email" in self._values:
                self._values["email"] += f", {value}"
            else:
                self._take_piece(kind, value)
            addressed = addressed or kind == "email"

    def rest(self) -> list[str]:
        """End the contact in hand and return, once, what belongs to no contact."""
        self._set_group("")
        loose, self._loose = self._loose, []
        return loose

    def _take_piece(self, kind: str, value: str) -> None:
        if kind in ("section", "label"):
            self._set_group(value if kind == "label" else "")
            return
        if kind == "other" and "telephone" in self._values and contact_lines.HOURS.fullmatch(value):
            self._values["telephone"] += f" ({value.strip('() ')})"
            return
        if kind in ("prose", "other"):
            kind = "organisation" if "organisation" not in self._values else "role"
        reached = bool(self._values.keys() & REACH)
        if kind in self._values:
            if kind == "telephone" or (kind in ("role", "organisation") and not reached):
                value = f"{self._values[kind]}, {value}"
            else:
                self._close()
        elif kind == "name" and reached:
            self._close()
        self._values[kind] = value

    def _set_group(self, label: str) -> None:
        self._close()
        if self._group and not self._group_used:
            self._loose.append(f"{self._group}:")
        self._group, self._group_used = label, not label

    def _close(self) -> None:
        values, self._values = self._values, {}
        if not values.keys() & {"name", *REACH}:
            self._loose += values.values()
            return
        role = values.get("role", "") or self._group
        self._group_used = self._group_used or role == self._group
        if not self._group_used:
            role, self._group_used = f"{self._group}, {role}", True
        self.contacts.append(
            Contact(
                name=values.get("name", ""),
                role=role,
                organisation=values.get("organisation", ""),
                email=values.get("email", ""),
                telephone=values.get("telephone", ""),
            )
        )
