# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Foreign HTML becomes blocks, images and links; what a reader doesn't read is gone, and no text is lost."""

from __future__ import annotations

import pytest

from ingest.errors import ParseError
from ingest.markup.addresses import base_of
from ingest.markup.blocks import Markup, markup_of
from ingest.markup.trees import DEEPEST, parse_page

BASE = base_of("https://yhdistys.example/uutiset/kahvila/")


def blocks(html: str, title: str = "") -> list[tuple[str, str]]:
    """Return each block's type and its text or HTML."""
    return [
        (
            one.type,
            getattr(one, "html", "") or getattr(one, "text", "") or "|".join(getattr(one, "items", ())),
        )
        for one in markup(html, title).body
    ]


def markup(html: str, title: str = "") -> Markup:
    return markup_of(html, BASE, title=title)


def test_text_that_stands_in_no_paragraph_becomes_one() -> None:
    assert blocks("Alku <b>lihava</b><p>Kappale</p>loppu") == [
        ("paragraph", "Alku <b>lihava</b>"), ("paragraph", "Kappale"), ("paragraph", "loppu"),
    ]  # fmt: skip


def test_two_line_breaks_part_paragraphs_and_one_stays() -> None:
    assert blocks("<p>yksi<br>kaksi<br><br>kolme</p>") == [
        ("paragraph", "yksi<br/>kaksi"),
        ("paragraph", "kolme"),
    ]


def test_headings_keep_their_depth_and_the_one_that_repeats_the_title_goes() -> None:
    html = "<h1>Otsikko</h1><h3>Väli</h3><p>x</p><h4>Ala</h4><p>y</p><h6>Syvä</h6>"
    found = [(one.level, one.text) for one in markup(html, "otsikko").body if one.type == "heading"]
    assert found == [(2, "Väli"), (3, "Ala"), (4, "Syvä")]


def test_links_are_made_absolute_and_those_that_nobody_may_follow_are_text() -> None:
    html = '<p><a href="../x?a=1&amp;b=2#c">a</a> <a href="javascript:alert(1)">b</a> <a href="mailto:a@b.fi">c</a></p>'
    assert blocks(html) == [
        (
            "paragraph",
            '<a href="https://yhdistys.example/uutiset/x?a=1&amp;b=2#c">a</a> b <a href="mailto:a@b.fi">c</a>',
        )
    ]


def test_lists_within_lists_are_flattened_and_lose_nothing() -> None:
    html = "<ol><li>yksi<ul><li>sisä</li></ul></li><li><p>a</p><p>b</p></li></ol>"
    assert blocks(html) == [("list", "yksi|sisä|a<br/>b")]


def test_a_table_of_figures_is_a_list_of_its_rows() -> None:
    html = "<table><tr><th>Kunta</th><th>Hinta</th></tr><tr><td>Turku</td><td>0 €</td></tr></table>"
    assert blocks(html) == [("list", "Kunta: Turku; Hinta: 0 €")]


def test_a_quotation_knows_its_speaker() -> None:
    (quote,) = markup("<blockquote><p>Apua saa.</p><cite>– Maija Mallikas</cite></blockquote>").body
    assert (quote.text, quote.attribution) == ("Apua saa.", "Maija Mallikas")


def test_images_come_with_their_texts_and_icons_do_not() -> None:
    html = (
        '<figure><img src="data:image/gif;base64,R0" data-src="/k.jpg" alt="Lapsia"><figcaption>Pihalla</figcaption>'
        '</figure><img src="/icon.png" width="16"><p><img src="k2.jpg"></p><img src="https://s.w.org/images/core/emoji/x.png">'
    )
    found = [(one.url, one.alt, one.caption) for one in markup(html).images]
    assert found == [
        ("https://yhdistys.example/k.jpg", "Lapsia", "Pihalla"),
        ("https://yhdistys.example/uutiset/kahvila/k2.jpg", "", ""),
    ]


def test_scripts_forms_and_what_is_hidden_are_no_text() -> None:
    html = (
        "<script>a</script><style>b</style><form>c</form><p hidden>d</p><nav>e</nav><p style='display:none'>f</p>"
        "<p class='screen-reader-text'>g</p><noscript>h</noscript><template>i</template><p>teksti</p>"
    )
    assert blocks(html) == [("paragraph", "teksti")]


def test_half_a_document_is_read_as_far_as_it_goes() -> None:
    assert blocks("<div><p>Alku <b>lihava") == [("paragraph", "Alku <b>lihava</b>")]


def test_elements_without_end_within_one_another_are_refused() -> None:
    with pytest.raises(ParseError, match="deep"):
        parse_page("<div>" * (DEEPEST + 50) + "x")


def test_video_is_a_link_and_other_frames_are_nothing() -> None:
    html = '<iframe src="https://www.youtube.com/embed/x" title="Esittely"></iframe><iframe src="https://evil.example/"></iframe>'
    assert [(one.text, one.url) for one in markup(html).links] == [
        ("Esittely", "https://www.youtube.com/embed/x")
    ]
