"""Measure how much memory a dry run of a CSV of 100,000 services takes above the start's.

Run it from the project's folder: ``python -m tests.benchmarks.table_memory [--rows 100000]``. It works on a
database of its own, says whether the bar holds, and exits with 1 if it doesn't.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django
import psutil

BAR = 150.0
"""Megabytes."""
LOOKED_AT = 1_000
"""Rows between two looks at the memory."""
HEADINGS = "Tunnus;Järjestö;Palvelun nimi;Tiivistelmä;Kuvaus;Kohderyhmä;Kunnat;Linkki;Ikä;Hinta\n"
ROW = (
    "p{0};Mittaus ry;Palvelu numero {0};Lyhyt kuvaus palvelusta {0} vanhemmille.;Pitempi kuvaus siitä, mitä"
    " palvelussa tapahtuu ja kenelle se on tarkoitettu, numero {0}.;Vanhemmat, Lapsiperheet;"
    "Turku, Salo, Kaarina;https://mittaus.example/palvelut/{0}#osio;0–6 v;maksuton\n"
)


def main() -> int:
    """Measure, print; return 0 if the bar holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("prepare_site", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "palvelut.csv"
        with path.open("w", encoding="utf-8") as stream:
            stream.write(HEADINGS)
            stream.writelines(ROW.format(number) for number in range(rows))
        above, sentence = measure(path)
    sys.stdout.write(f"{sentence}\n{above:.0f} MB above the start's memory for {rows} rows\n")
    sys.stdout.write(f"{'holds' if above < BAR else 'FAILS'}  under {BAR:.0f} MB\n")
    return 0 if above < BAR else 1


def measure(path: Path) -> tuple[float, str]:
    """Return the most megabytes above the start's during a dry run, and its counts."""
    from ingest.pipeline import Pipeline
    from ingest.sources.spreadsheet import SpreadsheetSettings, SpreadsheetSource
    from tests.factories.directory import OrganisationPageFactory

    OrganisationPageFactory(title="Mittaus ry")
    settings = SpreadsheetSettings(locations=(str(path),))
    pipeline = Pipeline(SpreadsheetSource(), settings, "spreadsheet", dry_run=True)
    process = psutil.Process()
    start = most = process.memory_info().rss
    for number, _outcome in enumerate(pipeline.outcomes()):
        if number % LOOKED_AT == 0:
            most = max(most, process.memory_info().rss)
    return (most - start) / 1_000_000, pipeline.counts.sentence()


if __name__ == "__main__":
    sys.exit(main())
