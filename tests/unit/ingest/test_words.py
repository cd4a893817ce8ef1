"""Words: said in English where they are met, in the reader's language where they are shown."""

from __future__ import annotations

import copy
import json
import pickle

import pytest
from django.core.exceptions import ValidationError as Refusal
from django.utils.translation import gettext_lazy, override
from pydantic import BaseModel, Field, ValidationError

from ingest.errors import ParseError
from ingest.http import AddressRefused
from ingest.outcomes import Problem
from ingest.records import Fault
from ingest.rules import wrong_fields
from ingest.words import Words, in_languages, in_words, joined_words, kept, restored

GREETING = {
    "en": "Row %(number)s: %(cause)s",
    "fi": "Rivi %(number)s: %(cause)s",
    "sv": "Rad %(number)s: %(cause)s",
}
CAUSE = {"en": "it is missing", "fi": "se puuttuu", "sv": "den saknas"}


class Model(BaseModel):
    """Have a rule of each kind that is worded here."""

    pages: int = Field(ge=1)
    name: str


def nested() -> Words:
    return in_languages(GREETING, number=3, cause=in_languages(CAUSE))


@pytest.mark.parametrize(
    "turned", [nested(), copy.deepcopy(nested()), pickle.loads(pickle.dumps(nested())),
               restored(json.loads(json.dumps(kept(nested()))))],
)  # fmt: skip
def test_words_are_english_as_they_stand_and_said_again_in_every_language(turned: Words) -> None:
    assert turned == "Row 3: it is missing"
    with override("fi"):
        assert in_words(turned) == "Rivi 3: se puuttuu"
    with override("sv-fi"):
        assert in_words(turned) == "Rad 3: den saknas"
    with override("de"):
        assert in_words(turned) == "Row 3: it is missing"


def test_a_sentence_of_the_catalogues_is_looked_up_when_it_is_shown() -> None:
    with override("fi"):
        assert in_words(Words("yes")) == "kyllä"
        assert in_words("yes") == "yes"


def test_a_percent_sign_stands_for_itself_in_a_sentence_without_parameters() -> None:
    assert in_words(Words("100 % of %(it)s")) == "100 % of %(it)s"


def test_an_error_within_an_error_is_said_in_the_language_too() -> None:
    inner = ParseError(in_languages(CAUSE), remedy=Words("yes"))
    outer = ParseError(joined_words(": ", ("https://example.org/", inner.message)), remedy=inner.remedy)
    with override("fi"):
        assert outer.in_words() == "https://example.org/: se puuttuu. kyllä"
        assert Problem.of(outer, "parse").in_words() == "https://example.org/: se puuttuu. kyllä"


def test_an_error_of_the_outbound_client_keeps_its_words_as_a_parameter() -> None:
    error = AddressRefused(in_languages(CAUSE))
    with override("fi"):
        assert in_words(in_languages(GREETING, number=1, cause=error)) == "Rivi 1: se puuttuu"


def test_what_no_database_takes_is_left_out_of_what_a_source_says() -> None:
    assert Words("'%(text)s' is no date.", {"text": "1\x00.\ud8001."}) == "'1.1.' is no date."


def test_a_fault_keeps_its_words_and_is_plain_text_in_json() -> None:
    fault = Fault(field="url", message=in_languages(CAUSE))
    assert json.loads(json.dumps(fault.model_dump()))["message"] == "it is missing"
    with override("sv"):
        assert in_words(fault.message) == "den saknas"


def test_the_rules_that_a_record_breaks_are_worded_by_field() -> None:
    with pytest.raises(ValidationError) as caught:
        Model.model_validate({"pages": 0})
    assert wrong_fields(caught.value) == "pages: it is smaller than 1; name: it is missing"


def test_what_djangos_own_checks_say_is_kept_in_every_language() -> None:
    problem = Problem.of(Refusal({"title": [gettext_lazy("This field cannot be blank.")]}), "import")
    said = {}
    for language in ("en", "fi", "sv"):
        with override(language):
            said[language] = in_words(problem.message)
    assert said["en"] == "title: This field cannot be blank."
    assert said["fi"] == "title: Tämä kenttä ei voi olla tyhjä."
    assert said["sv"] == "title: Detta fält får inte vara tomt."


def test_a_cause_without_a_mark_is_parted_from_its_remedy() -> None:
    error = ParseError(Words("port 22 is not allowed"), remedy=Words("Use the site's public address."))
    with override("en"):
        assert error.in_words() == "port 22 is not allowed. Use the site's public address."
        assert ParseError(Words("It is empty.")).in_words() == "It is empty."
