"""Why there is no plan, as it is kept with one that was refused: JSON, to be put in words by assessments/plan_reasons.py."""

from dataclasses import asdict
from typing import Any

from assessments.remedies.planning.infeasible import Infeasible, Reason
from assessments.remedies.wishes import Wishes
from assessments.services.planning.arithmetic import Arithmetic
from assessments.services.planning.gathering import Gathered


class Impossible(Exception):
    """No plan keeps to what was asked, proven. ``reasons`` as they are kept: never empty."""

    def __init__(self, reasons: list[dict[str, Any]]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def reasons_told(why: Infeasible, found: Gathered, numbers: Arithmetic, wishes: Wishes) -> list[dict[str, Any]]:
    """Each with its ``kind`` and its numbers. What the problem calls by its position is named: a position says nothing later.

    A gap is [community code, rule], a measure [way, community code], a resource and a district its text, a year its number.
    """
    names = _Names(found, numbers, wishes)
    return [{"kind": type(reason).__name__, **names.told(reason)} for reason in why.reasons]


class _Names:
    def __init__(self, found: Gathered, numbers: Arithmetic, wishes: Wishes) -> None:
        self.found, self.numbers, self.first_year = found, numbers, wishes.first_year

    def told(self, reason: Reason) -> dict[str, Any]:
        said = {"gap": self.gap, "measure": self.measure, "resource": self._resource, "group": self._district}
        several = {"gaps": self.gap, "measures": self.measure}
        pairs = {"over": self._year, "more": self._year, "short": self._district}
        found: dict[str, Any] = {}
        for name, value in asdict(reason).items():
            if name in pairs:
                found[name] = [[pairs[name](at), amount] for at, amount in value]
            elif name in several:
                found[name] = [several[name](at) for at in value]
            else:
                found[name] = said[name](value) if name in said else value
        return found

    def gap(self, at: int) -> list[str]:
        row, rule = self.numbers.gaps[at]
        return [str(self.found.sheet.facts.codes[row]), self.found.findings.rules[rule].code]

    def measure(self, at: int) -> list[str]:
        measure = self.found.measures[at]
        return [measure.way.code, str(self.found.sheet.facts.codes[measure.row])]

    def _resource(self, at: int) -> str:
        return self.numbers.resources[at]

    def _district(self, at: int) -> str:
        return self.numbers.districts[at]

    def _year(self, at: int) -> int:
        return self.first_year + at
