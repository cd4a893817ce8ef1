"""What Finnish words are found by."""

from __future__ import annotations

import pytest

from tests.unit.search.analysis.treebank import keys, parts, tokens


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("vanhemmille", "vanhempi"),
        ("kotona", "koti"),
        ("kotoa", "koti"),
        ("vanhempien", "vanhempi"),
        ("hyvinvointialueella", "hyvinvointialue"),
        ("Salossa", "salo"),
        ("salossa", "salo"),
        ("Uudessakaupungissa", "uusikaupunki"),
        ("Varsinais-Suomen", "varsinais-suomi"),
        ("taloissanikin", "talo"),
        ("juostessaan", "juosta"),
        ("kuunneltiinkohan", "kuunnella"),
        ("menettäneille", "menettää"),
        ("sijoittamattomien", "sijoittaa"),
        ("järjestämällä", "järjestää"),
        ("yksinäisimmät", "yksinäinen"),
        ("parempia", "hyvä"),
        ("lämpimämpää", "lämmin"),
        ("kahdestoista", "kahdes"),
        ("kahdessakymmenessä", "kaksikymmentä"),
        ("markkinoilla", "markkinat"),
        ("kiusaamisesta", "kiusaaminen"),
        ("kiusaamisesta", "kiusata"),
        ("vuotiaille", "vuotias"),
        ("13-17-vuotiaille", "13-17-vuotias"),
        ("Beckhamin", "beckham"),
        ("Kalymnoksella", "kalymnos"),
        ("Bordeaux'ssa", "bordeaux"),
        ("naapuritki", "naapuri"),
        ("tekis", "tehdä"),
        ("kaltoinkohdelluille", "kaltoinkohdeltu"),
        ("kaltoinkohtelee", "kaltoinkohdella"),
        ("hoi-toon", "hoito"),
        ("lasten\u00adsuojelun", "lastensuojelu"),
    ],
)
def test_inflected_word_has_its_base_form_among_its_keys(word, base):
    assert base in keys(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("vanhemmille", "vanha"),
        ("vanhemmille", "vanhemmille-"),
        ("hyvinvointialue", "hyvinvointi"),
        ("auton", "autto"),
        ("elämän", "elää"),
        ("kuoleman", "kuolla"),
        ("antamaan", "antama"),
        ("vaimokseni", "vaimoni"),
        ("suurista", "suura"),
    ],
)
def test_word_is_not_conflated_with_another_one(word, other):
    assert other not in keys(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("etäaamukahveilla", {"aamukahvi", "kahvi"}),
        ("kokemuskohtaamoissa", {"kokemus", "kohtaamo"}),
        ("mentoritoiminnan", {"mentori", "toiminta"}),
        ("lapsiperheköyhyydestä", {"köyhyys", "lapsiperhe", "lapsi", "perhe"}),
        ("tunnuslukuraportin", {"tunnusluku", "raportti"}),
        ("palvelukartoista", {"palvelu", "kartta"}),
        ("lastensuojelujärjestöjen", {"lastensuojelu", "järjestö", "lapsi", "suojelu"}),
        ("hyvinvointialueella", {"hyvinvointi", "alue"}),
        ("mielenterveys", {"mieli", "terveys"}),
        ("chat-palvelussa", {"chat", "palvelu"}),
        ("cp-vammaiset", {"cp", "vammainen"}),
        ("chattipalvelussa", {"chat", "palvelu"}),
        ("Bafta-palkinnon", {"bafta", "palkinto"}),
        ("väkivaltaisen", {"väkivalta"}),
        ("kaksikielisille", {"kaksikieli", "kieli"}),
        ("vähittäisliikkeen", {"vähittäinen", "liike"}),
        ("somevaikuttajien", {"some", "vaikuttaja"}),
        ("eurovaaleissa", {"vaali", "vaalit"}),
        ("raaka-aineista", {"raaka", "aine"}),
        ("klaffituolia", {"tuoli"}),
        ("isoveli", {"iso", "veli"}),
        ("toimivalta", {"valta"}),
        ("keskustelutapa", {"keskustelu", "tapa"}),
    ],
)
def test_compound_is_found_by_its_parts(word, expected):
    assert expected <= parts(word)


@pytest.mark.parametrize("word", ["lapsi", "oikeuden", "kohtaamoista", "Sospedin", "Salossa", "perheidemme"])
def test_word_that_is_neither_compound_nor_derived_has_no_parts(word):
    assert parts(word) == set()


@pytest.mark.parametrize(("word", "head"), [("lapsiperheköyhyydestä", "köyhyys"), ("vertaisryhmiä", "ryhmä")])
def test_head_is_the_last_part(word, head):
    assert tokens(word)[0].parts[-1] == head


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chat-palvelu", "chatpalvelulle"),
        ("Varsinais-Suomessa", "varsinaissuomi"),
        ("somekoulutus", "some-koulutuksen"),
    ],
)
def test_hyphen_makes_no_difference(one, other):
    assert keys(one) & keys(other)


def test_date_is_one_word_and_found_by_its_year():
    (token,) = tokens("12.2.2025")
    assert (token.surface, token.parts) == ("12.2.2025", ("2025",))
