"""The plan of a problem: prices, a choice, what is left spent, and what no plan exceeds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, gcd

from assessments.remedies.planning.checking import check
from assessments.remedies.planning.choosing import choose
from assessments.remedies.planning.effort import FOREVER, Effort
from assessments.remedies.planning.elastic import dearest, explain, least_over
from assessments.remedies.planning.equals import first_of_equals
from assessments.remedies.planning.greedy import greedy
from assessments.remedies.planning.infeasible import Infeasible, NothingFound
from assessments.remedies.planning.market import Market, market_of
from assessments.remedies.planning.polishing import polish
from assessments.remedies.planning.possible import check_floors, check_musts, loses_musts
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.searching import Found, beginning, search
from assessments.remedies.planning.tables import Tables, tables_of
from assessments.remedies.planning.tied import NoChoice
from assessments.remedies.planning.weighing import Begun, fits, weigh
from assessments.remedies.planning.whole import solve_whole

FOR_PRICES = 0.6  # of the time there is; the rest is for the choice
FOR_PRICES_IN_HASTE = 0.2  # where the whole is one program that has to be done by a deadline
LAST_SECONDS = 2.0  # for the choice, where the time is over or somebody stopped it
LAST_RESORT = 30_000  # candidates up to which the whole is tried where the pieces found nothing
DEAR, DEARER = 100.0, 3  # times what a yuan comes to if all worth takes all money; so often more, if need be
HAIR = 1e-6  # of the money and the floors, which come to a million


class Status(StrEnum):
    """``optimal``: no plan is worth more. ``proven``: none is worth more than the bound. ``stopped``: so, but ended early."""

    OPTIMAL = "optimal"
    PROVEN = "proven"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Closed:
    """A gap, the measure that closes it first, and the year from which it counts."""

    gap: int
    measure: int
    year: int


@dataclass(frozen=True)
class Plan:
    """``begun``: (measure, year of beginning). Worth with its years counted; ``bound``: no plan is worth more.

    ``spent``: yuan of each year. ``yuan_prices``: worth of one more yuan of each year; ``floor_prices``: (group, worth that one
    unit less under its floor would bring); ``resource_prices``: (resource that many want, worth of one more unit). Prices are
    those of the bound, so floats.
    """

    begun: tuple[Begun, ...]
    worth: int
    bound: int
    spent: tuple[int, ...]
    yuan_prices: tuple[float, ...]
    floor_prices: tuple[tuple[int, float], ...]
    resource_prices: tuple[tuple[int, float], ...]
    status: Status
    closed: tuple[Closed, ...]

    @property
    def gap(self) -> float:
        """How much better a plan could be at most, as a part of the bound."""
        return (self.bound - self.worth) / self.bound if self.bound else 0.0


def make_plan(problem: Problem, effort: Effort | None = None) -> Plan:
    """Unusable, Infeasible or NothingFound where there is none to be had."""
    effort = effort or Effort()
    check(problem)
    market = _market(problem, effort)
    tables = market.tables
    try:
        if (market.has_musts or problem.floors) and tables.candidates() > effort.whole_below:
            _check_affordable(market, effort)
        return _planned(market, effort)
    except NoChoice as apart:  # possible with more money only
        raise _why_not(problem, effort) or NothingFound(0) from apart


def _market(problem: Problem, effort: Effort) -> Market:
    """What no money can mend is told at once."""
    tables = tables_of(problem)
    if not (problem.must_measures or problem.must_gaps or problem.floors):
        return market_of(tables)
    free = tables_of(problem, bounded=False)
    check_musts(free)
    market = market_of(free)
    check_floors(market)
    if loses_musts(tables):
        raise _why_not(problem, effort) or NothingFound(0)
    return market if (free.may == tables.may).all() else market_of(tables)


def _check_affordable(market: Market, effort: Effort) -> None:
    """The columns that are found on the way stay with the pieces: the plan will want them."""
    if least_over(market, effort.part(FOR_PRICES)).bound < -1:
        raise _why_not(market.tables.problem, effort) or NothingFound(0)


def _why_not(problem: Problem, effort: Effort) -> Infeasible | None:
    return explain(market_of(tables_of(problem, bounded=False)), effort)


def _planned(market: Market, effort: Effort) -> Plan:
    is_hurried = effort.deadline < FOREVER and market.tables.candidates() <= effort.whole_below
    found = _priced(market, effort.part(FOR_PRICES_IN_HASTE if is_hurried else FOR_PRICES))
    begun = _begun_with(market) if effort.deadline < FOREVER else None
    if not is_hurried:
        begun = _better(market.tables, begun, _chosen(market, found, effort))
    bound = max(floor(found.bound), 0) // _unit(market.tables) * _unit(market.tables)
    effort.heard(found.rounds, found.rounds, weigh(market.tables, begun).worth if begun is not None else 0, bound)
    at_most = effort.whole_below if begun is not None else max(effort.whole_below, LAST_RESORT)
    if market.tables.candidates() <= at_most and not effort.is_over():
        begun, bound = _proved(market.tables, begun, bound, effort)
    if begun is None:
        raise NothingFound(bound)
    begun = first_of_equals(market.tables.problem, begun)
    return _told(market.tables, begun, bound, found, is_over=effort.is_over())


def _begun_with(market: Market) -> list[Begun] | None:
    """Where the time is short: something that is there in a moment, and that a program can begin with."""
    begun = greedy(market.tables)
    kept = {gap for measure, _ in begun for gap in market.tables.problem.measures[measure].closes}
    has_musts = kept.issuperset(market.tables.problem.must_gaps)
    has_musts &= {measure for measure, _ in begun}.issuperset(market.tables.problem.must_measures)
    return begun if has_musts and fits(market.tables, weigh(market.tables, begun)) else None


def _priced(market: Market, effort: Effort) -> Found:
    """Floors that are not kept yet make money and floors dearer, until they are."""
    found = beginning(market)
    dear = DEAR * _natural(market.tables)
    for _ in range(DEARER):
        found.is_done = False
        found = search(market, effort, found, dear=dear, short=dear * dearest(market.tables))
        if found.over <= HAIR:
            break
        dear *= DEAR
    return found


def _natural(tables: Tables) -> float:
    """Worth of a yuan if all worth were bought with all money."""
    return float(tables.worth.sum() * tables.year_worth.max()) / max(float(tables.yuan(tables.limits).max()), 1.0)


def _unit(tables: Tables) -> int:
    """What every worth is a multiple of, so the bound may be."""
    return gcd(*tables.worth.tolist()) * gcd(*tables.year_worth.tolist()) or 1


def _chosen(market: Market, found: Found, effort: Effort) -> list[Begun] | None:
    seconds = LAST_SECONDS if effort.is_over() else effort.seconds()
    begun = choose(market, found.prices, found.bound, openness=effort.openness, seconds=seconds) if found.response else None
    if begun is None and not market.has_musts and fits(market.tables, weigh(market.tables, [])):
        begun = []
    return polish(market, begun) if begun is not None else None


def _proved(tables: Tables, begun: list[Begun] | None, bound: int, effort: Effort) -> tuple[list[Begun] | None, int]:
    proved = solve_whole(tables, seconds=effort.seconds(), known=begun)
    if proved.impossible:
        raise _why_not(tables.problem, effort) or NothingFound(bound)
    if proved.begun is not None and (begun is None or _rank(tables, proved.begun) <= _rank(tables, begun)):
        begun = proved.begun
    return begun, min(bound, proved.bound) if proved.bound is not None else bound


def _better(tables: Tables, one: list[Begun] | None, other: list[Begun] | None) -> list[Begun] | None:
    there = [each for each in (other, one) if each is not None]
    return min(there, key=lambda each: _rank(tables, each), default=None)


def _rank(tables: Tables, begun: Sequence[Begun]) -> tuple[int, int]:
    """More worth first, then less money."""
    weight = weigh(tables, begun)
    return -weight.worth, int(tables.yuan(weight.spent).sum())


def _told(tables: Tables, begun: Sequence[Begun], bound: int, found: Found, *, is_over: bool) -> Plan:
    weight, problem = weigh(tables, begun), tables.problem
    bound = max(bound, weight.worth)  # floats may be off by a hair where the plan is the best there is
    unfinished = Status.STOPPED if is_over else Status.PROVEN
    closers = zip(weight.by.tolist(), weight.year.tolist(), strict=True)
    return Plan(
        tuple(sorted(begun)),
        weight.worth,
        bound,
        tuple(tables.yuan(weight.spent).tolist()),
        tuple(tables.yuan(found.prices.yuan).tolist()),
        _floor_prices(problem, found.prices),
        tuple(zip(tables.wide.tolist(), found.prices.yuan[tables.years :].tolist(), strict=True)),
        Status.OPTIMAL if bound == weight.worth else unfinished,
        tuple(Closed(gap, measure, year) for gap, (measure, year) in enumerate(closers) if measure >= 0),
    )


def _floor_prices(problem: Problem, prices: Prices) -> tuple[tuple[int, float], ...]:
    return tuple((group, price) for (group, _), price in zip(problem.floors, prices.floor.tolist(), strict=True))
