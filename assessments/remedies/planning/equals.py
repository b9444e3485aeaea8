"""Of measures that are the same in everything the first in the list are taken, the earliest first. Pure."""

from collections import defaultdict

from assessments.remedies.planning.problem import Measure, Problem
from assessments.remedies.planning.weighing import Begun


def first_of_equals(problem: Problem, begun: list[Begun]) -> list[Begun]:
    """A plan of the same worth and the same cost."""
    same: dict[Measure, list[int]] = defaultdict(list)
    must, years = set(problem.must_measures), dict(begun)
    for position, measure in enumerate(problem.measures):
        if position not in must:
            same[measure].append(position)
    kept = [each for each in begun if each[0] in must]
    for positions in same.values():
        begins = sorted(years[one] for one in positions if one in years)
        kept.extend(zip(positions, begins, strict=False))
    return sorted(kept)
