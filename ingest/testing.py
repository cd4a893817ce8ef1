# ruff: noqa: S101  assertions are what a test suite is made of
"""The contract suite for plugin authors: subclass it, name the plugin, and run pytest.

It needs neither database nor settings of Django.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, get_args

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from ingest.errors import FetchError, Gone, ParseError
from ingest.protocols import (
    Answer,
    Fetched,
    KeepsCursor,
    KnowsDeletions,
    ListsEverything,
    Reference,
    SourcePlugin,
    UsesWeb,
    Validators,
    Web,
)
from ingest.records import AnyRecord, Record
from ingest.registry import check_plugin
from ingest.rendering import body_html
from ingest.words import gettext_noop as _

KINDS = {model.model_fields["kind"].default for model in get_args(get_args(AnyRecord)[0])}
GARBAGE = (b"", b"\x00\x01\x02\xff" * 64, b"\xc3\x28")


@dataclass
class PlayedWeb:
    """Play a web of given answers; every other address is gone.

    An address whose answer has an ``etag`` header answers 304 to a request that knows it. ``asked`` are
    the addresses that were asked for, in order.
    """

    answers: Mapping[str, Answer | bytes | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(
        self,
        url: str,
        *,
        validators: Validators = (),
        accept: str = "",
        headers: Validators = (),
        expected: Collection[int] = (),
        max_bytes: int | None = None,
        partial: bool = False,
    ) -> Answer:
        """Return the given answer; raise ``Gone`` or ``FetchError`` as the real web does."""
        del accept, headers
        self.asked.append(url)
        given = self.answers.get(url)
        if given is None:
            raise Gone(_("%(url)s is no longer there (status 404).", url=url), remedy=_("Check the address."))
        if isinstance(given, str):
            given = given.encode()
        answer = Answer(url, given, "application/octet-stream") if isinstance(given, bytes) else given
        if validators and set(validators) & set(answer.validators):
            return Answer(answer.url, status=304, headers=answer.headers)
        if max_bytes is not None and len(answer.content) > max_bytes and not partial:
            raise FetchError(
                _("There is more than is taken."),
                remedy=_("Give a narrower address: there is more behind this one than is taken."),
            )
        if not 200 <= answer.status < 300 and answer.status not in expected:
            raise FetchError(
                _("%(url)s answered with status %(status)s.", url=url, status=answer.status),
                remedy=_("Try again later."),
            )
        return answer


_OUTSIDE = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "sqlite3.connect", "subprocess.Popen"}
)
_watching: list[list[str]] = []


@cache
def _keep_watch() -> None:
    """Have Python report what code does outside of it; such a hook can't be taken away again."""

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _OUTSIDE:
            for seen in _watching:
                seen.append(f"{event} {arguments[1:]}")

    sys.addaudithook(note)


@contextmanager
def steps_outside() -> Iterator[list[str]]:
    """Yield a list of the connections, name look-ups, databases and processes that are opened meanwhile."""
    _keep_watch()
    seen: list[str] = []
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


