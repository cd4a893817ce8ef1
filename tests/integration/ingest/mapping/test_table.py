"""Terms become what editors decided; what nobody decided on is kept, counted and proposed."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from cms.directory.models import Challenge, Municipality, TargetGroup
from cms.worklist.items import Scope
from ingest.errors import ImportRefused
from ingest.mapping.actions import load_rules, shipped_rules
from ingest.mapping.models import TermRule
from ingest.mapping.proposals import proposed
from ingest.mapping.table import KeptMapping
from ingest.mapping.work import UNMAPPED_TERMS
from ingest.models import Source
from ingest.records import Term
from ingest.terms import Facet, term_mapping
from tests.factories.directory import ChallengeFactory, TargetGroupFactory

pytestmark = pytest.mark.django_db
PTV_GROUP = "ptv:target-group"
HEADER = "facet,vocabulary,code,label,decision,entries\n"


@pytest.fixture
def families() -> TargetGroup:
    """Return a target group that a shipped rule names."""
    return TargetGroupFactory(name_fi="Lapsiperheet", name_sv="Barnfamiljer", slug="lapsiperheet")


def mapped(facet: Facet, *terms: Term) -> Any:
    """Return what a fresh mapping makes of terms."""
    return KeptMapping().map_terms(source="x", facet=facet, terms=terms)


def test_the_ingestion_asks_the_kept_mapping() -> None:
    """The application registers itself."""
    assert isinstance(term_mapping(), KeptMapping)


def test_a_shipped_rule_applies_with_the_entries_that_are_here(families: TargetGroup) -> None:
    """PTV's children and families are ours, as far as we have them."""
    found = mapped(
        Facet.TARGET_GROUP, Term(vocabulary=PTV_GROUP, code="KR1.2", label="Lapset ja lapsiperheet")
    )
    assert found.keys == (families.pk,)
    assert found.unmapped == ()


def test_a_shipped_rule_without_any_entry_here_decides_nothing() -> None:
    """What names nothing that is here leaves the term for people."""
    term = Term(vocabulary=PTV_GROUP, code="KR1.2", label="Lapset ja lapsiperheet")
    assert mapped(Facet.TARGET_GROUP, term).unmapped == (term,)


def test_what_people_chose_goes_before_what_was_shipped(families: TargetGroup) -> None:
    """An editor's choice is never mixed with the product's."""
    other = TargetGroupFactory()
    rule = TermRule.objects.get(vocabulary=PTV_GROUP, code="KR1.2")
    rule.target_groups.add(other)
    assert mapped(Facet.TARGET_GROUP, rule.term).keys == (other.pk,)


def test_everybody_and_the_whole_county_are_told_apart_from_entries() -> None:
    """They are decisions of their own."""
    everybody = mapped(Facet.TARGET_GROUP, Term(vocabulary=PTV_GROUP, code="KR1", label="Kansalaiset"))
    county = mapped(Facet.MUNICIPALITY, Term(label="koko  VARSINAIS-Suomi"))
    assert (everybody.open_to_all, everybody.keys, everybody.unmapped) == (True, (), ())
    assert (county.whole_county, county.keys, county.unmapped) == (True, (), ())


def test_what_is_left_out_is_neither_mapped_nor_listed() -> None:
    """Companies are nobody's target group here."""
    found = mapped(Facet.TARGET_GROUP, Term(vocabulary=PTV_GROUP, code="KR2.5", label="Suuryritykset"))
    assert found == type(found)()


@pytest.mark.parametrize(
    "term",
    [
        Term(vocabulary="municipality", code="853"),
        Term(label="turku"),
        Term(label="Åbo"),
        Term(vocabulary="anything", label="Turku"),
    ],
)
def test_municipalities_are_known_by_code_and_by_name_in_either_language(term: Term) -> None:
    """Without any rule."""
    assert mapped(Facet.MUNICIPALITY, term).keys == (Municipality.objects.get(code="853").pk,)


def test_several_entries_may_stand_for_one_term() -> None:
    """PTV has one class for what are two challenges here."""
    drugs, minds = ChallengeFactory(slug="paihteet"), ChallengeFactory(slug="mielenterveys")
    found = mapped(Facet.CHALLENGE, Term(vocabulary="ptv:service-class", code="P5.7", label="x"))
    assert set(found.keys) == {drugs.pk, minds.pk}


def test_what_has_no_mapping_is_listed_once_with_how_often_and_where() -> None:
    """And the list is the umbrella organisation's work."""
    mapping, term = KeptMapping(), Term(vocabulary="v", code="c", label="Outo ryhmä")
    for source in ("ptv", "ptv", "hsds"):
        mapping.note_unmapped(source=source, facet=Facet.TARGET_GROUP, terms=[term])
    rule = TermRule.objects.get(vocabulary="v")
    assert (rule.decision, rule.times_seen, rule.sources) == ("waiting", 3, ["ptv", "hsds"])
    work = UNMAPPED_TERMS
    assert work.counts(Scope(None)) == {None: 1}
    assert work.counts(Scope(frozenset({1}))) == {}
    (item,) = work.items(Scope(None), limit=10)
    assert "Outo ryhmä" in item.subject
    assert str(rule.pk) in item.actions[0].address


