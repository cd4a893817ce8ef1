"""Run a plugin's three steps and check what it gives, without knowing the database.

A plugin is foreign code: whatever it raises on one thing is that thing's problem and the harvest goes
on. Only when the source can't be listed is the harvest over (``GatherError``).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from ingest.errors import FetchError, GatherError, IngestError, ParseError
from ingest.outcomes import Harvested, Problem
from ingest.protocols import Reference, SourcePlugin, Unreadable
from ingest.records import Record

logger = logging.getLogger(__name__)


def gather(plugin: SourcePlugin, settings: Any, cursor: str | None = None) -> list[Reference]:
    """Return all references, so that a list that breaks off midway imports nothing; raise ``GatherError``."""
    try:
        return list(plugin.gather(settings, cursor))
    except IngestError:
        raise
    except Exception as error:  # the plugin's own mistake, told as the run's failure
        raise GatherError(
            f"The plugin broke off: {type(error).__name__}: {error}", remedy="Tell the plugin's author."
        ) from error


def harvest(plugin: SourcePlugin, references: Iterable[Reference]) -> Iterator[Harvested]:
    """Yield every record, and a problem for each thing that gave none.

    An unchanged thing (``fetch`` gave None) yields nothing. The second record of one external id is a
    problem, since it would overwrite the first.
    """
    first_of: dict[str, str] = {}
    for reference in references:
        for harvested in _harvest_one(plugin, reference):
            if harvested.record is None:
                yield harvested
            elif harvested.name in first_of:
                message = f"It has the same identifier as {first_of[harvested.name]}: {harvested.name}"
                problem = Problem("validate", message, "Give each thing an address or name of its own.")
                yield Harvested(reference.external_id, problem=problem)
            else:
                first_of[harvested.name] = reference.external_id
                yield harvested


def _harvest_one(plugin: SourcePlugin, reference: Reference) -> Iterator[Harvested]:
    stage = "fetch"
    try:
        fetched = plugin.fetch(reference)
        if fetched is None:
            return
        stage = "parse"
        raw_hash = hashlib.sha256(fetched.content).hexdigest()
        count = 0
        for record in plugin.parse(fetched):
            count += 1
            yield _checked(record, reference, raw_hash)
        if not count:
            raise ParseError("There is nothing in it.", remedy="Check that it is what the plugin reads.")
    except (FetchError, ParseError) as error:
        yield Harvested(reference.external_id, problem=Problem.of(error, stage))
    except ValidationError as error:
        yield Harvested(reference.external_id, problem=_invalid(error))
    except Exception as error:  # foreign code may raise anything; the traceback is for its author
        logger.warning("The plugin %s failed on %r", plugin.name, reference.external_id, exc_info=True)
        yield Harvested(reference.external_id, problem=Problem.of(error, stage))


def _invalid(error: ValidationError) -> Problem:
    """Return the problem of a record that breaks the contract, its wrong fields named."""
    wrong = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'record'}: {one['msg']}" for one in error.errors())
    return Problem("validate", f"The record is not right: {wrong}.", "Correct it in the source.")


def _checked(record: object, reference: Reference, raw_hash: str) -> Harvested:
    if isinstance(record, Unreadable):
        return Harvested(record.external_id, problem=Problem("parse", record.message, record.remedy))
    if not isinstance(record, Record):
        message = f"The plugin gave a {type(record).__name__} and no record."
        problem = Problem("validate", message, "Tell the plugin's author.")
        return Harvested(reference.external_id, problem=problem)
    return Harvested(record.external_id, record, raw_hash)
