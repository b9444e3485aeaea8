"""Why a measure is not in a plan, with the numbers of the reason. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from assessments.remedies.planning.after import After
from assessments.remedies.planning.effort import FOREVER
from assessments.remedies.planning.planning import Plan
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.problem import Problem
from assessments.remedies.planning.ragged import Real, Truth, Whole
from assessments.remedies.planning.tables import Tables


@dataclass(frozen=True)
class TooLate:
    """It would be ready only after the horizon. Years."""

    ready: int
    horizon: int


@dataclass(frozen=True)
class BeyondBudget:
    """Alone it costs more than there is in (or, carried over, up to) a year, whenever it begins: here at the least."""

    year: int
    needed: int
    budget: int


@dataclass(frozen=True)
class BeyondCapacity:
    """It alone wants more of a resource than there is."""

    resource: int
    wanted: int
    capacity: int


@dataclass(frozen=True)
class ResourceTaken:
    """``by``: chosen measures that use the resource; ``left`` of it does not suffice for what is ``wanted``."""

    resource: int
    by: tuple[int, ...]
    wanted: int
    left: int


@dataclass(frozen=True)
class AlreadyClosed:
    """Chosen measures close its gaps, no later than it could. Worth for a yuan, at the plan's prices a number around 1."""

    by: tuple[int, ...]
    rate: float
    their_rate: float


@dataclass(frozen=True)
class TooDear:
    """What it would add is worth less than its yuan are elsewhere. ``rate``: worth for what it costs, 1 is the margin.

    ``pays_at``: about how much money, over all years, there would have to be for it to pay.
    """

    begin: int
    worth: int
    yuan: int
    rate: float
    pays_at: int


@dataclass(frozen=True)
class TooLittleLeft:
    """It would pay, and what is left of a year's money does not suffice."""

    begin: int
    year: int
    needed: int
    left: int


@dataclass(frozen=True)
class StillFits:
    """It would fit and add worth: the plan is not the best one (see its bound)."""

    begin: int
    worth: int
    yuan: int


Left = TooLate | BeyondBudget | BeyondCapacity | ResourceTaken | AlreadyClosed | TooDear | TooLittleLeft | StillFits


@dataclass(frozen=True)
class Case:
    """One measure that was left out. By year of beginning: whether it may, what it would ``add``, its yuan (T, T)."""

    after: After
    measure: int
    may: Truth
    add: Whole
    floors: Real
    spend: Whole

    @property
    def tables(self) -> Tables:
        return self.after.tables

    @property
    def prices(self) -> Prices:
        return _prices(self.after.plan)

    def reason(self) -> Left:
        left = self.after.tables.limits - self.tables.limited(self.after.weight.spent)
        helps = self.may & (self.add > 0)
        if not helps.any():
            return self._already_closed()
        taken = self._resource_taken()
        fits = (self.tables.limited(self.spend) <= left).all(axis=1)
        if taken is None and (helps & fits).any():
            begin = int(np.where(helps & fits, self.add, -1).argmax())
            return StillFits(begin, int(self.add[begin]), int(self.tables.yuan(self.spend[begin]).sum()))
        return taken or self._money(left, helps)

    def _already_closed(self) -> AlreadyClosed:
        by = sorted({int(self.after.weight.by[gap]) for gap in self._gaps()} - {-1})
        rates = [case_of(self.after, one).rate() for one in by]
        return AlreadyClosed(tuple(by), self.rate(), max(rates, default=0.0))

    def _gaps(self) -> tuple[int, ...]:
        return self.after.problem.measures[self.measure].closes

    def rate(self) -> float:
        """All its gaps' worth for its cost at the plan's prices, in its best year."""
        begins = np.flatnonzero(self.may)
        gaps = list(self._gaps())
        worth = self.tables.worth[gaps].sum() * self.tables.year_worth[begins + self.tables.ready[self.measure]]
        beyond = float(self.prices.beyond(self.tables)[gaps].sum())
        return float(np.max(_rate(worth + beyond, self.spend[begins] @ self.prices.yuan), initial=0.0))

    def _resource_taken(self) -> ResourceTaken | None:
        problem, chosen = self.after.problem, sorted(self.after.begins)
        for resource, wanted in problem.measures[self.measure].uses:
            users = [(one, dict(problem.measures[one].uses).get(resource, 0)) for one in chosen]
            left = problem.capacities[resource] - sum(amount for _, amount in users)
            if wanted > left:
                return ResourceTaken(resource, tuple(one for one, amount in users if amount), wanted, left)
        return None

    def _money(self, left: Whole, helps: Truth) -> TooDear | TooLittleLeft:
        cost = self.spend @ self.prices.yuan
        rates = np.where(helps, _rate(self.add + self.floors, cost), -1.0)
        begin = int(rates.argmax())
        if rates[begin] < 1:
            pays_at = self._pays_at(float(rates[begin]))
            yuan = int(self.tables.yuan(self.spend[begin]).sum())
            return TooDear(begin, int(self.add[begin]), yuan, float(rates[begin]), pays_at)
        needed = self.tables.limited(self.spend[begin])
        year = int(np.argmax(needed > left))
        return TooLittleLeft(begin, year, int(needed[year]), int(left[year]))

    def _pays_at(self, rate: float) -> int:
        """The money that is spent where every yuan is worth this part of what it is now."""
        lower = Prices(self.prices.yuan * rate, self.prices.floor)
        return int(self.after.market.respond(lower, FOREVER).spend[:, : self.tables.years].sum())


