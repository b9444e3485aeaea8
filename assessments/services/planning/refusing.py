"""Why there is no plan, as kept with one that was refused: JSON, by name and not by position, worded where it is shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assessments.remedies.planning import infeasible
from assessments.remedies.planning.infeasible import Infeasible, Reason
from assessments.remedies.wishes import Wishes
from assessments.services.planning.arithmetic import Arithmetic
from assessments.services.planning.gathering import Gathered

Told = dict[str, Any]


class Refused(Infeasible):
    """There is no plan. ``told``: every reason with its ``kind``, and what it speaks of by name."""

    def __init__(self, why: Infeasible, told: list[Told]) -> None:
        super().__init__(*why.reasons)
        self.told = told


def refused(why: Infeasible, found: Gathered, numbers: Arithmetic, wishes: Wishes) -> Refused:
    """What to raise in place of ``why``, whose positions nobody can read once the problem is gone."""
    names = _Names(found, numbers, wishes)
    return Refused(why, [{"kind": type(reason).__name__, **_TELL[type(reason)](names, reason)} for reason in why.reasons])


@dataclass(frozen=True)
class _Names:
    """What the positions of a problem stand for: a gap is [community code, rule], a resource [what it is, its code], a district
    the digits of its code, a measure its way and place; years are years of the calendar.
    """

    found: Gathered
    numbers: Arithmetic
    wishes: Wishes

    def gap(self, at: int) -> list[str]:
        row, rule = self.numbers.gaps[at]
        return [str(self.found.sheet.facts.codes[row]), self.found.findings.rules[rule].code]

    def resource(self, at: int) -> list[str]:
        return self.numbers.resources[at].split(" ", 1)

    def measure(self, at: int) -> Told:
        one = self.found.measures[at]
        code = str(self.found.sheet.facts.codes[one.row])
        return {"way": one.way.code, "code": code, "premises": one.premises, "facility": one.facility}

    def years(self, yuan: Iterable[tuple[int, int]]) -> list[list[int]]:
        return [[self.wishes.first_year + year, amount] for year, amount in yuan]

    def districts(self, worth: Iterable[tuple[int, int]]) -> list[list[Any]]:
        return [[self.numbers.districts[group], amount] for group, amount in worth]


def _not_ready(names: _Names, why: infeasible.NotReady) -> Told:
    return {"measure": names.measure(why.measure), "ready": why.ready, "horizon": why.horizon}


def _nobody_closes(names: _Names, why: infeasible.NobodyCloses) -> Told:
    return {"gap": names.gap(why.gap)}


def _clash(names: _Names, why: infeasible.Clash) -> Told:
    measures = [names.measure(each) for each in why.measures]
    return {"resource": names.resource(why.resource), "measures": measures, "wanted": why.wanted, "capacity": why.capacity}


def _musts_apart(names: _Names, why: infeasible.MustsApart) -> Told:
    return {"measures": [names.measure(each) for each in why.measures], "gaps": [names.gap(each) for each in why.gaps]}


def _musts_too_dear(names: _Names, why: infeasible.MustsTooDear) -> Told:
    return {"over": names.years(why.over)}


def _floor_out_of_reach(names: _Names, why: infeasible.FloorOutOfReach) -> Told:
    return {"group": names.numbers.districts[why.group], "least": why.least, "most": why.most}


def _floors_apart(names: _Names, why: infeasible.FloorsApart) -> Told:
    return {"short": names.districts(why.short)}


def _floors_too_dear(names: _Names, why: infeasible.FloorsTooDear) -> Told:
    return {"more": names.years(why.more), "short": names.districts(why.short), "exact": why.exact}


_TELL: dict[type[Reason], Callable[[_Names, Any], Told]] = {
    infeasible.NotReady: _not_ready,
    infeasible.NobodyCloses: _nobody_closes,
    infeasible.Clash: _clash,
    infeasible.MustsApart: _musts_apart,
    infeasible.MustsTooDear: _musts_too_dear,
    infeasible.FloorOutOfReach: _floor_out_of_reach,
    infeasible.FloorsApart: _floors_apart,
    infeasible.FloorsTooDear: _floors_too_dear,
}
