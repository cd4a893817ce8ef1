"""That something changed."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """Be a transaction that changed content; written by the database's own triggers alone.

    PostgreSQL writes a row for each transaction, under its number, so that two of them never wait for each
    other. SQLite, where one writes at a time anyway, counts in a single row.
    """

    number = models.BigIntegerField(primary_key=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
