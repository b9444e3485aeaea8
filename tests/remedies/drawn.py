"""Small problems drawn at random, and their best plan found by trying everything: no line of it is the solver's."""

from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from assessments.remedies.planning.problem import Gap, Measure, Problem

Choice = tuple[int | None, ...]  # for each measure the year in which it begins


def drawn(seed: int, *, measures: int = 6, musts: float = 0.15, floors: float = 0.25) -> Problem:
    """Shared gaps, resources, delays, several years, musts and floors: anything may be there and anything may be nothing."""
    draw = Random(seed)  # noqa: S311  # to try things, not to keep secrets
    gaps, years, resources = draw.randint(1, 5), draw.randint(1, 3), draw.randint(0, 2)
    many = draw.randint(1, measures)
    return Problem(
        gaps=tuple(Gap(draw.randint(1, 20), draw.randint(0, 1)) for _ in range(gaps)),
        measures=tuple(_measure(draw, gaps, resources) for _ in range(many)),
        budgets=tuple(draw.randint(0, 15) for _ in range(years)),
        year_worth=tuple(sorted((draw.randint(0, 12) for _ in range(years)), reverse=True)),
        capacities=tuple(draw.randint(0, 4) for _ in range(resources)),
        carries_over=draw.random() < 0.5,
        floors=tuple((group, draw.randint(0, 15)) for group in range(2) if draw.random() < floors),
        must_measures=(draw.randrange(many),) if draw.random() < musts else (),
        must_gaps=(draw.randrange(gaps),) if draw.random() < musts else (),
    )


def _measure(draw: Random, gaps: int, resources: int) -> Measure:
    closes = draw.sample(range(gaps), min(gaps, draw.choice([1, 1, 1, 2, 3])))
    outlay = tuple(draw.randint(0, 10) for _ in range(draw.randint(0, 3)))
    uses = tuple((one, draw.randint(0, 3)) for one in range(resources) if draw.random() < 0.4)
    return Measure(tuple(sorted(closes)), outlay, draw.choice([0, 0, 0, 1, 2]), uses)


def choices(problem: Problem) -> Iterator[Choice]:
    years = range(problem.years)
    return product(*[[None, *(year for year in years if year + one.ready < problem.years)] for one in problem.measures])


def chosen(problem: Problem, begun: Iterable[tuple[int, int]]) -> Choice:
    years = dict(begun)
    return tuple(years.get(measure) for measure in range(len(problem.measures)))


def taken(problem: Problem, choice: Choice) -> list[tuple[Measure, int]]:
    return [(one, begin) for one, begin in zip(problem.measures, choice, strict=True) if begin is not None]


def spent(problem: Problem, choice: Choice) -> list[int]:
    yuan = [0] * problem.years
    for one, begin in taken(problem, choice):
        for later, due in enumerate(one.outlay):
            if begin + later < problem.years:
                yuan[begin + later] += due
    return yuan


def closed(problem: Problem, choice: Choice) -> dict[int, int]:
    """Gap -> the earliest year."""
    found: dict[int, int] = {}
    for one, begin in taken(problem, choice):
        for gap in one.closes:
            found[gap] = min(found.get(gap, problem.years), begin + one.ready)
    return found


def worth(problem: Problem, choice: Choice) -> int:
    return sum(problem.gaps[gap].worth * problem.year_worth[year] for gap, year in closed(problem, choice).items())


def used(problem: Problem, choice: Choice, resource: int) -> int:
    return sum(amount for one, _ in taken(problem, choice) for each, amount in one.uses if each == resource)


def pays(problem: Problem, choice: Choice) -> bool:
    yuan, years = spent(problem, choice), range(problem.years)
    if problem.carries_over:
        return all(sum(yuan[: year + 1]) <= sum(problem.budgets[: year + 1]) for year in years)
    return all(yuan[year] <= problem.budgets[year] for year in years)


def reaches(problem: Problem, choice: Choice) -> bool:
    found = closed(problem, choice)
    return all(under(problem, found, group) >= least for group, least in problem.floors)


def under(problem: Problem, gaps: Iterable[int], group: int) -> int:
    return sum(problem.gaps[gap].worth for gap in gaps if problem.gaps[gap].group == group)


def together(problem: Problem, choice: Choice) -> bool:
    """Resources and what must be."""
    fits = all(used(problem, choice, one) <= capacity for one, capacity in enumerate(problem.capacities))
    begun, found = all(choice[one] is not None for one in problem.must_measures), closed(problem, choice)
    return fits and begun and all(gap in found for gap in problem.must_gaps)


def keeps(problem: Problem, choice: Choice) -> bool:
    return together(problem, choice) and pays(problem, choice) and reaches(problem, choice)


def best(problem: Problem) -> tuple[int, int] | None:
    """(most worth, least yuan for it), or None where nothing keeps all that is asked."""
    found = [(worth(problem, one), -sum(spent(problem, one))) for one in choices(problem) if keeps(problem, one)]
    return (max(found)[0], -max(found)[1]) if found else None
