"""The ranking of the sample city against counting verdict by verdict."""

from collections import Counter
from collections.abc import Iterable

import pytest

from assessments.facts import read_facts
from assessments.facts.asks import asks_of, rests_on
from assessments.models import Round
from assessments.selectors.cards import card, rules_of
from assessments.selectors.scorecards import scorecards
from assessments.selectors.settling import Ranking, does_count, worth_collecting
from assessments.services.rounds import assess
from assessments.standards.columns import Facts
from assessments.standards.model import Reason, Verdict
from assessments.standards.settling import settling
from communities.scope import AreaScope
from intake.sample import SAMPLE_DAY

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()


@pytest.fixture(scope="module")
def judged(sample_city: None, django_db_blocker: object) -> Round:
    return assess(by=None, scope=ALL, division=None, day=SAMPLE_DAY, as_of=SAMPLE_DAY)


@pytest.fixture(scope="module")
def ranking(judged: Round) -> Ranking:
    return worth_collecting(ALL, judged, steps=1000)


def test_the_ranking_is_what_counting_verdict_by_verdict_says(judged: Round, ranking: Ranking) -> None:
    rules = rules_of(judged)
    names = {name for rule in rules for name in rule.inputs()}
    facts = read_facts(ALL, as_of=judged.as_of, names=names).facts
    alone, helps, alone_of_all, helps_of_all = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for row in range(len(facts)):
        one = facts.row(row)
        for rule in rules:
            missing = settling(rule, one, judged.day).facts
            asks = {
                ask.code for name in missing for ask in asks_of(name, [n for n in rests_on(name) if not one.column(n).known[0]])
            }
            alone_of_all.update(asks if len(asks) == 1 else ())
            helps_of_all.update(asks)
            alone.update(asks if len(asks) == 1 and does_count(rule) else ())
            helps.update(asks if does_count(rule) else ())
    for worth in ranking.worths:
        code = worth.ask.code
        counted = (worth.settles, worth.helps, worth.settles_of_all, worth.helps_of_all)
        assert counted == (alone[code], helps[code], alone_of_all[code], helps_of_all[code]), code
    assert {worth.ask.code for worth in ranking.worths} == set(helps_of_all)
    assert list(ranking.worths) == sorted(ranking.worths, key=lambda worth: worth.rank)


def unknown_of(names: Iterable[str], one: Facts) -> list[str]:
    return [name for name in names if not one.column(name).known[0]]


def test_the_open_verdicts_are_the_unknown_ones_of_the_cards(judged: Round, ranking: Ranking) -> None:
    cards = scorecards(ALL, judged)
    assert ranking.communities == len(cards)
    undefined = sum(one.reasons.count(Reason.UNDEFINED_ZERO) for one in cards)
    assert ranking.hopeless == undefined
    assert ranking.open_of_all + undefined == sum(one.verdicts.count(Verdict.UNKNOWN) for one in cards)


def test_the_whole_order_settles_everything(ranking: Ranking) -> None:
    assert ranking.order[-1].total == ranking.open_verdicts > 0
    assert sum(step.settles for step in ranking.order) == ranking.open_verdicts


def test_a_card_names_the_smallest_set_and_the_smallest_change(judged: Round) -> None:
    told = [finding.explanation for domain in card(ALL, scorecards(ALL, judged)[0]).domains for finding in domain.findings]
    gaps = [each for each in told if each.verdict is Verdict.GAP]
    assert gaps
    assert all(each.change for each in gaps)
    assert all(each.change is None for each in told if each.verdict is not Verdict.GAP)
