"""Figures of facilities beyond their number and floor area: site areas, capacities, and the largest single one.

As in the register, a value is what is on record, so a lower bound; it is the whole truth where the list is complete and every
facility of it has the figure. A sum of a shared facility's site or capacity is shared out by households; the largest single
facility counts whole in every community that it serves.
"""

from collections.abc import Collection

import numpy as np

from assessments.facts.frame import Frame
from assessments.facts.rows import has, total
from assessments.facts.services import BLANK, Services, services_of
from assessments.facts.sharing import Weights, shares, weights_of
from assessments.standards.columns import Bools, Column
from assessments.standards.fact_names import FactKind, fact_kind

SUMS = ("site_area", "capacity")
LARGEST = {"largest_floor_area": "floor_area", "largest_site_area": "site_area"}


def types_named(names: Collection[str], *stems: str) -> list[str]:
    """The facility types of the facts of these stems."""
    kinds = (fact_kind(name) for name in names)
    return sorted({kind.argument for kind in kinds if kind.stem in stems})


def size_columns(frame: Frame, names: Collection[str], households: Column, declared: dict[str, Bools]) -> dict[str, Column]:
    """site_area, capacity, largest_floor_area and largest_site_area of the types that are asked for.

    The register has marked the labels: it looks at the same facilities.
    """
    wanted = [name for name in sorted(names) if fact_kind(name).stem in (*SUMS, *LARGEST)]
    if not wanted:
        return {}
    services = services_of(frame)
    weights = weights_of(frame, services, households)
    return {name: _column(frame, fact_kind(name), services, weights, declared) for name in wanted}


def _column(frame: Frame, kind: FactKind, services: Services, weights: Weights, declared: dict[str, Bools]) -> Column:
    which = services.of(kind.argument)
    complete = declared.get(kind.argument, np.zeros(len(frame), np.bool_))
    if kind.stem in SUMS:
        return _sum(frame, kind.stem, services, which, weights, complete)
    return _largest(frame, LARGEST[kind.stem], services, which, complete)


def _sum(frame: Frame, figure: str, services: Services, which: slice, weights: Weights, complete: Bools) -> Column:
    """Half a place is neither there nor not there: a sum of places that were not shared out evenly is at least its floor."""
    rows = services.row[which]
    share, is_sure, is_exact = shares(services, which, figure, weights)
    if figure == "capacity":
        is_sure = is_sure & is_exact
    return Column(total(frame, rows, share), complete & ~has(frame, rows[~is_sure]))


def _largest(frame: Frame, figure: str, services: Services, which: slice, complete: Bools) -> Column:
    rows, amount = services.row[which], services.figures[figure][which]
    value = np.zeros(len(frame), np.int64)
    np.maximum.at(value, rows, amount)
    return Column(value, complete & ~has(frame, rows[amount == BLANK]))
