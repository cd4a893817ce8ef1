"""Deliver what happened to webhooks: signed, again later when it fails, given up after a day and a half.

The form is that of Standard Webhooks 1.0, for which there are libraries in most languages.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

import orjson
from django.db.models import F
from django.utils.timezone import now

from cms.accounts.models import User
from cms.headless.models import Delivery, Happening, Webhook
from cms.headless.sending import Answer, post
from cms.mail.actions import write_letters
from cms.membership.selectors import ADMINISTRATORS

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 1200))
"""How long after each failed attempt the next one comes; after the last there is none."""
WHILE_TRIED = timedelta(minutes=2)
"""One that a killed worker had taken waits this long."""
FAILURES_ALLOWED = 30
"""After so many failed attempts in a row, over all deliveries, a webhook is taken out of use."""
BATCH = 50
KEPT_OF_ANSWER = 1000
SECRET_MARK = "whsec_"  # noqa: S105  what secrets begin with, not one


def new_secret() -> str:
    """Return a secret to sign with."""
    return SECRET_MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def signed(*, key: str, moment: int, body: bytes, secret: str) -> dict[str, str]:
    """Return the headers that prove who sent a body, and when: both sides know the secret."""
    content = f"{key}.{moment}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix(SECRET_MARK)), content, sha256).digest()
    return {
        "webhook-id": key,
        "webhook-timestamp": str(moment),
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def body_of(happening: Happening) -> bytes:
    """Return what is sent: JSON."""
    told = {"type": f"content.{happening.kind}", "timestamp": happening.at, "data": happening.subject}
    return orjson.dumps(told)


def deliver_due() -> int:
    """Try up to ``BATCH`` deliveries that are due, the oldest first; return how many were tried."""
    due = Delivery.objects.filter(
        delivered_at=None, given_up_at=None, due_at__lte=now(), webhook__active=True
    ).order_by("due_at", "pk")
    keys = list(due.values_list("pk", flat=True)[:BATCH])
    for key in keys:
        _try(key)
    return len(keys)


def _try(key: int) -> None:
    """Take one delivery and try it; whoever raises the count of attempts first has it."""
    delivery = Delivery.objects.select_related("webhook", "happening").filter(pk=key).first()
    if delivery is None or not delivery.waits:
        return
    mine = Delivery.objects.filter(pk=key, attempts=delivery.attempts).update(
        attempts=F("attempts") + 1, due_at=now() + WHILE_TRIED
    )
    if mine:
        delivery.attempts += 1
        _note(delivery, _send(delivery))


def _send(delivery: Delivery) -> Answer:
    hook, body = delivery.webhook, body_of(delivery.happening)
    proof = signed(
        key=str(delivery.happening.pk), moment=int(now().timestamp()), body=body, secret=hook.secret
    )
    return post(hook.address, body, {"Content-Type": "application/json", **proof})


def _note(delivery: Delivery, answer: Answer) -> None:
    """Keep what came of an attempt, and when the next one is due."""
    entry: Mapping[str, Any] = {
        "at": now().isoformat(),
        "status": answer.status,
        "body": answer.body[:KEPT_OF_ANSWER],
        "seconds": round(answer.seconds, 3),
        "error": answer.error,
    }
    delivery.log = [*delivery.log, entry]
    if answer.accepted:
        delivery.delivered_at = now()
        Webhook.objects.filter(pk=delivery.webhook_id).update(failures=0)
    else:
        failed = sum(not 200 <= each["status"] < 300 for each in delivery.log)
        if failed > len(WAITS):
            delivery.given_up_at = now()
        else:
            delivery.due_at = now() + WAITS[failed - 1]
        _count_failure(delivery.webhook, gone=answer.gone)
    delivery.save(update_fields=["log", "delivered_at", "given_up_at", "due_at"])


def _count_failure(hook: Webhook, *, gone: bool) -> None:
    Webhook.objects.filter(pk=hook.pk).update(failures=F("failures") + 1)
    worn_out = Webhook.objects.filter(pk=hook.pk, active=True)
    if not gone:
        worn_out = worn_out.filter(failures__gte=FAILURES_ALLOWED)
    if worn_out.update(active=False, disabled_at=now()):
        people = User.objects.filter(groups__name=ADMINISTRATORS, is_active=True).distinct()
        write_letters(name="headless_webhook_disabled", to=people, context={"webhook": hook})


def try_out(*, webhook: Webhook) -> Delivery:
    """Have a webhook told of something that did not happen, so that its owner sees whether it works."""
    subject = {"id": 0, "type": "test", "title": webhook.name, "html_url": "", "detail_url": ""}
    happening = Happening.objects.create(kind=Happening.Kind.TRIED, thing="", subject=subject)
    return Delivery.objects.create(webhook=webhook, happening=happening)


def redeliver(*, delivery: Delivery) -> None:
    """Have a delivery tried anew, whatever came of it before."""
    Delivery.objects.filter(pk=delivery.pk).update(delivered_at=None, given_up_at=None, due_at=now())
