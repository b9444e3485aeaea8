"""All pieces of a problem, in blocks, and what they answer to given prices. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assessments.remedies.planning.lone import Lone, Taken, lone_of
from assessments.remedies.planning.pieces import pieces_of
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tables import Tables
from assessments.remedies.planning.tied import Column, Tied, tied_of
from assessments.remedies.planning.ties import Ties

MOST_BLOCKS = 400  # of lone gaps, and of tied pieces
SLACK = 1e-11  # of all sums that went into a bound: more than floats and hairs (branching.py) lose


class Halted(Exception):
    """It was stopped while the pieces were being looked at."""


@dataclass(frozen=True)
class Response:
    """``bound``: no plan at all is worth more. By block: ``worth`` (B,), ``spend`` (B, T + W), ``floors`` (B, D)."""

    bound: float
    worth: Real
    spend: Real
    floors: Real
    lone: Taken
    tied: tuple[Column, ...]


@dataclass(frozen=True)
class Market:
    """Gaps that stand alone, and tied pieces; in blocks, so that a linear program has rows of a manageable number."""

    tables: Tables
    lone: Lone
    tied: tuple[Tied, ...]

    @cached_property
    def ties(self) -> Ties:
        return Ties(self.tables, self.tied)

    @cached_property
    def lone_block(self) -> Whole:
        return _blocks(len(self.lone.gaps))

    @cached_property
    def tied_block(self) -> Whole:
        blocks = _blocks(len(self.tied))
        return blocks + (self.lone_block[-1] + 1 if len(self.lone_block) else 0)

    @property
    def has_musts(self) -> bool:
        return any(tied.knot.musts for tied in self.tied)

    @property
    def blocks(self) -> int:
        both = [blocks[-1] + 1 for blocks in (self.lone_block, self.tied_block) if len(blocks)]
        return int(max(both, default=0))

    def respond(self, prices: Prices, seconds: float, halted: Callable[[], bool] = lambda: False) -> Response:
        """Every piece's best at these prices. Halted where ``halted`` says so on the way."""
        taken = self.lone.best(self.lone.net(prices))
        columns, most = self._tied_best(prices, seconds, halted)
        of_money = prices.of(self.tables)
        bound = of_money + float(taken.net.sum()) + sum(most)
        size = float(prices.yuan @ self.tables.means + prices.floor @ self.tables.least)
        response = self._response(bound, taken, columns)
        size += float(response.worth.sum() + (response.spend @ prices.yuan).sum() + (response.floors @ prices.floor).sum())
        return Response(bound + SLACK * size, response.worth, response.spend, response.floors, taken, columns)

    def _tied_best(self, prices: Prices, seconds: float, halted: Callable[[], bool]) -> tuple[tuple[Column, ...], list[float]]:
        found = []
        for at, (tied, look) in enumerate(zip(self.tied, self.ties.looks(prices), strict=True)):
            if at % 50 == 49 and halted():
                raise Halted
            found.append(tied.best(look, prices, seconds))
        return tuple(column for column, _ in found), [most for _, most in found]

    def _response(self, bound: float, taken: Taken, columns: tuple[Column, ...]) -> Response:
        many, tables = self.blocks, self.tables
        worth, spend, floors = np.zeros(many), np.zeros((many, len(tables.means))), np.zeros((many, len(tables.least)))
        np.add.at(worth, self.lone_block, self.lone.worth(taken))
        np.add.at(spend, self.lone_block, self.lone.spend(taken))
        row = tables.floor_of[self.lone.gaps]
        under = (taken.at >= 0) & (row >= 0)
        np.add.at(floors, (self.lone_block[under], row[under]), tables.worth[self.lone.gaps[under]])
        for block, column in zip(self.tied_block.tolist(), columns, strict=True):
            worth[block] += column.worth
            spend[block] += column.spend
            floors[block] += column.floors
        return Response(bound, worth, spend, floors, taken, columns)


def _blocks(many: int) -> Whole:
    """(many,): neighbours share a block, as evenly as can be."""
    return np.arange(many) * min(many, MOST_BLOCKS) // max(many, 1)


def market_of(tables: Tables) -> Market:
    pieces = pieces_of(tables)
    return Market(tables, lone_of(tables, pieces.lone), tuple(tied_of(tables, each) for each in pieces.tied))
