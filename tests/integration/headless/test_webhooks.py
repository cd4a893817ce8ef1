"""Other programs are told of what is published, changed and withdrawn: signed, again later, not for ever."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation
from django.utils.timezone import now
from pytest_django import Settings
from wagtail.models import PageViewRestriction

from cms.directory.actions import save_service_draft
from cms.directory.models import OrganisationPage, Service, TargetGroup
from cms.headless.delivery import FAILURES_ALLOWED, WAITS, deliver_due
from cms.headless.happenings import forget_old
from cms.headless.models import ApiToken, Delivery, Happening, Webhook
from home.models import HomePage
from home.roles import ADMINISTRATORS
from tests.factories import (
    NewsFactory,
    OrganisationPageFactory,
    ServiceFactory,
    TargetGroupFactory,
    UserFactory,
    umbrella_person,
)
from tests.factories.headless import WebhookFactory

pytestmark = pytest.mark.django_db


@dataclass
class Listener:
    """Be another program on the loopback: it answers ``status`` and keeps what it was sent."""

    status: int = 204
    location: str = ""
    received: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)
    address: str = ""


@pytest.fixture
def listener(settings: Settings) -> Iterator[Listener]:
    """Start a program that listens, and let outbound requests reach it."""
    program = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            program.received.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(program.status)
            if program.location:
                self.send_header("Location", program.location)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    port = server.server_port
    program.address = f"http://127.0.0.1:{port}/kutsu"
    settings.OUTBOUND_ALLOWED_NETWORKS = f"127.0.0.1:{port}"
    settings.OUTBOUND_PORTS = (port,)
    settings.OUTBOUND_HOST_INTERVAL = 0
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield program
    server.shutdown()
    thread.join()
    server.server_close()


def told() -> list[tuple[str, str]]:
    """Return what happened to what, in order, and forget it."""
    found = [(each.kind, each.subject["title"]) for each in Happening.objects.order_by("at")]
    Delivery.objects.all().delete()
    return found


def test_nothing_is_written_while_nobody_listens(site: HomePage) -> None:
    NewsFactory()
    assert not Happening.objects.exists()


def test_a_page_is_told_as_published_changed_and_withdrawn(site: HomePage) -> None:
    WebhookFactory()
    news = NewsFactory(title="Avajaiset")
    NewsFactory(title="Luonnos", publish=False)
    news.save_revision().publish()
    news.unpublish()
    news.save_revision().publish()
    news.delete()
    assert told() == [
        (kind, "Avajaiset") for kind in ("published", "changed", "withdrawn", "published", "withdrawn")
    ]


def test_a_service_that_ends_is_withdrawn_once(site: HomePage) -> None:
    WebhookFactory()
    service: Service = ServiceFactory(name="Kahvila", organisation=OrganisationPageFactory(title="Tupa ry"))
    save_service_draft(service=service, values={"summary": "Uutta."}, publish=True)
    save_service_draft(service=service, values={"status": "ended"}, publish=True)
    save_service_draft(service=service, values={"summary": "Vielä."}, publish=True)
    service.delete()
    happened = [each for each in told() if each[1] == "Kahvila"]
    assert [kind for kind, _name in happened] == ["published", "changed", "withdrawn"]


def test_what_is_told_of_a_service_says_where_programs_read_it(site: HomePage, client: Client) -> None:
    WebhookFactory()
    service: Service = ServiceFactory(name="Kahvila")
    subject = Happening.objects.get(thing=f"service:{service.pk}").subject
    assert client.get(urlsplit(subject["detail_url"]).path).json()["name"] == "Kahvila"


def test_services_go_and_come_with_their_organisation(site: HomePage) -> None:
    organisation: OrganisationPage = OrganisationPageFactory(title="Tupa ry")
    ServiceFactory(name="Kahvila", organisation=organisation)
    WebhookFactory()
    restriction = PageViewRestriction.objects.create(
        page=organisation, restriction_type=PageViewRestriction.LOGIN
    )
    restriction.delete()
    organisation.unpublish()
    organisation.save_revision().publish()
    happened = told()
    for name in ("Tupa ry", "Kahvila"):
        assert [kind for kind, title in happened if title == name] == ["withdrawn", "published"] * 2


def test_a_term_that_services_are_found_by_is_told_in_the_sites_own_language(site: HomePage) -> None:
    WebhookFactory()
    group: TargetGroup = TargetGroupFactory(name_fi="Nuoret", name_sv="Unga", slug="nuoret")
    group.name_fi = "Nuoret aikuiset"
    with translation.override("sv"):
        group.save()
    subject = Happening.objects.get(kind="changed").subject
    group.delete()
    assert told() == [
        ("published", "Nuoret"),
        ("changed", "Nuoret aikuiset"),
        ("withdrawn", "Nuoret aikuiset"),
    ]
    assert subject["type"] == "directory.TargetGroup"
    assert subject["html_url"].endswith("/haku/?target_group=nuoret")
    assert "/sv/" not in subject["html_url"]
    assert subject["detail_url"].endswith("/api/taxonomies")


def test_a_webhook_is_told_only_what_it_wants_to_know(site: HomePage) -> None:
    hook = WebhookFactory(on_changed=False, on_withdrawn=False)
    WebhookFactory(active=False)
    news = NewsFactory()
    news.save_revision().publish()
    news.unpublish()
    assert list(Delivery.objects.values_list("webhook", "happening__kind")) == [(hook.pk, "published")]


def test_what_is_sent_proves_who_sent_it(site: HomePage, listener: Listener) -> None:
    hook: Webhook = WebhookFactory(address=listener.address)
    news = NewsFactory(title="Avajaiset", slug="avajaiset")
    assert deliver_due() == 1
    [(headers, body)] = listener.received
    sent = json.loads(body)
    assert sent["type"] == "content.published"
    assert sent["data"]["title"] == "Avajaiset"
    assert sent["data"]["detail_url"].endswith(f"/api/v2/pages/{news.pk}/")
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    proof = base64.b64encode(hmac.new(key, content, sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{proof}"
    assert abs(int(headers["webhook-timestamp"]) - now().timestamp()) < 60
    [entry] = Delivery.objects.get().log
    assert entry["status"] == 204
    assert deliver_due() == 0


def test_a_failed_delivery_is_tried_again_later_and_given_up_in_the_end(
    site: HomePage, listener: Listener
) -> None:
    hook: Webhook = WebhookFactory(address=listener.address)
    listener.status = 500
    NewsFactory()
    for attempt, wait in enumerate(WAITS):
        Delivery.objects.update(due_at=now())
        assert deliver_due() == 1
        delivery = Delivery.objects.get()
        assert delivery.attempts == attempt + 1
        assert abs(delivery.due_at - now() - wait) < timedelta(seconds=30)
        assert deliver_due() == 0
    Delivery.objects.update(due_at=now())
    deliver_due()
    delivery = Delivery.objects.get()
    assert delivery.given_up_at is not None
    assert [entry["status"] for entry in delivery.log] == [500] * (len(WAITS) + 1)
    hook.refresh_from_db()
    assert (hook.active, hook.failures) == (True, len(WAITS) + 1)
    assert len({headers["webhook-id"] for headers, _body in listener.received}) == 1


@pytest.mark.parametrize(("status", "failures"), [(500, FAILURES_ALLOWED - 1), (410, 0)])
def test_a_webhook_that_fails_for_long_or_is_gone_is_taken_out_of_use(
    site: HomePage, listener: Listener, status: int, failures: int
) -> None:
    administrator = UserFactory()
    administrator.groups.add(*administrator.groups.model.objects.filter(name=ADMINISTRATORS))
    hook: Webhook = WebhookFactory(address=listener.address, failures=failures, name="Kunnan sivut")
    listener.status = status
    NewsFactory()
    deliver_due()
    hook.refresh_from_db()
    assert not hook.active
    assert hook.disabled_at is not None
    from cms.mail.models import Letter

    letter = Letter.objects.get(recipient=administrator.email)
    assert "Kunnan sivut" in letter.subject
    assert f"/hallinta/rajapinnat/ilmoitukset/{hook.pk}/" in letter.text


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_but_tried_again(site: HomePage, listener: Listener, status: int) -> None:
    WebhookFactory(address=listener.address)
    listener.status, listener.location = status, f"{listener.address}/muualle"
    NewsFactory()
    assert deliver_due() == 1
    delivery = Delivery.objects.get()
    assert ([entry["status"] for entry in delivery.log], delivery.waits) == ([status], True)
    assert len(listener.received) == 1


def test_an_address_within_our_own_network_is_never_called(site: HomePage, settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = ""
    WebhookFactory(address="http://127.0.0.1/kutsu")
    NewsFactory()
    deliver_due()
    [entry] = Delivery.objects.get().log
    assert entry["status"] == 0
    assert "AddressRefused" in entry["error"]


def test_old_happenings_are_forgotten(site: HomePage) -> None:
    WebhookFactory()
    NewsFactory()
    assert forget_old() == 0
    Happening.objects.update(at=now() - timedelta(days=31))
    assert forget_old() == 2
    assert not Delivery.objects.exists()


def test_an_administrator_makes_tries_and_repeats_in_the_admin(
    site: HomePage, client: Client, listener: Listener
) -> None:
    client.force_login(UserFactory(is_superuser=True))
    made = client.post(
        "/hallinta/rajapinnat/ilmoitukset/uusi/",
        {"name": "Kunnan sivut", "address": listener.address, "on_published": "on", "active": "on"},
    )
    hook = Webhook.objects.get()
    path = f"/hallinta/rajapinnat/ilmoitukset/{hook.pk}/"
    assert hook.secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert hook.secret not in client.get(path).content.decode()
    client.post(path, {"try": "1"})
    deliver_due()
    assert json.loads(listener.received[0][1])["type"] == "content.tried"
    client.post(path, {"redeliver": str(Delivery.objects.get().pk)})
    deliver_due()
    assert len(listener.received) == 2
    Webhook.objects.update(active=False, failures=9, disabled_at=now())
    client.post(path, {"name": "Kunnan sivut", "address": listener.address, "active": "on"})
    hook.refresh_from_db()
    assert (hook.active, hook.failures, hook.disabled_at, hook.on_published) == (True, 0, None, False)
    old = hook.secret
    assert client.post(path, {"renew": "1"}).status_code == 200
    hook.refresh_from_db()
    assert hook.secret != old
    client.post(path, {"delete": "1"})
    assert not Webhook.objects.exists()


def test_a_tokens_secret_is_shown_once_and_revoked_by_a_press(site: HomePage, client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    made = client.post("/hallinta/rajapinnat/tunnukset/uusi/", {"name": "Kunta", "scope": "drafts"})
    secret = made.content.decode().partition('id="headless-secret">')[2].partition("<")[0]
    assert secret.startswith("pp_")
    header = {"Authorization": f"Bearer {secret}"}
    assert client.get("/api/services?version=draft", headers=header).status_code == 200
    assert secret not in client.get("/hallinta/rajapinnat/").content.decode()
    client.post(f"/hallinta/rajapinnat/tunnukset/{ApiToken.objects.get().pk}/peru/")
    assert client.get("/api/services?version=draft", headers=header).status_code == 401


def test_interfaces_are_kept_by_administrators_alone(site: HomePage, client: Client) -> None:
    hook = WebhookFactory()
    client.force_login(umbrella_person())
    for path in ("", "tunnukset/uusi/", "ilmoitukset/uusi/", f"ilmoitukset/{hook.pk}/"):
        assert client.get(f"/hallinta/rajapinnat/{path}").status_code == 403
    assert "rajapinnat" not in client.get("/hallinta/").content.decode()
