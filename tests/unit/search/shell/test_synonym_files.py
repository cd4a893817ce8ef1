"""Files of synonyms: CSV and SKOS, with an error for each row that can't be read."""

from __future__ import annotations

import json

import pytest

from search.concepts import Label
from search.fields import Language
from search.synonyms.labels import write_labels
from search.synonyms.reading import read_file
from search.synonyms.records import UnreadableFile

TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <http://example.org/terms/> .
ex:divorce a skos:Concept ;
    skos:prefLabel "avioero"@fi, "skilsmässa"@sv, "divorce"@en, "Scheidung"@de ;
    skos:altLabel "ero"@fi ;
    skos:hiddenLabel "aviero"@fi .
ex:alone a skos:Concept ; skos:prefLabel "yksinäisyys"@fi .
ex:long a skos:Concept ; skos:prefLabel "chat"@fi, "yksi kaksi kolme neljä viisi kuusi"@fi, "chatt"@sv .
"""
RDF_XML = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="http://example.org/terms/divorce">
    <skos:prefLabel xml:lang="fi">avioero</skos:prefLabel>
    <skos:altLabel xml:lang="fi">ero</skos:altLabel>
    <skos:prefLabel xml:lang="sv">skilsmässa</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>
"""
JSON_LD = {
    "@context": {"skos": "http://www.w3.org/2004/02/skos/core#"},
    "@id": "http://example.org/terms/divorce",
    "@type": "skos:Concept",
    "skos:prefLabel": [{"@language": "fi", "@value": "avioero"}, {"@language": "sv", "@value": "skilsmässa"}],
    "skos:altLabel": {"@language": "fi", "@value": "ero"},
}


def test_a_csv_row_is_a_set_with_labels_narrower_ones_and_a_uri() -> None:
    read = read_file(
        "sanat.csv",
        "labels,narrower,uri\nero|avioero|sv: skilsmässa,eroperhe,http://example.org/1\n".encode(),
    )
    (found,) = read.sets
    assert found.labels == (Label("ero"), Label("avioero"), Label("skilsmässa", Language.SV))
    assert found.narrower == (Label("eroperhe"),)
    assert found.key == found.uri == "http://example.org/1"


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_columns_may_be_divided_by_comma_semicolon_or_tab(
    divider: str,
) -> None:
    content = f"labels{divider}narrower\nmasennus{divider}mielenterveys\n".encode("utf-8-sig")
    (found,) = read_file("sanat.csv", content).sets
    assert (found.labels, found.narrower) == ((Label("masennus"),), (Label("mielenterveys"),))


def test_each_bad_row_is_named_and_the_others_are_read() -> None:
    rows = ["labels,narrower", "ero|avioero,", "yksin,", "no: x|y,", "", "raha|tulot,,liikaa", "ero|erot,"]
    read = read_file("sanat.csv", "\n".join([*rows, "suru|menetys,"]).encode())
    assert [write_labels(found.labels) for found in read.sets] == ["ero\navioero", "suru\nmenetys"]
    assert [error.where.split()[-1] for error in read.errors] == ["3", "4", "6", "7"]
    assert all(error.message for error in read.errors)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sanat.csv", "labels\nsääri|jalka".encode("latin-1")),
        ("sanat.csv", b"words,uri\na|b,"),
        ("sanat.csv", b""),
        ("sanat.csv", b'labels\n"a|b'),
        ("sanat.txt", b"labels\na|b"),
        ("sanat.ttl", b"this is no turtle"),
        ("sanat.rdf", b"<rdf"),
        ("sanat.jsonld", b"{"),
        ("sanat.ttl", b"<urn:a> <urn:b> <urn:c> ."),
    ],
    ids=["not UTF-8", "no labels", "empty", "open quote", "ending", "turtle", "xml", "json", "no concepts"],
)
def test_what_is_no_file_of_synonyms_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_file(name, content)


def test_a_skos_concept_is_a_set_of_its_labels_in_our_languages() -> None:
    read = read_file("sanat.ttl", TURTLE.encode())
    divorce, chat = read.sets
    assert write_labels(divorce.labels).splitlines() == [
        "avioero",
        "sv: skilsmässa",
        "en: divorce",
        "ero",
        "aviero",
    ]
    assert divorce.uri == "http://example.org/terms/divorce"
    assert write_labels(chat.labels).splitlines() == ["chat", "sv: chatt"]


def test_a_concept_of_one_word_is_skipped_and_a_label_of_too_many_words_is_reported() -> None:
    read = read_file("sanat.ttl", TURTLE.encode())
    assert read.skipped == 1
    (error,) = read.errors
    assert error.where == "http://example.org/terms/long"


@pytest.mark.parametrize(("name", "content"), [("sanat.rdf", RDF_XML), ("sanat.jsonld", json.dumps(JSON_LD))])
def test_the_syntaxes_of_skos_say_the_same(name: str, content: str) -> None:
    (found,) = read_file(name, content.encode()).sets
    assert write_labels(found.labels).splitlines() == ["avioero", "sv: skilsmässa", "ero"]


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/context.jsonld",
        [{}, "http://127.0.0.1:9/context.jsonld"],
        {"@import": "http://127.0.0.1:9/context.jsonld"},
        {"term": {"@id": "urn:x", "@context": "http://127.0.0.1:9/context.jsonld"}},
    ],
)
def test_a_json_ld_that_would_make_us_fetch_an_address_is_refused(context: object) -> None:
    content = json.dumps({**JSON_LD, "@context": context}).encode()
    with pytest.raises(UnreadableFile, match=r"127\.0\.0\.1"):
        read_file("sanat.jsonld", content)


def test_entities_of_an_xml_file_are_not_read_from_disk(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("salaisuus")
    content = RDF_XML.replace(
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>',
    ).replace(">ero<", ">&e;ero<")
    try:
        labels = [write_labels(found.labels) for found in read_file("sanat.rdf", content.encode()).sets]
    except UnreadableFile:
        return
    assert "salaisuus" not in "".join(labels)
