"""The plugin: gather the boards, fetch each, parse its notices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import ClassVar

from pydantic import BaseModel

from ingest.errors import GatherError, ParseError
from ingest.protocols import Fetched, Reference, Unreadable, Web
from ingest.records import Record
from ingest.words import in_languages
from village_bulletin.notices import record_of
from village_bulletin.settings import BulletinSettings

NO_WEB_ADDRESS = {
    "fi": "%(address)s ei ole verkko-osoite.",
    "sv": "%(address)s är ingen webbadress.",
    "en": "%(address)s is no web address.",
}
NO_BOARD = {
    "fi": "Se ei ole kylän ilmoitustaulu.",
    "sv": "Det är ingen anslagstavla för en by.",
    "en": "It is no village's board.",
}
CHECK_ADDRESS = {
    "fi": "Tarkista ilmoitustaulun osoite.",
    "sv": "Kontrollera anslagstavlans adress.",
    "en": "Check the board's address.",
}


class VillageBulletin:
    """Read the boards of villages."""

    name: ClassVar[str] = "village-bulletin"
    titles: ClassVar[dict[str, str]] = {
        "fi": "Kylätiedotteet",
        "sv": "Bybulletiner",
        "en": "Village bulletins",
    }
    api_version: ClassVar[int] = 1
    parser_version: ClassVar[int] = 1
    settings_model: ClassVar[type[BaseModel]] = BulletinSettings

    def __init__(self) -> None:
        self._web: Web | None = None
        self._gatherings = True

    def use_web(self, web: Web) -> None:
        """Take the only way to the web that there is."""
        self._web = web

    def gather(self, settings: BulletinSettings, cursor: str | None) -> Iterator[Reference]:
        """Yield each board; a board is short, so the cursor isn't needed."""
        del cursor
        self._gatherings = settings.gatherings
        for address in settings.locations:
            if not address.startswith(("http://", "https://")):
                raise GatherError(
                    in_languages(NO_WEB_ADDRESS, address=address), remedy=in_languages(CHECK_ADDRESS)
                )
            yield Reference(external_id=address, location=address)

    def listed_everything(self) -> bool:
        """Say that a notice that hangs on no board any more is gone."""
        return True

    def fetch(self, reference: Reference) -> Fetched | None:
        """Fetch a board, unless it is as it was."""
        if self._web is None:
            raise GatherError("There is no way to the web.", remedy="Call use_web first.")
        answer = self._web.get(reference.location, validators=reference.validators, accept="application/json")
        if answer.unchanged:
            return None
        return Fetched(reference, answer.content, answer.media_type, answer.url, answer.validators)

    def parse(self, fetched: Fetched) -> Iterator[Record | Unreadable]:
        """Yield a record for each notice."""
        try:
            notices = json.loads(fetched.content)["notices"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ParseError(in_languages(NO_BOARD), remedy=in_languages(CHECK_ADDRESS)) from error
        if not isinstance(notices, list):
            raise ParseError(in_languages(NO_BOARD), remedy=in_languages(CHECK_ADDRESS))
        for notice in notices:
            record = record_of(notice, fetched.location)
            if self._gatherings or getattr(record, "kind", "") != "event":
                yield record
