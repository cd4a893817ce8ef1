"""Numbers of readings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Reading(models.Model):
    """Say how often one page was read on one day; of who read it nothing is known.

    ``path`` is the page's address without the site and without the prefix of the interface's language.
    """

    day = models.DateField()
    path = models.CharField(max_length=400)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["path", "day"], name="one_number_a_page_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.day}: {self.times}"
