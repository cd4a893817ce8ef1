"""A host's two colours, and what is made of them so that everything stays legible (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

HEX = re.compile(r"#?([0-9a-fA-F]{6})")
TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0
STEPS = 40
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
ACCENT, PAPER = "933b28", "fffdfa"
"""Our own, for a host that chooses none."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Hold the colours of a frame, each as six hexadecimal digits."""

    paper: str
    ink: str
    accent: str
    on_accent: str
    line: str


def read_colour(text: str, default: str) -> str:
    """Return six hexadecimal digits. Raises ``ValueError`` for what is no colour."""
    if not text:
        return default
    if match := HEX.fullmatch(text.strip()):
        return match[1].lower()
    raise ValueError(f"{text!r} is no colour; write one like 933b28.")


def palette(*, accent: str, paper: str) -> Palette:
    """Return a legible palette: the paper as it is given, the accent moved away from it as far as needed.

    Links and buttons have the accent's colour, so it must stand out from the paper as text does.
    """
    ground = _colour(paper)
    ink = max((BLACK, WHITE), key=lambda end: contrast(end, ground))
    strong = _moved(_colour(accent), ink, ground, TEXT_CONTRAST)
    on_accent = max((BLACK, WHITE), key=lambda end: contrast(end, strong))
    line = _moved(ground, ink, ground, CONTROL_CONTRAST)
    return Palette(paper, _hex(ink), _hex(strong), _hex(on_accent), _hex(line))


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _moved(colour: Colour, towards: Colour, ground: Colour, least: float) -> Colour:
    """Return the first colour on the way that stands out enough from the ground."""
    for step in range(STEPS + 1):
        mixed = _mixed(colour, towards, step / STEPS)
        if contrast(mixed, ground) >= least:
            return mixed
    return towards


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _colour(digits: str) -> Colour:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _hex(colour: Colour) -> str:
    return "".join(f"{channel:02x}" for channel in colour)
