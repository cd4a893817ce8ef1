"""The demo's marks become blocks."""

from __future__ import annotations

from cms.demo.markup import body_blocks


def test_each_mark_makes_its_block_in_order() -> None:
    text = "Alku.\n\n## Otsikko\n\n- yksi\n- kaksi\n\n> Hyvä juttu. — Nuori"
    assert body_blocks(text) == [
        {"type": "paragraph", "value": "<p>Alku.</p>"},
        {"type": "heading", "value": {"text": "Otsikko", "level": 2}},
        {"type": "list", "value": {"ordered": False, "items": ["yksi", "kaksi"]}},
        {"type": "quote", "value": {"text": "Hyvä juttu.", "attribution": "Nuori"}},
    ]


def test_signs_of_html_stay_text() -> None:
    assert body_blocks("1 < 2 & 3")[0]["value"] == "<p>1 &lt; 2 &amp; 3</p>"


def test_an_empty_text_has_no_blocks() -> None:
    assert body_blocks(" \n\n ") == []
