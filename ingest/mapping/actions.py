"""What changes the mapping by hand or from a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib.resources import files

from django.db import transaction

from ingest.errors import ImportRefused
from ingest.mapping.models import TermRule
from ingest.models import Source
from ingest.own_names import folded
from ingest.terms import Facet
from ingest.words import gettext_noop as _

COLUMNS = ("facet", "vocabulary", "code", "label", "decision", "entries")


def read_again(rule: TermRule) -> int:
    """Have the sources in which a term was seen read everything at their next run; return how many."""
    return Source.objects.filter(name__in=rule.sources).update(read_all_next=True)


def shipped_rules() -> Iterator[dict[str, str]]:
    """Yield the rows of the mapping that comes with the product."""
    text = files("ingest.mapping").joinpath("shipped.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(io.StringIO(text))


@transaction.atomic
def load_rules(*, content: str, replace: bool = False) -> int:
    """Add rules from CSV; return how many were new or changed. What people decided stays, unless ``replace``.

    The columns are ``COLUMNS``; ``entries`` are address parts of our entries, parted by blanks. Raises
    ``ImportRefused`` that names the row.
    """
    count = 0
    reader = csv.DictReader(io.StringIO(content))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise ImportRefused(
            _("The column '%(missing)s' is missing.", missing=missing[0]),
            remedy=_("Use %(names)s.", names=", ".join(COLUMNS)),
        )
    for number, row in enumerate(reader, start=2):
        if row["facet"] not in list(Facet) or row["decision"] not in TermRule.Decision.values:
            raise ImportRefused(
                _("Row %(number)s names no list or no decision that there is.", number=number),
                remedy=_(
                    "Lists: %(lists)s. Decisions: %(decisions)s.",
                    lists=", ".join(Facet),
                    decisions=", ".join(TermRule.Decision.values),
                ),
            )
        count += _load(row, replace=replace)
    return count


def _load(row: dict[str, str], *, replace: bool) -> bool:
    same = TermRule.objects.filter(facet=row["facet"], vocabulary=row["vocabulary"], code=row["code"])
    known = same.first() if row["code"] else same.filter(label_key=folded(row["label"])).first()
    if known is not None and known.decision != TermRule.Decision.WAITING and not replace:
        return False
    rule = known or TermRule(facet=row["facet"], vocabulary=row["vocabulary"], code=row["code"])
    rule.label, rule.decision = row["label"], row["decision"]
    rule.shipped = row["entries"].split()
    rule.save()
    read_again(rule)
    return True
