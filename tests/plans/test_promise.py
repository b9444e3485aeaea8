"""What a plan promises is what a round finds after its measures were built; no premises is given away twice; money is exact."""

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest

from assessments.models import Round, Scorecard
from assessments.remedies.measures import outlay_of
from assessments.remedies.plan_words import left_words
from assessments.remedies.planning.infeasible import Infeasible
from assessments.remedies.wishes import Objective, PricePoint, Wishes
from assessments.services.planning.accounts import accounts_of
from assessments.services.planning.making import Made, NothingToPlan, make
from assessments.services.planning.storing import still_open
from assessments.services.promising import Rows, write_placed
from assessments.standards.model import Verdict
from communities.acts import acting
from communities.scope import EVERYWHERE, AreaScope
from tests.factories import make_round, make_source
from tests.factories.communities import DAY
from tests.plans.place import make_place

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
SEEDS = range(12)


def wishes(seed: int, **fixed: Any) -> Wishes:
    draw = random.Random(seed)  # noqa: S311  # no secret
    years = draw.randrange(1, 5)
    drawn: dict[str, Any] = {
        "budgets": tuple(draw.choice([0, 300_000, 2_000_000, 9_000_000]) for _ in range(years)),
        "first_year": 2027,
        "objective": draw.choice(list(Objective)),
        "price": draw.choice(list(PricePoint)),
        "carries_over": draw.random() < 0.3,
        "is_known_only": draw.random() < 0.3,
        "sharing": draw.choice([0, 1, 2]),
        "joint": draw.choice([1, 2, 3]),
    }
    return Wishes(**drawn | fixed)


def planned(one: Round, asked: Wishes) -> Made:
    return make(ALL, one, EVERYWHERE, asked, on=DAY, tell=lambda *_: None, stop=lambda: False, seconds=20)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_promise_is_kept(seed: int) -> None:
    make_place(seed)
    one, asked = make_round(), wishes(seed)
    try:
        made = planned(one, asked)
    except NothingToPlan:
        pytest.skip("this place has nothing that could be planned")
    assert made.broken == ()
    check_money(made, asked)
    assert max(Counter(each.measure.premises for each in made.taken if each.measure.premises).values(), default=1) == 1
    check_closed(made)
    with acting(by=None, verb="build"):
        write_placed([placed for each in made.taken for placed in each.measure.placed], DAY, Rows(make_source("built")))
    assert verdicts(make_round()) == {code: made.after.verdict[row].tolist() for row, code in enumerate(made.sheet.facts.codes)}


def check_money(made: Made, asked: Wishes) -> None:
    """What the lines cost in each year is what the plan says, and no more than there is."""
    spent = [0] * len(asked.budgets)
    for each in made.taken:
        for year, yuan in enumerate(outlay_of(each.measure, asked.price, len(asked.budgets)), each.year):
            if year < len(spent):
                spent[year] += yuan
    assert tuple(spent) == made.plan.spent
    saved = 0
    for have, used in zip(asked.budgets, spent, strict=True):
        assert used <= have + saved
        saved = have + saved - used if asked.carries_over else 0
    assert made.plan.worth <= made.plan.bound


def check_closed(made: Made) -> None:
    """Each gap that was one is either closed by a measure or still told as open."""
    closed = {gap for each in made.taken for gap in each.closes}
    assert not closed & set(still_open(made))
    assert all(made.after.verdict[gap] == Verdict.MET for gap in closed)


def verdicts(one: Round) -> dict[str, list[int]]:
    return {card.code: card.verdicts for card in Scorecard.objects.filter(round=one)}


def test_the_place_has_what_the_promises_are_about() -> None:
    """Ways of every kind, bundles, shared and extended facilities occur among the measures of these seeds."""
    seen: Counter[str] = Counter()
    for seed in range(6):
        make_seen(seed, seen)
    assert {"new_build", "purchase", "lease", "swap", "retrofit", "share", "bundle", "joint", "extended", "works"} <= set(seen)


def make_seen(seed: int, seen: Counter[str]) -> None:
    from django.db import transaction  # only here

    with transaction.atomic():
        make_place(seed)
        try:
            made = planned(make_round(), wishes(seed, sharing=1, joint=3, budgets=(1_000_000,) * 3))
        except (NothingToPlan, Infeasible):
            made = None
        for measure in made.found.measures if made else ():
            kinds = [measure.way.code, type(measure.placed[0].effect).__name__]
            seen.update(kinds)
            seen.update({"Answered": ["works"], "Extended": ["extended"]}.get(kinds[1], []))
            seen.update(["joint"] * bool(measure.placed[0].serves) + ["bundle"] * (len(measure.placed) > 1))
        transaction.set_rollback(True)


def test_no_money_is_a_plan_of_what_costs_nothing() -> None:
    make_place(3)
    made = planned(make_round(), wishes(3, budgets=(0, 0), sharing=0))
    assert made.plan.spent == (0, 0)
    assert {each.measure.money.once.high for each in made.taken} <= {0}


def test_prices_hold_on_the_day_of_the_plan() -> None:
    """A price entered for later is not known yet: works without a price are left, and the reason is told."""
    make_place(4)
    one = make_round()
    early = make(ALL, one, EVERYWHERE, wishes(4), on=date(2020, 1, 1), tell=lambda *_: None, stop=lambda: False)
    assert "no_price" in {why.value for why in early.found.aside.values()}


@pytest.mark.parametrize("seed", [1, 4])
def test_what_is_told_of_each_line_and_each_gap(seed: int) -> None:
    """Every gap that stays says why, with numbers that hold; the next best of a line closes some of its gaps."""
    make_place(seed)
    asked = wishes(seed, budgets=(400_000, 400_000))
    made = planned(make_round(), asked)
    told = accounts_of(made, asked)
    assert set(told.chosen) == {each.at for each in made.taken}
    for gap in still_open(made):
        why, about = told.left[gap]
        assert left_words(why, about).zh, (gap, why)
        if why == "too_dear":
            assert about["per_wan"] < about["margin"]
    for at, other in told.instead.items():
        line = next(each for each in made.taken if each.at == at)
        assert 0 < other["closes"] <= len(line.closes)
        assert other["worth"] <= sum(told.worth[gap] for gap in line.closes)
