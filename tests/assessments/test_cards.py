"""Promise 1 on the sample city: every verdict explains itself, and its trace alone gives the same verdict."""

import json
from collections import Counter

import pytest

from assessments.facts import read_facts
from assessments.law import pack_of, rule_named, rules_on
from assessments.models import Round
from assessments.remedies.option import Standing
from assessments.selectors.cards import Card, card, trace_of
from assessments.selectors.scorecards import scorecard, scorecards
from assessments.services.rounds import assess
from assessments.standards.explain import explain
from assessments.standards.model import Verdict
from assessments.standards.recompute import recompute
from communities.models import Community, HouseholdCount
from communities.scope import AreaScope
from intake.sample import HOLES, SAMPLE_DAY

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()


@pytest.fixture(scope="module")
def judged(sample_city: None, django_db_blocker: object) -> Round:
    return assess(by=None, scope=ALL, division=None, day=SAMPLE_DAY, as_of=SAMPLE_DAY)


@pytest.fixture(scope="module")
def cards(judged: Round) -> list[Card]:
    return [card(ALL, one) for one in scorecards(ALL, judged)]


def test_every_card_says_what_the_round_stored(cards: list[Card]) -> None:
    assert len(cards) > 60
    assert not any(one.has_changed for one in cards)


def test_every_verdict_is_reached_again_from_its_printed_trace(judged: Round) -> None:
    facts = read_facts(ALL, as_of=SAMPLE_DAY).facts
    for row in range(len(facts)):
        for rule in rules_on(SAMPLE_DAY):
            said = explain(pack_of(rule.code), rule, facts, row, SAMPLE_DAY)
            assert recompute(json.loads(json.dumps(said.trace))) is said.verdict


def test_every_finding_speaks_both_languages_and_every_unknown_says_what_is_missing(cards: list[Card]) -> None:
    for one in (finding.explanation for each in cards for domain in each.domains for finding in domain.findings):
        assert one.sentence.zh
        assert one.sentence.en
        assert one.arithmetic.zh or one.verdict is not Verdict.MET
        assert one.missing or one.verdict is not Verdict.UNKNOWN or one.reason.code == "undefined_zero"


def test_the_trace_names_the_rows_behind_each_known_fact(judged: Round) -> None:
    one = scorecard(ALL, judged, "900101001001")
    assert one is not None
    _, trace = trace_of(ALL, one, rule_named("N48-FAC-01"))
    areas, households = trace["facts"]["floor_area.service_complex"], trace["facts"]["households"]
    assert any((part["id"] or "").startswith("facility:") for part in areas["parts"])
    assert any((part["id"] or "").startswith("inventory:") for part in areas["parts"])
    assert [part["value"] for part in households["parts"]] == [households["value"]]
    assert all(part["source"] and part["provenance"] == "sample" for part in [*areas["parts"], *households["parts"]])


def test_all_four_verdicts_and_all_five_remedies_appear(cards: list[Card]) -> None:
    findings = [finding for one in cards for domain in one.domains for finding in domain.findings]
    assert {finding.explanation.verdict for finding in findings} == set(Verdict)
    concrete = Counter(
        option.remedy.code
        for finding in findings
        for option in finding.options
        if option.standing is Standing.CONCRETE and option.premises
    )
    assert set(concrete) == {"new_build", "purchase", "swap", "lease", "retrofit"}


def test_the_facility_on_the_threshold_is_met_and_the_one_below_is_a_gap(cards: list[Card]) -> None:
    by_code = {one.community.code: one for one in cards}

    def verdict(code: str) -> Verdict:
        found = [f for d in by_code[code].domains for f in d.findings if f.rule.code == "N48-FAC-01"]
        return found[0].explanation.verdict

    assert verdict("900101001001") is Verdict.MET
    assert verdict("900101001002") is Verdict.GAP
    assert set(HOLES) <= set(by_code)


def test_a_card_says_that_the_data_has_changed_since_the_round(judged: Round) -> None:
    community = Community.objects.get(code="900101001001")
    HouseholdCount.objects.filter(community=community).update(households=5000)
    one = scorecard(ALL, judged, community.code)
    assert one is not None
    changed = [f.rule.code for domain in card(ALL, one).domains for f in domain.findings if f.has_changed]
    assert "N48-FAC-01" in changed


def test_everything_in_the_sample_city_is_labelled_sample(cards: list[Card]) -> None:
    assert {one.labels for one in cards} == {1}
