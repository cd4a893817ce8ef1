"""Make any number of plausible Finnish services, the same ones for the same seed.

Knows no models: benchmarks of the search use it without a database.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from cms.demo.vocabulary import Form, Group, Place, Theme, Vocabulary, vocabulary

MAX_NAME_LENGTH = 120
MAX_SUMMARY_LENGTH = 200
OTHER_LANGUAGES = ("sv", "en", "ar", "so", "uk", "ru")
PRICES = (
    "5 euroa kerralta.",
    "10 euroa kerralta.",
    "Lukukausimaksu 40 euroa.",
    "Materiaalimaksu 15 euroa.",
    "Omavastuu tulojen mukaan.",
)


@dataclass(frozen=True, slots=True)
class PlausibleService:
    """One generated service; references are slugs, ages are years, an empty ``price`` means free.

    ``number`` counts from 1 and is part of the slug, so that slugs are unique within a seed.
    """

    number: int
    slug: str
    organisation: str
    name: str
    summary: str
    description: str
    section_url: str
    opening_hours: str
    target_groups: tuple[str, ...]
    challenges: tuple[str, ...]
    tags: tuple[str, ...]
    municipalities: tuple[str, ...]
    whole_county: bool
    digital: bool
    channels: tuple[str, ...]
    languages: tuple[str, ...]
    anonymous: bool
    price: str
    age_from: int | None
    age_to: int | None
    confirmed_days_ago: int


def plausible_services(n: int, seed: int = 0) -> Iterator[PlausibleService]:
    """Yield ``n`` services; those of a smaller ``n`` are the first of those of a greater one."""
    words = vocabulary()
    chance = random.Random(seed)  # noqa: S311  repeatable on purpose, and no secret
    for number in range(1, n + 1):
        yield _service(number, seed, words, chance)


def slug_of(text: str) -> str:
    """Return ``text`` as an address part: lower case, without diacritics, words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def compound(first: str, last: str) -> str:
    """Join two words to a compound, with a hyphen where the same vowel would meet itself."""
    return f"{first}-{last}" if first[-1] == last[0] and last[0] in "aeiouyäö" else first + last


def _service(number: int, seed: int, words: Vocabulary, chance: random.Random) -> PlausibleService:
    themes = chance.sample(words.themes, 1 if chance.random() < 0.6 else 2)
    form = chance.choice(words.forms)
    groups = chance.sample(words.groups, chance.choice((1, 1, 2)))
    whole_county, digital, places = _availability(words, form, chance)
    slots = {
        "about": chance.choice(themes[0].about),
        "day": chance.choice(words.days),
        "doing": chance.choice(words.doings),
        "profession": chance.choice(words.professions),
        "venue": chance.choice(words.venues),
    }
    kind = compound(chance.choice(themes[0].modifiers), form.head)
    name = _name(kind, form=form, group=groups[0], places=places, words=words, chance=chance)
    organisation = chance.choice(words.organisations)
    slug = f"{slug_of(name)}-{seed}-{number}"
    ages = (groups[0].age_from, groups[0].age_to) if len(groups) == 1 else (None, None)
    return PlausibleService(
        number=number,
        slug=slug,
        organisation=organisation,
        name=name,
        summary=_summary(kind, form=form, group=groups[0], places=places, slots=slots, chance=chance),
        description=_description(form, themes=themes, groups=groups, words=words, slots=slots, chance=chance),
        section_url=f"https://{slug_of(organisation)}.example/palvelut#{slug}",
        opening_hours=f"{slots['day'].capitalize()} kello {_hours(chance)}.",
        target_groups=tuple(group.slug for group in groups),
        challenges=tuple(theme.slug for theme in themes),
        tags=tuple(dict.fromkeys(chance.choice(theme.tags) for theme in themes)),
        municipalities=tuple(place.slug for place in places),
        whole_county=whole_county,
        digital=digital,
        channels=form.channels,
        languages=_languages(chance),
        anonymous=chance.random() < 0.35,
        price=chance.choice(PRICES) if chance.random() < 0.12 else "",
        age_from=ages[0],
        age_to=ages[1],
        confirmed_days_ago=int(chance.triangular(0, 400, 40)),
    )


def _availability(
    words: Vocabulary, form: Form, chance: random.Random
) -> tuple[bool, bool, tuple[Place, ...]]:
    digital = "chat" in form.channels or chance.random() < 0.15
    if digital and chance.random() < 0.5:
        return False, True, ()
    if chance.random() < 0.25:
        return True, digital, ()
    return False, digital, tuple(chance.sample(words.places, chance.choice((1, 1, 2, 3, 5))))


def _name(
    kind: str,
    *,
    form: Form,
    group: Group,
    places: tuple[Place, ...],
    words: Vocabulary,
    chance: random.Random,
) -> str:
    noun = chance.choice(words.nouns)
    choices = [
        f"{chance.choice(words.adjectives)} {noun}",
        compound(noun, form.head),
        f"{group.genitive.capitalize()} {kind}",
        kind[0].upper() + kind[1:],
    ]
    if places:
        choices += [f"{places[0].genitive} {kind}", f"{places[0].genitive} {noun}"]
    return chance.choice(choices)[:MAX_NAME_LENGTH]


def _summary(
    kind: str,
    *,
    form: Form,
    group: Group,
    places: tuple[Place, ...],
    slots: dict[str, str],
    chance: random.Random,
) -> str:
    clause = chance.choice(form.clauses).format_map(slots)
    beginnings = [f"{group.allative.capitalize()} tarkoitettu {kind}", f"Luottamuksellinen {kind}"]
    if places:
        beginnings.append(f"{places[0].locative} toimiva {kind}")
    return f"{chance.choice(beginnings)}, {clause}."[:MAX_SUMMARY_LENGTH]


def _description(
    form: Form,
    *,
    themes: list[Theme],
    groups: list[Group],
    words: Vocabulary,
    slots: dict[str, str],
    chance: random.Random,
) -> str:
    why = [chance.choice(theme.situations) for theme in themes]
    how = [method.format_map(slots) for method in chance.sample(form.methods, len(form.methods))]
    who = " ja ".join(group.nominative for group in groups)
    begin = chance.sample(words.joining, 2)
    return "\n\n".join((" ".join(why), " ".join(how), " ".join((f"Tervetulleita ovat {who}.", *begin))))


def _hours(chance: random.Random) -> str:
    begin = chance.randint(9, 18)
    return f"{begin}–{begin + chance.randint(1, 3)}"


def _languages(chance: random.Random) -> tuple[str, ...]:
    more = chance.choice((0, 0, 0, 1, 2))
    return ("fi", *sorted(chance.sample(OTHER_LANGUAGES, more), key=OTHER_LANGUAGES.index))
