"""Read Innokylä's records of development work: labels on lines of their own, each followed by its value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from ingest.errors import ParseError
from ingest.markup.languages import language_of
from ingest.markup.titles import shortened
from ingest.records import BodyBlock, Contact, HeadingBlock, Link, ProjectRecord
from ingest.sources.document import marks
from ingest.sources.document.blocks import blocks_of, chunks_of
from ingest.sources.document.dates import find_date, start_of
from ingest.sources.document.head import TIME
from ingest.sources.document.inline import plain
from ingest.sources.document.text import Text
from ingest.words import gettext_noop as _

LABELS: dict[str, tuple[str, ...]] = {
    "name": ("kokonaisuuden nimi", "toimintamallin nimi", "hankkeen nimi", "verkoston nimi"),
    "summary": ("lyhyt kuvaus", "kokonaisuuden lyhyt kuvaus", "toimintamallin lyhyt kuvaus", "tiivistelmä"),
    "purpose": ("kokonaisuuden tarkoitus ja tavoitteet", "tarkoitus ja tavoitteet", "tarkoitus ja tavoite"),
    "period": ("toimiaika", "toiminta-aika", "toteutusaika", "ajankohta", "hankkeen kesto"),
    "actors": ("toimijat", "toteuttajat", "toteuttaja", "mukana olevat toimijat"),
    "funders": (
        "rahoittaja",
        "rahoittajat",
        "rahoitus",
        "toimintamallin rahoittaja",
        "kokonaisuuden rahoittaja",
    ),
    "links": ("liitetiedostot ja linkit", "liitteet ja linkit", "liitteet", "linkit", "liitetiedostot"),
    "contact_name": ("yhteyshenkilön nimi", "yhteyshenkilö"),
    "contact_organisation": ("yhteyshenkilön organisaatio",),
    "contact_email": ("yhteyshenkilön sähköpostiosoite", "yhteyshenkilön sähköposti"),
    "contact_telephone": ("yhteyshenkilön puhelinnumero", "yhteyshenkilön puhelin"),
    "contact_role": ("yhteyshenkilön tehtävä", "yhteyshenkilön rooli", "yhteyshenkilön tehtävänimike"),
    "authors": ("tekijä", "tekijät", "kirjoittaja", "kirjoittajat"),
    "created": ("luotu", "luontipäivä"),
    "modified": ("viimeksi muokattu", "muokattu", "päivitetty"),
    "starting_point": ("lähtötilanne ja strategiset liittymäkohdat", "lähtötilanne"),
    "aims": ("päämäärä ja päätavoite", "päämäärä ja tavoitteet", "päämäärä", "tavoitteet"),
    "intended_results": ("tavoiteltavat tulokset, tuotokset ja vaikutukset", "tavoiteltavat tulokset"),
    "outputs": ("tuotokset ja tulokset", "tuotokset", "tulokset"),
    "effects": ("vaikutukset ja vaikuttavuus", "vaikutukset", "vaikuttavuus"),
    "tags": ("aihealueet", "aihealue", "aiheet", "asiasanat"),
    "phenomena": ("ilmiöt", "ilmiö"),
    "target_group": ("kohderyhmä", "kohderyhmä ja asiakasymmärrys", "kohderyhmät"),
    "environment": (
        "toimintaympäristö",
        "toteutuspaikka",
        "toteutuspaikat",
        "paikkakunta, maakunta tai hyvinvointialue",
    ),
    "method": (
        "ratkaisun perusidea",
        "toimintatapa",
        "kehittämisen vaihe",
        "toimivuuden ja käyttöönoton ehdot",
        "toimintamallin kokonaisuus",
        "vinkit toimintamallin soveltajille",
    ),
    "evaluation": ("arviointi", "arvioinnin tulokset tiivistettynä", "kokemuksia ja havaintoja"),
}
FIELD = {label: field for field, labels in LABELS.items() for label in labels}
SECTIONS = frozenset(
    {"perustiedot", "yhteystiedot", "lisätiedot", "tavoitteet ja tulokset", "kuvaus ja tulokset"}
)
"""Headings of Innokylä's page that group the fields and hold nothing themselves."""
TELLING = frozenset(
    label
    for field in ("name", "purpose", "period", "funders", "starting_point", "intended_results", "effects")
    for label in (*LABELS[field], *LABELS["contact_name"][:1], *LABELS["contact_organisation"])
) | {"lyhyt kuvaus", "päämäärä ja päätavoite", "liitetiedostot ja linkit"}


def is_project(lines: Iterable[str]) -> bool:
    """Tell whether labels stand on lines of their own: two that no other text has, or one and two others."""
    found = {label for line in lines if (label := _label(line)[0])}
    telling = len(found & TELLING)
    return telling >= 2 or (telling == 1 and len(found) >= 3)


