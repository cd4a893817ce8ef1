"""Try settings: show the first records that they bring, and save nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from ingest.actions import plan
from ingest.delivery import Delivery
from ingest.duplicates import Recogniser
from ingest.errors import GatherError, IngestError, PluginError
from ingest.guarded_web import GuardedWeb
from ingest.harvesting import harvest
from ingest.importers import importer_of
from ingest.models import Source
from ingest.options import validated_settings
from ingest.outcomes import Action, Harvested, Outcome, Problem
from ingest.protocols import PreviewsUrl, UsesWeb, Web
from ingest.registry import plugin_named
from ingest.rendering import body_text
from ingest.selectors import records_by_id
from ingest.terms import term_mapping
from ingest.wording import labels_of, words_of
from ingest.words import gettext_noop as _

RECORDS_SHOWN = 5
REFERENCES_READ = 5
LONGEST_EXCERPT = 600


@dataclass(frozen=True, slots=True)
class Sample:
    """Be one record as the trial shows it: what would be done, and its values in words."""

    outcome: Outcome
    fields: tuple[tuple[str, str], ...] = ()
    excerpt: str = ""


def try_source(source: Source, *, url: str = "", web: Web | None = None) -> list[Sample]:
    """Return the first records that a source brings, or those of one address; nothing is written.

    Raises:
        ingest.errors.IngestError: the plugin, the settings or the list are not right.
    """
    plugin = plugin_named(source.plugin)()
    settings = validated_settings(type(plugin), source.settings)
    if isinstance(plugin, UsesWeb):
        plugin.use_web(web or GuardedWeb())
    term_mapping().begin()
    references = list(islice(_references(plugin, settings, url), REFERENCES_READ))
    delivery = Delivery.of(source)
    recogniser = Recogniser(source.name)
    harvested = (item for item in harvest(plugin, references) if isinstance(item, Harvested))
    return [_sample(item, delivery, recogniser) for item in islice(harvested, RECORDS_SHOWN)]


def _references(plugin: Any, settings: Any, url: str) -> Any:
    try:
        if url:
            if not isinstance(plugin, PreviewsUrl):
                raise PluginError(_("This plugin can't try a single address."), remedy=_("Leave it empty."))
            yield plugin.reference_for(settings, url)
        else:
            yield from plugin.gather(settings, None)
    except IngestError:
        raise
    except Exception as error:  # the plugin's own mistake, told to whoever tries it
        raise GatherError(
            _("The plugin broke off: %(kind)s: %(error)s", kind=type(error).__name__, error=error),
            remedy=_("Tell the plugin's author."),
        ) from error


def _sample(item: Harvested, delivery: Delivery, recogniser: Recogniser) -> Sample:
    record = item.record
    if record is None:
        return Sample(Outcome(item.name, Action.FAILED, problems=(item.problem,) if item.problem else ()))
    known = records_by_id(source_name=delivery.source_name, external_ids=[item.name]).get(item.name)
    excerpt = body_text(record)[:LONGEST_EXCERPT]
    try:
        planned = plan(harvested=item, known=known, delivery=delivery, recogniser=recogniser)
        model = importer_of(record).model
        labels = labels_of(model, planned.values)
        fields = tuple(
            (labels[name], words)
            for name, value in planned.values.items()
            if name != "body" and (words := words_of(model, name, value)[:LONGEST_EXCERPT])
        )
        return Sample(planned.outcome(), fields, excerpt)
    except Exception as error:  # what would be this record's failure in a run is shown as such
        problem = Problem.of(error, "import")
        return Sample(Outcome(item.name, Action.FAILED, record=record, problems=(problem,)), (), excerpt)
