"""Scores, ranks and moves of many at once are what one by one gives; and what is shown holds the exact value."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from assessments.law import all_rules, rules_on
from assessments.scores import scoring
from assessments.scores.counting import count, is_counted
from assessments.scores.loading import weight_set, weight_sets
from assessments.scores.model import DOMAINS, Per, Weights
from assessments.scores.printed import ends, span_text
from assessments.scores.scoring import Span, score
from assessments.scores.standing import Standing, standing
from assessments.standards.columns import Codes
from assessments.standards.model import Rule
from tests.factories.communities import DAY
from tests.scores.oracle import (
    GAP,
    MET,
    NOT_APPLICABLE,
    UNKNOWN,
    counted,
    family,
    low_ends,
    random_verdicts,
    ranks_of,
    score_of,
)

SETS = [each.id for each in weight_sets()]
LAW = rules_on(DAY)
LAWS: dict[str, Sequence[Rule]] = {"the law": LAW, "a part of it": LAW[::3], "more law than there is": all_rules() * 2}


def exact(span: Span) -> tuple[Fraction, Fraction] | None:
    return (Fraction(span.low, span.whole), Fraction(span.high, span.whole)) if span.whole else None


def made(verdicts: Codes, rules: Sequence[Rule], name: str) -> Standing:
    return standing(count(verdicts, rules), weight_set(name), weight_sets())


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("seed", [1, 2])
def test_all_at_once_is_what_one_by_one_gives(name: str, law: str, seed: int) -> None:
    rules, weights = LAWS[law], weight_set(name).weights
    verdicts = random_verdicts(seed, 60, len(rules))
    found = made(verdicts, rules, name)
    lows = low_ends(verdicts, rules, weights)
    for row, answers in enumerate(verdicts.tolist()):
        high = score_of(answers, rules, weights, unknown_is=MET)
        assert exact(found.scores.at(row)) == (None if high is None else (lows[row], high))
    assert [found.line(row).rank for row in range(len(verdicts))] == ranks_of(lows)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("seed", [3, 4])
def test_whatever_the_unknowns_turn_out_to_be_the_score_lies_between(name: str, seed: int) -> None:
    """Also where they turn out not to apply."""
    verdicts = random_verdicts(seed, 80, len(LAW))
    found = score(count(verdicts, LAW), weight_set(name).weights)
    draw = np.random.default_rng(seed)
    for _ in range(20):
        turned = draw.choice([MET, GAP, NOT_APPLICABLE], verdicts.shape).astype(np.int8)
        known = score(count(np.where(verdicts == UNKNOWN, turned, verdicts), LAW), weight_set(name).weights)
        for row in range(len(verdicts)):
            before, after = exact(found.at(row)), exact(known.at(row))
            assert after is None or (before is not None and after[0] == after[1])
            assert after is None or (before is not None and before[0] <= after[0] <= before[1])


@pytest.mark.parametrize(("answer", "end"), [(GAP, 0), (MET, 1)])
def test_both_ends_are_reached(answer: int, end: int) -> None:
    verdicts = random_verdicts(5, 40, len(LAW))
    weights = weight_set("equal_domains").weights
    found = score(count(verdicts, LAW), weights)
    turned = score(count(np.where(verdicts == UNKNOWN, answer, verdicts).astype(np.int8), LAW), weights)
    for row in range(len(verdicts)):
        before, after = exact(found.at(row)), exact(turned.at(row))
        assert (before and before[end]) == (after and after[0])


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("law", ["the law", "more law than there is"])
def test_moves_are_what_trying_every_weight_gives(name: str, law: str) -> None:
    rules, chosen = LAWS[law], weight_set(name)
    verdicts = random_verdicts(6, 30, len(rules))
    found = made(verdicts, rules, name)
    own = ranks_of(low_ends(verdicts, rules, chosen.weights))
    tried = [ranks_of(low_ends(verdicts, rules, weights)) for weights in family(chosen, weight_sets())]
    places = [[abs(there - here) for there, here in zip(ranks, own, strict=True) if there and here] for ranks in tried]
    assert len(tried) == len(found.moves.moves) == len(SETS) - 1 + 2 * len(DOMAINS)
    assert [move.most for move in found.moves.moves] == [max(moved) for moved in places]
    assert [move.mean for move in found.moves.moves] == [Fraction(sum(moved), len(moved)) for moved in places]
    assert found.moves.most == max(map(max, places))
    assert found.moves.mean == Fraction(sum(map(sum, places)), sum(map(len, places)))
    for row in range(len(verdicts)):
        line, everywhere = found.line(row), [ranks[row] for ranks in (own, *tried)]
        here = [rank for rank in everywhere if rank is not None]
        assert (line.best, line.worst) == ((min(here), max(here)) if here else (None, None))


@pytest.mark.parametrize("name", SETS)
def test_numbers_without_end_give_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = random_verdicts(7, 50, len(LAW))
    narrow = made(verdicts, LAW, name)
    monkeypatch.setattr(scoring, "ROOM", 1)
    wide = made(verdicts, LAW, name)
    assert [each.scores.low.dtype.name for each in (narrow, wide)] == ["int64", "object"]
    assert [narrow.line(row) for row in range(50)] == [wide.line(row) for row in range(50)]


def test_the_order_is_by_rank_then_by_row_and_the_unjudged_come_last() -> None:
    verdicts = np.repeat(random_verdicts(8, 10, len(LAW)), 3, axis=0)
    found = made(verdicts, LAW, "equal_domains")
    lines = [(found.rank[row] or 99, row) for row in found.order.tolist()]
    assert lines == sorted(lines)
    assert [found.rank[row] for row in found.order.tolist()[-3:]] == [0, 0, 0]
    assert found.ranked == 27


def test_equal_ones_share_a_rank_and_the_next_is_left_out() -> None:
    verdicts = np.full((4, len(LAW)), GAP, np.int8)
    verdicts[1:3] = MET
    found = made(verdicts, LAW, "people_first")
    assert [found.line(row).rank for row in range(4)] == [3, 1, 1, 3]
    assert (found.moves.most, found.moves.mean) == (0, Fraction(0))


def test_an_empty_list_has_no_ranks() -> None:
    found = made(np.empty((0, len(LAW)), np.int8), LAW, "equal_rules")
    assert (found.ranked, found.uncertain, len(found.order)) == (0, 0, 0)
    assert (found.moves.most, found.moves.mean) == (0, Fraction(0))


def test_the_weight_of_what_does_not_apply_is_shared_out() -> None:
    verdicts = np.full((1, len(LAW)), MET, np.int8)
    without = [DOMAINS[0], DOMAINS[3]]
    verdicts[:, [rule.domain in without for rule in LAW]] = NOT_APPLICABLE
    line = made(verdicts, LAW, "facilities_first").line(0)
    weights = line.weights(weight_set("facilities_first").weights)
    assert [weights[0], weights[3]] == [None, None]
    assert sum(weight for weight in weights if weight) == 1
    assert weights[1] == Fraction(25, 65)
    assert span_text(line.span) == "100.0"


@pytest.mark.parametrize("name", SETS)
def test_what_is_printed_is_enough_to_reach_the_score_again(name: str) -> None:
    verdicts = random_verdicts(9, 40, len(LAW))
    found = made(verdicts, LAW, name)
    for row in range(40):
        line = found.line(row)
        parts = zip(line.weights(found.chosen.weights), line.shares, strict=True)
        again = [
            (weight * share.met / share.judged, weight * share.unknown / share.judged) for weight, share in parts if weight
        ]
        low = sum((met for met, _ in again), Fraction(0))
        known = exact(line.span)
        assert known is None or known == (low, low + sum((unknown for _, unknown in again), Fraction(0)))


def test_what_is_shown_holds_the_exact_value_and_is_one_number_only_where_nothing_is_unknown() -> None:
    found = made(random_verdicts(10, 300, len(LAW)), LAW, "equal_domains")
    for row in range(300):
        line = found.line(row)
        known, shown = exact(line.span), ends(line.span)
        if known is None or shown is None:
            assert (known, shown) == (None, None)
            continue
        low, high = (Fraction(text) / 100 for text in shown)
        assert low <= known[0]
        assert high >= known[1] or not line.unknown
        assert (shown[0] == shown[1]) == (line.unknown == 0)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (Span(0, 0, 0), "—"),
        (Span(0, 0, 7), "0.0"),
        (Span(7, 7, 7), "100.0"),
        (Span(2, 2, 3), "66.6"),
        (Span(1, 2, 3), "33.3–66.7"),
        (Span(9999, 10000, 10000), "99.9–100.0"),
        (Span(0, 1, 10**30), "0.0–0.1"),
    ],
)
def test_low_ends_are_cut_down_and_high_ends_up(span: Span, text: str) -> None:
    assert span_text(span) == text


def test_the_rules_that_count_are_those_whose_miss_is_a_gap() -> None:
    assert [is_counted(rule) for rule in all_rules()] == [counted(rule) for rule in all_rules()]
    assert {rule.domain for rule in all_rules() if is_counted(rule)} == set(DOMAINS)


def test_weights_are_above_nothing_and_for_every_domain() -> None:
    with pytest.raises(ValueError, match="7 numbers above 0"):
        Weights(Per.DOMAIN, (Fraction(1),) * 6)
    with pytest.raises(ValueError, match="7 numbers above 0"):
        Weights(Per.DOMAIN, (*(Fraction(1),) * 6, Fraction(0)))