def parse_project(text: Text) -> ProjectRecord:
    """Return the record; a missing field is empty, a label without a field of ours is a heading."""
    values, unplaced, introduction = _fields(text.lines)
    names = list(dict.fromkeys(map(plain, filter(None, values.get("name", [])))))
    title = names[0] if names else introduction.pop(0) if introduction else ""
    if not title:
        raise ParseError(_("It has no name."), remedy=_('Give the field "Kokonaisuuden nimi".'))
    if introduction and introduction[0].lstrip("# ") == title:
        introduction.pop(0)
        _trim(introduction)
    introduction += [line for name in names[1:] for line in ("", name)]
    introduced = _joined(introduction)
    summary = _joined(values.get("summary", [])) or introduced
    body: tuple[BodyBlock, ...] = () if introduced in ("", summary) else blocks_of(introduction)
    for label, lines in unplaced:
        body += (HeadingBlock(level=2, text=label), *blocks_of(lines, top_level=3))
    created, modified = _date(values, "created"), _date(values, "modified")
    for label, field in (("Luotu", "created"), ("Viimeksi muokattu", "modified")):
        if any(values.get(field, [])):
            body += (HeadingBlock(level=2, text=label), *blocks_of(values[field], top_level=3))
    return ProjectRecord(
        external_id=text.url or text.name,
        title=shortened(title),
        language=language_of(" ".join(text.lines)),
        url=text.url,
        summary=summary,
        body=body,
        published_at=created,
        updated_at=start_of(modified),
        authors=tuple(map(plain, _listed(values.get("authors", [])))),
        tags=tuple(_topics(values.get("tags", []))),
        links=tuple(_links(values.get("links", []))),
        contacts=tuple(_contacts(values)),
        purpose=blocks_of(values.get("purpose", [])),
        period=_joined(values.get("period", [])),
        actors=blocks_of(values.get("actors", [])),
        funders=tuple(map(plain, _listed(values.get("funders", [])))),
        starting_point=blocks_of(values.get("starting_point", [])),
        aims=blocks_of(values.get("aims", [])),
        intended_results=blocks_of(values.get("intended_results", [])),
        outputs=blocks_of(values.get("outputs", [])),
        effects=blocks_of(values.get("effects", [])),
        phenomena=tuple(_topics(values.get("phenomena", []))),
        created=created,
        modified=modified,
    )


def _label(line: str) -> tuple[str, str]:
    """Return the label (in lower case) that the line is or begins with, and the value on the same line."""
    match = marks.HEADING.fullmatch(line)
    bare = (match.group(2) if match else line).strip("* ")
    name = bare.rstrip(": ").lower()
    if name in FIELD or name in SECTIONS:
        return name, ""
    before, colon, after = bare.partition(":")
    if colon and before.strip("* ").lower() in FIELD:
        return before.strip("* ").lower(), after.strip("* ")
    return "", ""


def _fields(lines: Sequence[str]) -> tuple[dict[str, list[str]], list[tuple[str, list[str]]], list[str]]:
    """Return the lines by field, those of labels without a field of ours, and those above the first label."""
    values: dict[str, list[str]] = {}
    unplaced: list[tuple[str, list[str]]] = []
    introduction: list[str] = []
    target = introduction
    for line in lines:
        label, value = _label(line)
        if not label:
            target.append(line)
            continue
        field = FIELD.get(label, "")
        if label in SECTIONS:
            target = introduction if not values else []
            if values:
                unplaced.append((line.strip("# :"), target))
        elif field in ("target_group", "environment", "method", "evaluation"):
            target = []
            unplaced.append((line.partition(":")[0].strip("#* "), target))
        else:
            target = values.setdefault(field, [])
            target.append("")
        if value:
            target.append(value)
    for gathered in (*values.values(), introduction):
        _trim(gathered)
    return values, [(label, rest) for label, rest in unplaced if any(rest)], introduction


def _trim(lines: list[str]) -> None:
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()


def _joined(lines: Sequence[str]) -> str:
    """Return the lines as one plain text, its paragraphs parted by an empty line."""
    return "\n\n".join(plain(" ".join(chunk)) for chunk in chunks_of(lines))


def _listed(lines: Iterable[str]) -> list[str]:
    """Return each filled line without its bullet."""
    return [match.group(1) if (match := marks.BULLET.fullmatch(line)) else line for line in lines if line]


def _topics(lines: Iterable[str]) -> list[str]:
    """Return one topic a line; a single line of several is parted before each capital letter."""
    listed = [plain(line) for line in _listed(lines)]
    if len(listed) == 1:
        listed = re.split(r"\s*[;|]\s*|,?\s+(?=[A-ZÅÄÖ][^\W\d_])", listed[0])
    return list(dict.fromkeys(topic.strip(" ,;") for topic in listed if topic.strip(" ,;")))


def _links(lines: Iterable[str]) -> list[Link]:
    """Return one link a line; an address on a line of its own belongs to the text above it."""
    links: list[Link] = []
    for line in _listed(lines):
        marked = re.search(r"\]\((https?://[^\s()]+)\)", line)
        bare = re.search(r"https?://[^\s<>\"()]+", line)
        address = marked.group(1) if marked else bare.group() if bare else ""
        text = plain(line) if marked else line.replace(address, "").strip(" :–-()") if address else line
        if address and not text and links and not links[-1].url:
            links[-1] = Link(text=links[-1].text, url=address)
        else:
            links.append(Link(text=text or address, url=address))
    return links


def _date(values: dict[str, list[str]], field: str) -> date | None:
    """Take the first date out of a field's lines and return it; what is no date stays there."""
    for number, line in enumerate(values.get(field, [])):
        if found := find_date(line):
            rest = TIME.sub("", found[1]).strip(" ,")
            values[field][number] = rest
            return found[0]
    return None


def _contacts(values: dict[str, list[str]]) -> list[Contact]:
    """Return the contacts: the n-th name with the n-th organisation, address and number."""
    columns = {
        field: [plain(line) for line in _listed(values.get(f"contact_{field}", []))]
        for field in ("name", "role", "organisation", "email", "telephone")
    }
    return [
        Contact(**{field: column[number] for field, column in columns.items() if number < len(column)})
        for number in range(max(map(len, columns.values())))
    ]
