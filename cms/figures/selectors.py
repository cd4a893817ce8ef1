"""What reads key figures."""

from __future__ import annotations

from cms.figures.models import KeyFigure


def figure_named(name: str) -> KeyFigure | None:
    """Return the key figure that a source means by a name in any language, or by its slug.

    Case and surrounding blanks don't matter. One that is in use goes before one that is not; where two are
    called so in different languages, the one whose Finnish name it is.
    """
    wanted = " ".join(name.split()).casefold()
    found = [
        (not figure.in_use, _rank(figure, wanted), figure.pk, figure)
        for figure in KeyFigure.objects.all()
        if wanted in {known.casefold() for known in (figure.slug, *figure.names)}
    ]
    return min(found)[-1] if wanted and found else None


def _rank(figure: KeyFigure, wanted: str) -> int:
    return [name.casefold() for name in (figure.slug, *figure.names)].index(wanted)
