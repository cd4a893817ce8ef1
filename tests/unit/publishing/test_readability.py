"""Hints on texts that are hard to read."""

from __future__ import annotations

from cms.publishing.readability import readability_hints

EASY = "Perhekahvila on auki lauantaisin. Voitte tulla ilman ilmoittautumista. " * 6
LONG = " ".join(["Kahvilaan"] + ["voi tulla ja siellä tapaa muita perheitä"] * 6) + "."


def test_plain_text_gets_no_hints() -> None:
    assert readability_hints(EASY) == []


def test_a_short_text_gets_no_hints() -> None:
    assert readability_hints("Lastensuojelujärjestöyhteistyöverkosto kokoontuu.") == []


def test_a_long_sentence_is_named_by_its_beginning() -> None:
    (hint,) = readability_hints(LONG)
    assert "Kahvilaan voi tulla ja siellä tapaa" in hint


def test_many_long_sentences_are_counted_and_not_all_shown() -> None:
    hints = readability_hints("\n".join([LONG] * 5))
    assert len(hints) == 4
    assert "2" in hints[-1]


def test_a_long_paragraph_is_named() -> None:
    assert any("Perhekahvila on auki" in hint for hint in readability_hints(EASY * 3))


def test_long_words_are_named_once() -> None:
    hints = readability_hints(EASY + "Lastensuojelujärjestöyhteistyöverkosto kokoontuu. " * 2)
    assert sum(hint.count("Lastensuojelujärjestöyhteistyöverkosto") for hint in hints) == 1
