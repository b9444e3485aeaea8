"""Measures that share a gap or a resource belong together: the pieces of a problem. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.ragged import Truth, Whole, marked
from assessments.remedies.planning.tables import Tables


@dataclass(frozen=True)
class Members:
    """Positions, ascending."""

    gaps: tuple[int, ...]
    measures: tuple[int, ...]


@dataclass(frozen=True)
class Pieces:
    """``lone``: gaps each of whose measures closes it alone and takes nothing from another. ``tied``: all the rest."""

    lone: Whole
    tied: tuple[Members, ...]


def pieces_of(tables: Tables) -> Pieces:
    open_, taking = tables.open_(), _taking(tables)
    must = marked(len(open_), tables.problem.must_measures)
    is_tied = open_ & ((tables.closes.lengths() > 1) | taking | must)
    gaps = marked(len(tables.worth), tables.problem.must_gaps)
    gaps[tables.closes.rows(np.flatnonzero(is_tied))[1]] = True
    owner, gap = tables.closes.rows(np.flatnonzero(open_))
    reached = np.unique(gap)
    among = np.unique(np.flatnonzero(open_)[owner[gaps[gap]]])
    alone = must & open_ & (tables.closes.lengths() == 0)
    return Pieces(reached[~gaps[reached]], _together(tables, np.union1d(among, np.flatnonzero(alone))))


def _taking(tables: Tables) -> Truth:
    """Whether a measure uses something that does not suffice for all who may use it."""
    wanted = np.zeros(len(tables.problem.capacities), np.int64)
    owner = tables.uses.owners()
    open_ = tables.open_()[owner]
    np.add.at(wanted, tables.uses.item[open_], tables.amounts[open_])
    scarce = wanted > np.array(tables.problem.capacities, np.int64)
    scarce[tables.wide] = False
    taking = np.zeros(len(tables.ready), np.bool_)
    taking[owner[scarce[tables.uses.item] & (tables.amounts > 0)]] = True
    return taking


def _together(tables: Tables, measures: Whole) -> tuple[Members, ...]:
    roots: dict[int, int] = {}
    many, links, wide = len(tables.worth), {}, marked(len(tables.problem.capacities), tables.wide.tolist())
    for measure in measures.tolist():
        resources = many + _narrow(tables, measure, wide)
        links[measure] = [*tables.closes.row(measure).tolist(), *resources.tolist()] or [-1 - measure]
        for each in links[measure]:
            roots[_root(roots, each)] = _root(roots, links[measure][0])
    grouped = defaultdict(list)
    for measure in measures.tolist():
        grouped[_root(roots, links[measure][0])].append(measure)
    return tuple(_members(tables, found) for found in grouped.values())


def _narrow(tables: Tables, measure: int, wide: Truth) -> Whole:
    """The resources by which it is tied to others."""
    uses = tables.uses.row(measure)
    return uses[~wide[uses]]


def _root(roots: dict[int, int], one: int) -> int:
    while (above := roots.setdefault(one, one)) != one:
        roots[one] = one = roots[above]
    return one


def _members(tables: Tables, measures: Sequence[int]) -> Members:
    gaps = {gap for measure in measures for gap in tables.closes.row(measure).tolist()}
    return Members(tuple(sorted(gaps)), tuple(measures))
