"""Why each measure was chosen and each gap is left, in numbers; what more money would buy. Words are made where it is shown."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from assessments.remedies.measures import outlay_of
from assessments.remedies.wishes import Wishes
from assessments.services.planning.arithmetic import GapKey, resources_of
from assessments.services.planning.making import Made, Taken

WAN: Final = 10_000
TOO_LATE, TAKEN, TOO_DEAR, NO_ROOM = "too_late", "taken", "too_dear", "no_room"


@dataclass(frozen=True)
class Accounts:
    """``chosen``, ``instead``: by position of the measure. ``left``: (code of the reason, its numbers) by gap.

    ``worth``: of each gap that a measure could close.
    """

    worth: dict[GapKey, int]
    chosen: dict[int, dict[str, Any]]
    instead: dict[int, dict[str, Any]]
    left: dict[GapKey, tuple[str, dict[str, Any]]]


def accounts_of(made: Made, wishes: Wishes) -> Accounts:
    """Worth is counted as closed in the first year; the margin is what the last yuan of the plan buys."""
    worth = {key: gap.worth for key, gap in zip(made.arithmetic.gaps, made.arithmetic.problem.gaps, strict=True)}
    teller = _Teller(made, wishes, worth)
    chosen = {each.at: teller.figures(each.at, sum(worth[gap] for gap in each.closes)) for each in made.taken}
    left: dict[GapKey, tuple[str, dict[str, Any]]] = {gap: (why.value, {}) for gap, why in made.found.aside.items()}
    return Accounts(worth, chosen, teller.instead(), left | teller.left())


@dataclass(frozen=True)
class _Teller:
    made: Made
    wishes: Wishes
    worth: dict[GapKey, int]

    def figures(self, at: int, worth: int) -> dict[str, Any]:
        """Yuan within the horizon; worth of 10,000 of them; and what the margin of the plan is."""
        yuan = self._yuan(at)
        return {"yuan": yuan, "worth": worth, "per_wan": _per_wan(worth, yuan), "margin": round(self.margin, 3)}

    @property
    def margin(self) -> float:
        """Worth that 10,000 yuan more would buy, in the year in which they would buy most."""
        return max(self.made.plan.yuan_prices, default=0.0) * WAN / self.wishes.year_worth[0]

    def instead(self) -> dict[int, dict[str, Any]]:
        """For each chosen measure, of the others that could be had: the one that closes most of its gaps, and of those the
        cheapest. None where nothing else closes any.
        """
        rivals: dict[GapKey, list[int]] = defaultdict(list)
        for at, measure in enumerate(self.made.found.measures):
            for gap in measure.closes if measure.years <= len(self.wishes.budgets) else ():
                rivals[gap].append(at)
        taken = {name: each.at for each in self.made.taken for name in resources_of(each.measure)}
        found = {each.at: self._next(each, rivals, taken) for each in self.made.taken}
        return {at: told for at, told in found.items() if told}

    def _next(self, each: Taken, rivals: dict[GapKey, list[int]], taken: dict[str, int]) -> dict[str, Any]:
        measures, gaps = self.made.found.measures, set(each.closes)
        others = {at for gap in gaps for at in rivals[gap] if at != each.at}
        free = [at for at in others if all(taken.get(name, each.at) == each.at for name in resources_of(measures[at]))]
        if not free:
            return {}
        gain = {at: sum(self.worth[gap] for gap in measures[at].closes & gaps) for at in free}
        best = min(free, key=lambda at: (-gain[at], self._yuan(at), at))
        measure = measures[best]
        return {
            "way": measure.way.code, "premises": measure.premises, "facility": measure.facility, "yuan": self._yuan(best),
            "closes": len(measure.closes & gaps), "worth": gain[best],
        }  # fmt: skip

    def left(self) -> dict[GapKey, tuple[str, dict[str, Any]]]:
        """Of each gap that could be closed and is not: what stands against the measure that would give most for its money."""
        closed = {gap for each in self.made.taken for gap in each.closes}
        best: dict[GapKey, tuple[float, int]] = {}
        for at, measure in enumerate(self.made.found.measures):
            open_ = [gap for gap in measure.closes if gap not in closed]
            gain = sum(self.worth[gap] for gap in open_) / max(self._yuan(at), 1)
            for gap in open_:
                best[gap] = max(best.get(gap, (-1.0, at)), (gain, at))
        taken = self._taken()
        return {gap: self._why(at, closed, taken) for gap, (_, at) in best.items()}

    def _taken(self) -> dict[str, int]:
        """Resource -> the position in the plan's list of a measure that has it; the last, where several may."""
        return {name: place for place, each in enumerate(self.made.taken, 1) for name in resources_of(each.measure)}

    def _why(self, at: int, closed: set[GapKey], taken: dict[str, int]) -> tuple[str, dict[str, Any]]:
        measure = self.made.found.measures[at]
        worth = sum(self.worth[gap] for gap in measure.closes if gap not in closed)
        about = {"way": measure.way.code, "premises": measure.premises, **self.figures(at, worth)}
        if measure.years > len(self.wishes.budgets):
            return TOO_LATE, {**about, "years": measure.years}
        by = next((taken[name] for name in resources_of(measure) if name in taken), None)
        if by is not None:
            return TAKEN, {**about, "by": by}
        if about["per_wan"] is not None and about["per_wan"] < self.margin:
            return TOO_DEAR, {**about, "pays_at": int(worth * WAN / self.margin)}
        return NO_ROOM, {**about, "unspent": [have - spent for have, spent in self._money()]}

    def _money(self) -> list[tuple[int, int]]:
        return list(zip(self.wishes.budgets, self.made.plan.spent, strict=True))

    def _yuan(self, at: int) -> int:
        years = len(self.wishes.budgets)
        return sum(outlay_of(self.made.found.measures[at], self.wishes.price, years)[:years])


def _per_wan(worth: int, yuan: int) -> float | None:
    """None where it costs nothing."""
    return round(worth * WAN / yuan, 3) if yuan else None
