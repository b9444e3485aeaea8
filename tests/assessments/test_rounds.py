"""A round: stored as judged, all or nothing, cut to the scope, with its law and data pinned."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.facts import read_facts
from assessments.law import rules_on
from assessments.models import Gap, Round, Scorecard
from assessments.selectors.gaps import gaps, of_rules
from assessments.selectors.rounds import latest_round, place_asked
from assessments.selectors.scorecards import scorecards, totals, totals_by_child
from assessments.services import rounds
from assessments.services.rounds import NothingToAssess, assess
from assessments.standards.evaluate import evaluate
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from tests.factories import make_community, make_division, make_facility, make_households, make_inventory, make_source
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()


def judge(scope: AreaScope = ALL, division: Division | None = None, day: date = DAY) -> Round:
    return assess(by=None, scope=scope, division=division, day=day, as_of=day)


@pytest.fixture
def city() -> None:
    """Three communities in two districts and a fourth in another province; the first has a complex that is 0.01 m2 short."""
    first = make_community("900101001001", name="甲社区")
    make_households(first, 2667)
    make_facility(first, floor_area=Decimal("800.09"), activity_area=Decimal("500.00"))
    make_inventory(first, "service_complex")
    for code in ("900101001002", "900102001001", "910101001001"):
        make_community(code)


def test_nothing_to_assess_stores_nothing() -> None:
    with pytest.raises(NothingToAssess):
        judge()
    assert not Round.objects.exists()


def test_a_day_before_the_law_has_nothing_to_assess(city: None) -> None:
    with pytest.raises(NothingToAssess):
        judge(day=date(2022, 9, 30))


def test_the_stored_arrays_are_what_the_engine_found(city: None) -> None:
    done = judge()
    sheet = read_facts(ALL, as_of=DAY)
    rules = [rule for rule in rules_on(DAY) if not rule.places]
    findings = evaluate(rules, sheet.facts, DAY)
    for row, one in enumerate(Scorecard.objects.order_by("code")):
        assert one.verdicts == findings.verdict[row].tolist()
        assert [value is not None for value in one.measured] == findings.measured_known[row].tolist()
        assert [one.measured[at] for at in findings.measured_known[row].nonzero()[0]] == findings.measured[row][
            findings.measured_known[row]
        ].tolist()
    assert done.communities == 4
    assert done.fingerprint == sheet.fingerprint({name for rule in rules for name in rule.inputs()})
    assert done.rules == [rule.code for rule in rules]


def test_one_hundredth_of_a_square_metre_short_is_a_gap_with_that_shortfall(city: None) -> None:
    found = gaps(ALL, judge()).get(rule="N48-FAC-01")
    assert (found.code, found.measured, found.required, found.shortfall) == ("900101001001", 80_009, 80_010, 1)


def test_the_silent_communities_have_no_gap_and_many_unknowns(city: None) -> None:
    silent = scorecards(ALL, judge()).exclude(code="900101001001")
    assert [card.gaps for card in silent] == [0, 0, 0]
    assert all(card.unknown > 50 for card in silent)


def test_the_view_gives_every_failed_position_once(city: None) -> None:
    done = judge()
    listed = list(Gap.objects.filter(round=done).order_by("code", "position").values_list("code", "rule"))
    stored = [
        (card.code, done.rules[at - 1]) for card in Scorecard.objects.filter(round=done).order_by("code") for at in card.failed
    ]
    assert listed == stored
    assert listed


def test_gaps_of_a_rule_are_found_through_the_index_list(city: None) -> None:
    done = judge()
    assert [gap.rule for gap in of_rules(gaps(ALL, done), done, ["N48-FAC-01"])] == ["N48-FAC-01"]
    assert not of_rules(gaps(ALL, done), done, ["N48-FAC-03", "no-such-rule"]).exists()


def test_a_division_is_assessed_alone(city: None) -> None:
    done = judge(division=make_division("900101"))
    assert sorted(card.code for card in scorecards(ALL, done)) == ["900101001001", "900101001002"]


def test_the_scope_cuts_what_is_assessed(city: None) -> None:
    done = judge(scope=AreaScope(("/91/",)))
    assert [card.code for card in scorecards(ALL, done)] == ["910101001001"]


def test_the_scope_cuts_what_is_read_and_an_empty_scope_reads_nothing(city: None) -> None:
    done = judge()
    assert [card.code for card in scorecards(AreaScope(("/91/",)), done)] == ["910101001001"]
    assert not scorecards(AreaScope.nowhere(), done).exists()
    assert not gaps(AreaScope(("/91/",)), done).exists()
    assert latest_round(AreaScope.nowhere()) is None


def test_the_sums_of_the_children_are_the_sum_of_the_parent(city: None) -> None:
    done = judge()
    whole = totals(ALL, done, EVERYWHERE)
    parts = totals_by_child(ALL, done, EVERYWHERE)
    assert set(parts) == {"/90/", "/91/"}
    for figure in ("communities", "complete", "with_gaps", "met", "gaps", "unknown", "not_applicable", "undecided"):
        assert sum(getattr(part, figure) for part in parts.values()) == getattr(whole, figure)
    assert set(totals_by_child(ALL, done, "/90/9001/")) == {"/90/9001/900101/", "/90/9001/900102/"}


def test_labels_reach_the_totals(city: None) -> None:
    make_community("900102001002", source=make_source("sample", provenance="sample"))
    done = judge()
    assert totals(ALL, done, EVERYWHERE).labels == 1
    assert totals(ALL, done, "/91/").labels == 0


def test_the_round_pins_its_law(city: None) -> None:
    pinned = judge().packs
    assert [pack["id"] for pack in pinned] == ["cn-pilot-2022-48"]
    assert len(pinned[0]["checksum"]) == 64


def test_a_failure_while_storing_leaves_nothing(city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(rounds, "store_scorecards", fail)
    with pytest.raises(RuntimeError):
        judge()
    assert not Round.objects.exists()
    assert not Scorecard.objects.exists()


def test_a_newer_round_of_one_district_hides_no_other_card(city: None) -> None:
    whole, district = judge(), judge(division=make_division("900101"))
    assert latest_round(ALL) == whole
    assert latest_round(ALL, place_asked("900102001001")) == whole
    assert latest_round(ALL, place_asked("900101")) == latest_round(ALL, place_asked("900101001001")) == district
    assert latest_round(AreaScope(("/90/9001/900101/",))) == district
    assert latest_round(AreaScope(("/90/9001/",))) == whole


def test_where_no_round_covers_a_place_the_widest_within_it_speaks(city: None) -> None:
    district = judge(division=make_division("900101"))
    city_wide = judge(division=make_division("9001"))
    judge(division=make_division("900102"))
    assert latest_round(ALL) == latest_round(ALL, place_asked("90")) == city_wide
    assert latest_round(AreaScope(("/90/",))) == city_wide
    assert latest_round(ALL, place_asked("91")) is None
    assert latest_round(AreaScope(("/90/9001/900101/",))) == city_wide != district


@pytest.mark.parametrize("text", [None, "", "x", "9", "\0", "1" * 5000])
def test_what_is_no_code_asks_for_everything(text: str | None) -> None:
    assert place_asked(text) == EVERYWHERE


def test_a_look_back_never_becomes_the_front_page(city: None) -> None:
    now = judge()
    assess(by=None, scope=ALL, division=None, day=DAY, as_of=date(2025, 1, 1))
    assert latest_round(ALL) == now


def test_the_newest_place_is_on_the_front_page_where_neither_holds_the_other(city: None) -> None:
    judge(division=make_division("9001"))
    elsewhere = judge(division=make_division("910101"))
    assert latest_round(ALL) == elsewhere
