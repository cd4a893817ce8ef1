"""What people are called in histories, lists and letters."""

from __future__ import annotations

from cms.accounts.models import User


def test_a_person_is_called_by_her_name() -> None:
    person = User(first_name="Järjestön", last_name="Päivittäjä", email="tiedot@jarjesto.example")
    assert person.get_full_name() == "Järjestön Päivittäjä"


def test_an_account_without_a_name_does_not_show_its_address() -> None:
    assert User(email="toimittaja@liitto.example").get_full_name() == "toimittaja"
