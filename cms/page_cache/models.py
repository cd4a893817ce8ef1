"""That something changed."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """Be a change of content; written by the database's own triggers alone.

    PostgreSQL writes a row for each statement, numbered by a sequence, so that two transactions never wait
    for each other. SQLite, where one writes at a time anyway, counts in a single row.
    """

    number = models.BigIntegerField(primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
