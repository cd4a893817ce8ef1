"""Run a plugin's three steps and check what it gives, without knowing the database.

A plugin is foreign code: whatever it raises on one thing is that thing's problem and the harvest goes
on. Only when the source can't be listed is the harvest over (``GatherError``).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from ingest.errors import FetchError, GatherError, Gone, IngestError, ParseError
from ingest.outcomes import Harvested, Problem, ReferenceRead
from ingest.protocols import (
    KeepsCursor,
    KnowsDeletions,
    ListsEverything,
    Reference,
    SourcePlugin,
    Unreadable,
)
from ingest.records import Record
from ingest.rules import wrong_fields
from ingest.words import gettext_noop as _

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold what a plugin gathered, and what it said of the list as a whole.

    ``complete``: what is not listed is missing. ``deleted`` are external ids of records.
    """

    references: tuple[Reference, ...]
    complete: bool = False
    deleted: frozenset[str] = frozenset()
    cursor: str | None = None


def gather(plugin: SourcePlugin, settings: Any, cursor: str | None = None) -> Listing:
    """Return all references, so that a list that breaks off midway imports nothing; raise ``GatherError``."""
    try:
        references = tuple(plugin.gather(settings, cursor))
        return Listing(
            references,
            complete=isinstance(plugin, ListsEverything) and bool(plugin.listed_everything()),
            deleted=frozenset(plugin.deletions() if isinstance(plugin, KnowsDeletions) else ()),
            cursor=plugin.next_cursor() if isinstance(plugin, KeepsCursor) else None,
        )
    except IngestError:
        raise
    except Exception as error:  # the plugin's own mistake, told as the run's failure
        raise GatherError(
            _("The plugin broke off: %(kind)s: %(error)s", kind=type(error).__name__, error=error),
            remedy=_("Tell the plugin's author."),
        ) from error


def harvest(
    plugin: SourcePlugin, references: Iterable[Reference], hashes: Mapping[str, str] | None = None
) -> Iterator[Harvested | ReferenceRead]:
    """Yield every record, a problem for each thing that gave none, and how each reference ended.

    ``hashes`` are those of the bytes of earlier reads, by reference: equal bytes are not parsed again. The
    second record of one external id is a problem, since it would overwrite the first.
    """
    first_of: dict[str, str] = {}
    for reference in references:
        failed = False
        for item in _harvest_one(plugin, reference, (hashes or {}).get(reference.external_id, "")):
            if isinstance(item, ReferenceRead):
                yield replace(item, failed=item.failed or failed)
            elif item.record is None:
                failed = True
                yield item
            elif item.name in first_of:
                failed = True
                message = _(
                    "It has the same identifier as %(first_of)s: %(name)s",
                    first_of=first_of[item.name],
                    name=item.name,
                )
                problem = Problem("validate", message, _("Give each thing an address or name of its own."))
                yield Harvested(reference.external_id, problem=problem, reference=reference.external_id)
            else:
                first_of[item.name] = reference.external_id
                yield item


def _harvest_one(
    plugin: SourcePlugin, reference: Reference, known_hash: str
) -> Iterator[Harvested | ReferenceRead]:
    stage, name, problem = "fetch", reference.external_id, None
    try:
        fetched = plugin.fetch(reference)
        if fetched is None:
            yield ReferenceRead(reference, known_hash, reference.validators, unchanged=True)
            return
        stage = "parse"
        raw_hash = hashlib.sha256(fetched.content).hexdigest()
        if raw_hash == known_hash:
            yield ReferenceRead(reference, raw_hash, fetched.validators, unchanged=True)
            return
        count = 0
        for record in plugin.parse(fetched):
            count += 1
            yield _checked(record, reference, raw_hash)
        if not count:
            raise ParseError(
                _("There is nothing in it."), remedy=_("Check that it is what the plugin reads.")
            )
        yield ReferenceRead(reference, raw_hash, fetched.validators)
        return
    except Gone as error:
        yield Harvested(name, problem=Problem.of(error, stage), reference=name)
        yield ReferenceRead(reference, gone=True, failed=True)
        return
    except (FetchError, ParseError) as error:
        problem = Problem.of(error, stage)
    except ValidationError as error:
        problem = _invalid(error)
    except Exception as error:  # foreign code may raise anything; the traceback is for its author
        logger.warning("The plugin %s failed on %r", plugin.name, reference.external_id, exc_info=True)
        problem = Problem.of(error, stage)
    yield Harvested(name, problem=problem, reference=name)
    yield ReferenceRead(reference, failed=True)


def _invalid(error: ValidationError) -> Problem:
    """Return the problem of a record that breaks the contract, its wrong fields named."""
    message = _("The record is not right: %(rules)s.", rules=wrong_fields(error))
    return Problem("validate", message, _("Correct it in the source."))


def _checked(record: object, reference: Reference, raw_hash: str) -> Harvested:
    if isinstance(record, Unreadable):
        problem = Problem("parse", record.message, record.remedy)
        return Harvested(record.external_id, problem=problem, reference=reference.external_id)
    if not isinstance(record, Record):
        message = _("The plugin gave a %(kind)s and no record.", kind=type(record).__name__)
        problem = Problem("validate", message, _("Tell the plugin's author."))
        return Harvested(reference.external_id, problem=problem, reference=reference.external_id)
    return Harvested(record.external_id, record, raw_hash, reference=reference.external_id)