def test_terms_without_a_code_are_one_whatever_their_capitals() -> None:
    """A label is the key where there is no code."""
    mapping = KeptMapping()
    terms = [Term(label="Outo"), Term(label="OUTO "), Term(label="outo")]
    for term in terms:
        mapping.note_unmapped(source="x", facet=Facet.CHALLENGE, terms=[term])
    assert TermRule.objects.get(label_key="outo").times_seen == 3


def test_the_list_and_the_work_take_as_many_queries_for_many_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    """A hundred terms are read with the rules, not one by one."""
    TermRule.objects.bulk_create(
        TermRule(facet="challenge", vocabulary="v", code=str(number), label=str(number), times_seen=1)
        for number in range(100)
    )
    terms = [Term(vocabulary="v", code=str(number)) for number in range(100)]
    mapping = KeptMapping()
    with django_assert_max_num_queries(12):
        mapping.map_terms(source="x", facet=Facet.CHALLENGE, terms=terms)
    with django_assert_max_num_queries(1):
        UNMAPPED_TERMS.items(Scope(None), limit=50)


def test_another_form_of_an_entrys_name_is_proposed_if_it_is_the_only_one(families: TargetGroup) -> None:
    """The same base forms, in any inflection; proposed, not applied."""
    rule = TermRule(facet="target_group", vocabulary="v", label="Lapsiperheille")
    assert proposed(rule) == [families]
    assert mapped(Facet.TARGET_GROUP, rule.term).keys == ()
    TargetGroupFactory(name_fi="Lapsiperhe")
    assert proposed(rule) == []


def test_a_loaded_file_changes_nothing_that_people_decided(families: TargetGroup) -> None:
    """Unless it is said to."""
    rule = TermRule.objects.get(vocabulary=PTV_GROUP, code="KR1.2")
    TermRule.objects.filter(pk=rule.pk).update(decision="left_out", shipped=[])
    content = HEADER + f"target_group,{PTV_GROUP},KR1.2,x,mapped,lapsiperheet\n"
    source = Source.objects.create(name="ptv", plugin="ptv")
    TermRule.objects.filter(pk=rule.pk).update(sources=["ptv"])
    assert load_rules(content=content) == 0
    source.refresh_from_db()
    assert not source.read_all_next
    assert load_rules(content=content, replace=True) == 1
    source.refresh_from_db()
    assert source.read_all_next
    assert mapped(Facet.TARGET_GROUP, rule.term).keys == (families.pk,)


@pytest.mark.parametrize(
    "content", ["a,b\n1,2\n", "facet,vocabulary,code,label,decision,entries\nx,v,c,l,mapped,\n"]
)
def test_a_wrong_file_is_refused_by_name(content: str) -> None:
    """The column or the row is told."""
    with pytest.raises(ImportRefused, match=r"column|Row 2"):
        load_rules(content=content)


def test_the_shipped_rules_were_loaded_whole() -> None:
    """Each row of the file is a rule from the start."""
    assert TermRule.objects.count() == len(list(shipped_rules()))


def test_an_editor_decides_and_the_term_is_applied_at_the_next_run(
    client: Any, admin_user: Any, families: TargetGroup
) -> None:
    """The form proposes; saving has the sources of the term read in full."""
    Source.objects.create(name="ptv", plugin="ptv")
    mapping, term = KeptMapping(), Term(vocabulary="v", code="7", label="Lapsiperheille")
    mapping.note_unmapped(source="ptv", facet=Facet.TARGET_GROUP, terms=[term])
    rule = TermRule.objects.get(vocabulary="v")
    client.force_login(admin_user)
    address = reverse("wagtailsnippets_term_mapping_termrule:edit", args=[rule.pk])
    form = client.get(address).context["form"]
    assert form.initial["target_groups"] == [families.pk]
    answer = client.post(
        address,
        {
            "facet": "target_group",
            "vocabulary": "v",
            "code": "7",
            "label": "Lapsiperheille",
            "decision": "mapped",
            "target_groups": [families.pk],
        },
    )
    assert answer.status_code == 302
    assert Source.objects.get(name="ptv").read_all_next
    mapping.begin()
    assert mapping.map_terms(source="ptv", facet=Facet.TARGET_GROUP, terms=[term]).keys == (families.pk,)


def test_the_form_refuses_a_decision_without_a_choice_and_a_choice_of_another_list(
    client: Any, admin_user: Any
) -> None:
    """Each error stands beside its field."""
    challenge: Challenge = ChallengeFactory()
    rule = TermRule.objects.create(facet="target_group", vocabulary="v", label="x")
    client.force_login(admin_user)
    address = reverse("wagtailsnippets_term_mapping_termrule:edit", args=[rule.pk])
    values = {"facet": "target_group", "vocabulary": "v", "code": "", "label": "x", "decision": "mapped"}
    errors = client.post(address, {**values, "challenges": [challenge.pk]}).context["form"].errors
    assert {"target_groups", "challenges"} <= errors.keys()


def test_the_list_shows_the_undecided_first(client: Any, admin_user: Any) -> None:
    """With what was decided on the others."""
    TermRule.objects.create(facet="challenge", vocabulary="v", label="Aivan uusi", times_seen=1)
    client.force_login(admin_user)
    page = client.get(reverse("wagtailsnippets_term_mapping_termrule:list"))
    assert page.status_code == 200
    assert str(next(iter(page.context["object_list"]))) == "Aivan uusi"
