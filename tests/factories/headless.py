"""Programs that ask and programs that are told."""

from __future__ import annotations

import factory

from cms.headless.delivery import new_secret
from cms.headless.models import ApiToken, Webhook
from cms.headless.tokens import issue_token


class WebhookFactory(factory.django.DjangoModelFactory):
    """Make a webhook that is told everything."""

    class Meta:
        model = Webhook

    name = factory.Sequence(lambda number: f"Sivusto {number}")
    address = "https://sivusto.example/kutsu"
    secret = factory.LazyFunction(new_secret)


def bearer(scope: str = ApiToken.Scope.DRAFTS) -> dict[str, str]:
    """Make a token; return the header that bears it."""
    _token, secret = issue_token(name="Sivusto", scope=scope, by=None)
    return {"Authorization": f"Bearer {secret}"}