class SourcePluginContract:
    """Hold what every source plugin promises.

    Set ``plugin`` and write ``settings_values``: settings under which ``gather`` finds at least one
    thing that parses, without the network. A plugin that uses the web gets the one that ``web`` plays.
    ``garbage`` are bytes that the plugin must refuse.
    """

    plugin: ClassVar[type[SourcePlugin]]
    garbage: ClassVar[tuple[bytes, ...]] = GARBAGE

    def settings_values(self, tmp_path: Path) -> dict[str, Any]:
        """Return the settings; files that they name may be written to ``tmp_path``."""
        raise NotImplementedError

    def web(self) -> Web:
        """Return the web that the plugin is handed: ``PlayedWeb`` with the answers that it needs."""
        return PlayedWeb()

    def new_plugin(self) -> SourcePlugin:
        """Return an instance that has been handed the web if it uses one."""
        plugin = self.plugin()
        if isinstance(plugin, UsesWeb):
            plugin.use_web(self.web())
        return plugin

    @pytest.fixture
    def settings(self, tmp_path: Path) -> BaseModel:
        """Return the validated settings."""
        return self.plugin.settings_model.model_validate(self.settings_values(tmp_path))

    def fetched(self, settings: BaseModel) -> list[Fetched]:
        """Return everything that a new instance of the plugin gathers and fetches."""
        plugin = self.new_plugin()
        things = [plugin.fetch(reference) for reference in plugin.gather(settings, None)]
        return [thing for thing in things if thing is not None]

    def records(self, settings: BaseModel) -> list[Record]:
        """Return every record of everything fetched."""
        plugin = self.new_plugin()
        things = [plugin.fetch(reference) for reference in plugin.gather(settings, None)]
        given = [record for thing in things if thing is not None for record in plugin.parse(thing)]
        return [record for record in given if isinstance(record, Record)]

    def test_the_class_keeps_the_contract(self) -> None:
        """The name, titles, version, settings model and steps are there."""
        assert check_plugin(self.plugin, self.plugin.name) is self.plugin

    def test_unknown_settings_are_refused(self, tmp_path: Path) -> None:
        """A misspelt setting is told and not passed over: forbid extra keys in the model."""
        values = {**self.settings_values(tmp_path), "no_such_setting_exists": "1"}
        with pytest.raises(ValidationError):
            self.plugin.settings_model.model_validate(values)

    def test_every_setting_has_a_title_in_words(self) -> None:
        """The admin draws its form from the model: give each field a ``title``."""
        fields = self.plugin.settings_model.model_fields
        assert [name for name, setting in fields.items() if not setting.title] == []

    def test_what_the_plugin_says_of_its_list_fits(self, settings: BaseModel) -> None:
        """A cursor is a text that can be handed back, and what is deleted was not gathered."""
        plugin = self.new_plugin()
        gathered = {reference.external_id for reference in plugin.gather(settings, None)}
        if isinstance(plugin, ListsEverything):
            assert isinstance(plugin.listed_everything(), bool)
        if isinstance(plugin, KnowsDeletions):
            assert not set(plugin.deletions()) & gathered
        if isinstance(plugin, KeepsCursor):
            cursor = plugin.next_cursor()
            assert cursor is None or isinstance(cursor, str)
            later = [reference.external_id for reference in self.new_plugin().gather(settings, cursor)]
            assert len(later) == len(set(later))

    def test_references_are_unique_and_the_same_every_time(self, settings: BaseModel) -> None:
        """What is gathered twice has the same external ids, each once."""
        plugins = (self.new_plugin(), self.new_plugin())
        first, second = ([one.external_id for one in plugin.gather(settings, None)] for plugin in plugins)
        assert first
        assert first == second
        assert len(first) == len(set(first))

    def test_fetched_bytes_belong_to_their_reference(self, settings: BaseModel) -> None:
        """Each fetched thing tells which reference it answers."""
        for thing in self.fetched(settings):
            assert isinstance(thing.reference, Reference)
            assert isinstance(thing.content, bytes)
            assert thing.media_type

    def test_records_are_of_a_known_kind_with_ids_of_their_own(self, settings: BaseModel) -> None:
        """Every record can be imported, and none overwrites another."""
        records = self.records(settings)
        assert records
        assert {getattr(record, "kind", None) for record in records} <= KINDS
        assert len({record.external_id for record in records}) == len(records)

    def test_the_same_bytes_give_the_same_records(self, settings: BaseModel) -> None:
        """An unchanged source is recognised: nothing in a record depends on the time or the run."""
        assert self.records(settings) == self.records(settings)

    def test_records_survive_being_written_and_read(self, settings: BaseModel) -> None:
        """Every record is plain data, and its body can be shown."""
        adapter: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)
        for record in self.records(settings):
            assert adapter.validate_json(record.model_dump_json()) == record
            assert isinstance(body_html(record), str)

    def test_nothing_outside_is_reached_but_through_the_web_that_is_handed_over(
        self, settings: BaseModel
    ) -> None:
        """No connection, name look-up, database or process of the plugin's own: what it needs, it is handed.

        Only the web that the product hands over honours robots.txt, politeness and the guard of addresses.
        """
        with steps_outside() as seen:
            self.records(settings)
        assert seen == []

    def test_bytes_of_another_kind_are_refused(self) -> None:
        """What the plugin can't read is a ``ParseError`` that says why, never another exception."""
        reference = Reference(external_id="garbage", location="garbage")
        for content in self.garbage:
            fetched = Fetched(reference, content, "application/octet-stream", "garbage")
            with pytest.raises(ParseError, match=r"\w"):
                list(self.new_plugin().parse(fetched))

    def test_a_reference_to_nothing_is_a_fetch_error(self, settings: BaseModel) -> None:
        """What is gone when it is fetched is a ``FetchError``, never another exception."""
        plugin = self.new_plugin()
        list(plugin.gather(settings, None))
        with pytest.raises(FetchError):
            plugin.fetch(Reference(external_id="gone", location="/no/such/thing/anywhere"))
