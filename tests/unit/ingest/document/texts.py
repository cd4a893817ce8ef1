"""Texts of the kinds that associations publish, all invented, each told from the others by its structure."""

NEWS = """\
https://esimerkki.example/uutta-ryhmaa-perustetaan/

Uutiset  ·  3.11.2024

# Uutta ryhmää perustetaan Paimioon

Vertaisryhmä kokoontuu joka toinen viikko. Mukaan pääsee ilman lähetettä.

## Kenelle ryhmä on

Ryhmä on tarkoitettu vanhemmille, jotka kaipaavat juttuseuraa. Tarjolla on:

- kahvia ja teetä
- lastenhoito
- ohjattua keskustelua

### Näin sanottiin

"Olisinpa tullut jo aiemmin."

"Täällä minua kuunneltiin." – osallistuja

Lue lisää ryhmästä täältä.

Jaa artikkeli:
"""

PRESS_RELEASE = """\
Mediatiedote

Tiedote | 2024-05-06

Uusi tukipuhelin vastaa iltaisin

Esimerkki ry avaa tukipuhelimen, johon voi soittaa nimettömästi. Siihen vastaavat koulutetut vapaaehtoiset.

Puhelin on auki arkisin klo 18–21, ja puhelu maksaa tavallisen puhelun verran.

Tiedoksi antaja:
Maija Mallikas

Esimerkki ry

Toiminnanjohtaja

040 1234567

maija.mallikas@esimerkki.example

Projektikoordinaattorit:

Erkki Esimerkki

040 7654321

erkki.esimerkki@esimerkki.example

Lue lisää tukipuhelimesta täältä!

Haku
"""

REVIEW = """\
Lähellä lasta – vuosi 2022 pähkinänkuoressa

Vuosi oli toimintamme kolmastoista. Tapasimme 312 perhettä, mikä on enemmän kuin koskaan ennen.

Perhekahvilat täyttyivät

Kahviloissa kävi keväällä 120 ja syksyllä 140 lasta vanhempineen. Toiveita tuli eniten iltapäivistä.

Kolme lasta rakentaa tornia. Takana näkyy ikkuna.
Perhekahvila Pikku-Mallissa rakennettiin.

Työ jatkuu

Kiitos kaikille mukana olleille. Nähdään taas!
"""

PROJECT = """\
Mallikunnan kasvumalli

Lyhyt esittely sivun alussa kertoo, mistä on kyse ja kenelle malli sopii parhaiten.

icon/chevron-down Created with Sketch. Perustiedot

Kokonaisuuden nimi
Mallikunnan kasvumalli
Lyhyt kuvaus

Malli auttaa kouluja tukemaan lapsia, joiden arki on kuormittunut.

Toimiaika

2019–2022

Rahoittaja
Kunta
Säätiöt ja rahastot
Liitetiedostot ja linkit
Malliesite.pdf https://esimerkki.example/esite.pdf
Yhteyshenkilön nimi
Maija Mallikas
Yhteyshenkilön organisaatio
Esimerkki ry
Yhteyshenkilön sähköpostiosoite
maija.mallikas@esimerkki.example

Tekijä

Erkki Esimerkki

Luotu

1.2.2020

Viimeksi muokattu

2021-03-04
Päämäärä ja päätavoite

Tavoitteet ovat:

-vähemmän poissaoloja

-enemmän yhteistä aikaa

Aihealueet

Hyvinvointi Lapset, nuoret ja perheet Koulu

Ilmiöt

Ei liity ilmiöön
"""
