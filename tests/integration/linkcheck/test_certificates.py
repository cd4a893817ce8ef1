"""Certificates of every fault, and those that soon end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ingest.linkcheck.classes import LinkClass
from ingest.linkcheck.crawl import inspect_all
from ingest.linkcheck.verdicts import verdict_of
from tests.integration.linkcheck.conftest import PAGE, class_of
from tests.localworld.certificates import Authority
from tests.localworld.fixtures import MakeClient, StartServer
from tests.localworld.names import Names


def test_an_expired_certificate_is_a_tls_error(
    authority: Authority, make_client: MakeClient, start_server: StartServer, names: Names
) -> None:
    names.give("secure.example", "127.0.0.1")
    context = authority.context("old", host="secure.example", end="20210101000000Z")
    address = start_server(tls=context).url("/", "secure.example")
    (evidence,) = inspect_all([address], client=make_client(), concurrency=1)
    assert class_of(evidence) == LinkClass.TLS_ERROR
    assert "expired" in evidence.detail


def test_a_certificate_that_ends_soon_is_told_though_the_link_works(
    authority: Authority, make_client: MakeClient, start_server: StartServer, names: Names
) -> None:
    names.give("secure.example", "127.0.0.1")
    end = datetime.now(UTC) + timedelta(days=5)
    context = authority.context("soon", host="secure.example", end=f"{end:%Y%m%d%H%M%SZ}")
    played = start_server(tls=context)
    played.pages["/"] = lambda talk: talk.send(200, PAGE)
    (evidence,) = inspect_all([played.url("/", "secure.example")], client=make_client(), concurrency=1)
    assert class_of(evidence) == LinkClass.OK
    assert evidence.ends_soon(datetime.now(UTC))
    assert verdict_of(LinkClass.OK, evidence, at=datetime.now(UTC)).fix


@pytest.mark.parametrize("fault", ["wrong_host", "self_signed", "not_yet_valid"])
def test_a_certificate_of_any_fault_is_a_tls_error(
    authority: Authority, make_client: MakeClient, start_server: StartServer, names: Names, fault: str
) -> None:
    names.give("secure.example", "127.0.0.1")
    contexts = {
        "wrong_host": lambda: authority.context("other", host="other.example"),
        "self_signed": lambda: authority.self_signed("secure.example"),
        "not_yet_valid": lambda: authority.context("early", host="secure.example", start="20980101000000Z"),
    }
    address = start_server(tls=contexts[fault]()).url("/", "secure.example")
    (evidence,) = inspect_all([address], client=make_client(), concurrency=1)
    assert class_of(evidence) == LinkClass.TLS_ERROR
