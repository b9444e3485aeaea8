"""What closing a gap is worth, in whole numbers, by the objective that was chosen. Pure."""

from typing import Final

from assessments.remedies.wishes import Objective
from assessments.standards.model import Level

OLD_AND_YOUNG: Final = frozenset(
    {"kindergarten", "nursery", "elderly_station", "canteen", "age_friendly", "child_friendly", "barrier_free"}
)
_TIMES: Final = 3
_MANDATORY: Final = 10


def worth_of(objective: Objective, *, households: int | None, level: Level, gaps: int, thing: str) -> int:
    """At least 1: where nobody has counted the households, the gap counts as one household, and is not worth nothing.

    ``gaps``: how many its community has. ``thing``: the facility type or survey item that it asks for.
    """
    if objective is Objective.LEVELS:
        return _MANDATORY if level is Level.MANDATORY else 1
    if objective is Objective.WORST_FIRST:
        return max(gaps, 1)
    lived_in = max(households or 0, 1)
    return lived_in * (_TIMES if objective is Objective.OLD_AND_YOUNG and thing in OLD_AND_YOUNG else 1)
