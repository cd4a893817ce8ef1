from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ingest", "0002_sources_and_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="source",
            name="cursor_context",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
    ]
