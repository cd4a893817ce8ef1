"""Who may log in."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Be one person's account; the e-mail address is hers alone."""

    email = models.EmailField(_("email address"), unique=True)

    class Meta(AbstractUser.Meta):
        """Keep Django's names."""
