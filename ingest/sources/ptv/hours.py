"""Opening hours as one would tell them on the telephone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.sources.ptv.model import Span

DAYS = {
    "fi": ("ma", "ti", "ke", "to", "pe", "la", "su"),
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
ALWAYS = {"fi": "aina avoinna", "sv": "alltid öppet", "en": "always open"}


def hours_in_words(spans: Sequence[Span], language: str) -> str:
    """Return opening hours in a language, a line for each note: ``ma–pe 8.00–16.00``."""
    lines = []
    for note in dict.fromkeys(span.notes.get(language, "") for span in spans):
        noted = [span for span in spans if span.notes.get(language, "") == note]
        times = ", ".join(_in_words(noted, language))
        lines.append(f"{times} ({note})" if times and note else times or note)
    return "\n".join(line for line in lines if line)


def _in_words(spans: Iterable[Span], language: str) -> list[str]:
    words: list[str] = []
    runs: list[tuple[int, int, str]] = []
    for span in spans:
        if span.always:
            words.append(ALWAYS[language])
        if span.first_day is None:
            continue
        time = f"{_clock(span.opens)}–{_clock(span.closes)}" if span.opens or span.closes else ""
        last = span.last_day if span.last_day is not None else span.first_day
        if runs and runs[-1][1] + 1 == span.first_day and runs[-1][2] == time and last == span.first_day:
            runs[-1] = (runs[-1][0], last, time)
        else:
            runs.append((span.first_day, last, time))
    names = DAYS[language]
    for first, last, time in runs:
        days = names[first] if first == last else f"{names[first]}–{names[last]}"
        words.append(f"{days} {time}".strip())
    return words


def _clock(text: str) -> str:
    return text.lstrip("0").replace(":", ".") if not text.startswith("00") else text[1:].replace(":", ".")
