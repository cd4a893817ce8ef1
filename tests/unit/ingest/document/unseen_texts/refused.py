"""Texts that are none of the kinds that are read, by what they are."""
# ruff: noqa: E501  texts stand here as they come

from __future__ import annotations

REFUSED = {
    "minutes of a meeting": """\
Hallituksen kokous 3/2024

Aika: 4.4.2024 klo 17
Paikka: toimisto

1 § Kokouksen avaus
Puheenjohtaja avasi kokouksen ja toivotti kaikki tervetulleiksi.
""",
    "a recipe": """\
Mustikkapiirakka

Sekoita jauhot ja sokeri. Nypi joukkoon voi. Paista uunissa puoli tuntia.
""",
    "a page of contacts": """\
Yhteystiedot

Yhteyshenkilö
Maija Mallikas
040 1234567

Toimisto on auki arkisin yhdeksästä kolmeen.
""",
    "a record of a program": '{"title": "Uutiset 1.1.2024", "body": "Tässä on pitkä teksti, joka ei ole uutinen vaan tietue."}',
    "a law": """\
Lastensuojelulaki 417/2007

1 § Lain tarkoitus

Tämän lain tarkoituksena on turvata lapsen oikeus turvalliseen kasvuympäristöön.
""",
    "a vacancy": """\
Haemme perhetyöntekijää

Hae viimeistään 31.5.2024. Työ alkaa elokuussa ja on vakituinen.

Lisätietoja antaa Maija Mallikas, p. 040 1234567.
""",
}
