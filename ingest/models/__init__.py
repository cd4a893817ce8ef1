"""What is remembered of every source, run, reference, record, conflict and error."""

from ingest.models.error import RecordError
from ingest.models.record import AdoptionOffer, FieldConflict, HarvestedImage, HarvestedRecord
from ingest.models.run import Run
from ingest.models.source import Source, SourceReference

__all__ = [
    "AdoptionOffer",
    "FieldConflict",
    "HarvestedImage",
    "HarvestedRecord",
    "RecordError",
    "Run",
    "Source",
    "SourceReference",
]
