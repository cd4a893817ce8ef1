"""Identifiers: the same for ever, different for everything."""

from __future__ import annotations

from uuid import UUID

from cms.directory.hsds.identifiers import identifier, key_of


def test_an_identifier_never_changes() -> None:
    assert identifier("service", 1) == UUID("b8d8ef76-58c6-5690-8be7-b8cf2b2ca2ca")


def test_kinds_and_keys_are_told_apart() -> None:
    made = {identifier("service", 1), identifier("organization", 1), identifier("service", 11)}
    made |= {identifier("service_at_location", 1, "853"), identifier("service_at_location", 1, "digital")}
    assert len(made) == 5
    assert {each.version for each in made} == {5}


def test_the_key_of_an_identifier_is_found_among_the_keys() -> None:
    assert key_of("service", identifier("service", 7), range(10)) == 7
    assert key_of("place", identifier("place", 7, "853"), [(7, "734"), (7, "853")]) == (7, "853")
    assert key_of("service", identifier("organization", 7), range(10)) is None
