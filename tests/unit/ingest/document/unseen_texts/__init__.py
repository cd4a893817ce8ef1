"""Texts as they come: other sites' frames, notations and orders. All invented."""

from __future__ import annotations

from tests.unit.ingest.document.unseen_texts.case import Case
from tests.unit.ingest.document.unseen_texts.dates import DATES
from tests.unit.ingest.document.unseen_texts.news import NEWS
from tests.unit.ingest.document.unseen_texts.projects import PROJECTS
from tests.unit.ingest.document.unseen_texts.refused import REFUSED
from tests.unit.ingest.document.unseen_texts.releases import RELEASES
from tests.unit.ingest.document.unseen_texts.reviews import REVIEWS

__all__ = ["CASES", "REFUSED", "Case"]

CASES: dict[str, Case] = NEWS | DATES | RELEASES | PROJECTS | REVIEWS
"""By what each is an example of."""
