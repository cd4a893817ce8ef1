"""The rules that come with the product: PTV's target groups and service classes, names of the county."""

import csv
import io
from importlib.resources import files

from django.db import migrations


def add(apps, schema_editor):
    TermRule = apps.get_model("term_mapping", "TermRule")
    text = files("ingest.mapping").joinpath("shipped.csv").read_text(encoding="utf-8")
    TermRule.objects.bulk_create(
        TermRule(
            facet=row["facet"],
            vocabulary=row["vocabulary"],
            code=row["code"],
            label=row["label"],
            label_key=" ".join(row["label"].casefold().split()),
            decision=row["decision"],
            shipped=row["entries"].split(),
        )
        for row in csv.DictReader(io.StringIO(text))
    )


class Migration(migrations.Migration):
    dependencies = [("term_mapping", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