def why_not(problem: Problem, plan: Plan, measure: int) -> Left:
    """See ``reason_for``."""
    return reason_for(After(problem, plan), measure)


def reason_for(after: After, measure: int) -> Left:
    """Why a measure was left out. ValueError where it is in the plan."""
    if measure in after.begins:
        raise ValueError(f"measure {measure} is in the plan")
    return _never(after, measure) or case_of(after, measure).reason()


def _never(after: After, measure: int) -> Left | None:
    """What rules it out whatever else is chosen."""
    problem, one = after.problem, after.problem.measures[measure]
    if one.ready >= problem.years:
        return TooLate(one.ready, problem.years)
    for resource, wanted in one.uses:
        if wanted > problem.capacities[resource]:
            return BeyondCapacity(resource, wanted, problem.capacities[resource])
    return None if after.tables.may[measure].any() else _beyond(after, measure)


def _beyond(after: After, measure: int) -> BeyondBudget:
    tables = after.tables
    begins = np.arange(tables.years - tables.ready[measure])
    needed = tables.limited(tables.spend(np.full(len(begins), measure), begins))
    over = tables.yuan(needed - tables.limits)
    begin = int(over.max(axis=1).argmin())
    year = int(over[begin].argmax())
    return BeyondBudget(year, int(over[begin, year] + tables.limits[year]), int(tables.limits[year]))


def case_of(after: After, measure: int) -> Case:
    tables, years = after.tables, after.tables.years
    gaps, begins = np.array(after.problem.measures[measure].closes, np.int64), np.arange(years)
    counts = np.minimum(begins + tables.ready[measure], years - 1)
    now = np.append(tables.year_worth, 0)[after.weight.year[gaps]]
    more = np.maximum(tables.year_worth[counts][:, None] - now, 0) * tables.worth[gaps]
    prices = _prices(after.plan)
    opened = after.weight.by[gaps] < 0
    floors = np.full(years, float(prices.beyond(tables)[gaps[opened]].sum()))
    spend = tables.spend(np.full(years, measure), begins)
    return Case(after, measure, tables.may[measure], more.sum(axis=1), floors, spend)


def _prices(plan: Plan) -> Prices:
    yuan = [*plan.yuan_prices, *(price for _, price in plan.resource_prices)]
    return Prices(np.array(yuan), np.array([price for _, price in plan.floor_prices]))


def _rate(worth: Any, cost: Any) -> Real:
    """Without end where nothing is paid for it."""
    return np.where(cost > 0, worth / np.where(cost > 0, cost, 1.0), np.where(worth > 0, np.inf, 0.0))
