"""Whatever source and editor do in turn, no editor's value is lost; without editors the source's stand."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cms.publishing.models import News
from home.models import HomePage
from ingest.canonical import values_of
from ingest.importers import values_for
from ingest.keeping import run_source
from ingest.models import FieldConflict, HarvestedRecord, Source
from ingest.records import NewsRecord, ParagraphBlock
from tests.integration.ingest.played import Played, hold, new_world

FIELDS = {
    "title": st.sampled_from(["Uutinen", "Toinen", "Kolmas"]),
    "summary": st.sampled_from(["", "Lyhyt.", "Pitkä & <hauska>.", "Muu."]),
    "body": st.sampled_from(["", "Kappale.", "<b>Lihava</b> ja <a href='https://a.example/'>linkki</a>"]),
}
ROUND = st.fixed_dictionaries({"who": st.sampled_from(["source", "editor"]), **FIELDS})
CHANGED = st.sets(st.sampled_from(sorted(FIELDS)), min_size=1)
NUMBERS = count(1)

World = type[Played]


@pytest.fixture
def world(site: HomePage, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a source's world."""
    return new_world(monkeypatch)


def record(name: str, told: dict[str, str]) -> NewsRecord:
    """Return what the source says now."""
    body = (ParagraphBlock(html=told["body"]),) if told["body"] else ()
    return NewsRecord(external_id=name, title=told["title"], summary=told["summary"], body=body)


def edited(page: News, name: str, told: dict[str, str]) -> None:
    """Change one field as an editor does, in the newest draft."""
    page.refresh_from_db()
    values = values_for(record("x", told))
    draft: Any = page.get_latest_revision_as_object()
    value = values[name]
    setattr(
        draft, name, News._meta.get_field("body").stream_block.to_python(value) if name == "body" else value
    )  # type: ignore[union-attr]  # a stream field
    draft.save_revision()


@given(
    first=st.fixed_dictionaries(FIELDS),
    rounds=st.lists(st.tuples(ROUND, CHANGED), min_size=1, max_size=5),
)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_editors_value_is_lost_and_without_one_the_sources_stand(
    world: World, first: dict[str, str], rounds: list[tuple[dict[str, str], set[str]]]
) -> None:
    """``own`` is what the editor changed and the source has not said since; all else is the source's."""
    name = f"n{next(NUMBERS)}"
    source = Source.objects.create(name=name, plugin="played", kept=True)
    told, own = dict(first), dict[str, Any]()
    hold(world, record(name, told))
    list(run_source(source))
    page: Any = HarvestedRecord.objects.get(external_id=name).content
    for change, changed in rounds:
        news = {field: change[field] for field in changed}
        if change["who"] == "source":
            told |= news
            hold(world, record(name, told))
            list(run_source(source))
            said = values_for(record(name, told))
            own = {field: value for field, value in own.items() if value != said[field]}
        else:
            for field in changed:
                edited(page, field, {**told, **news})
                value = values_for(record(name, {**told, **news}))[field]
                own.pop(field, None)
                if value != values_for(record(name, told))[field]:
                    own[field] = value
        page.refresh_from_db()
        draft = values_of(page.get_latest_revision_as_object(), FIELDS)
        assert draft == {field: values_for(record(name, told))[field] for field in FIELDS} | own
    open_conflicts = FieldConflict.objects.filter(record__source=source, settled_at=None)
    assert set(open_conflicts.values_list("field", flat=True)) <= own.keys()
