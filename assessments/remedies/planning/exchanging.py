"""Two pieces change at once where that is worth more and still fits: what one gives up the other can use better. Pure."""

from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.options import Options
from assessments.remedies.planning.ragged import Whole
from assessments.remedies.planning.tables import Tables

MOST_MOVES = 1200
MOST_EXCHANGES = 60


@dataclass
class Exchange:
    """``now`` (pieces,): the option that each piece takes. ``left`` (T,): money; ``spare`` (D,): what is above the floors.

    ``limited`` (N, T): what an option takes from the limits.
    """

    options: Options
    now: Whole
    limited: Whole
    left: Whole
    spare: Whole

    def improve(self) -> bool:
        """The best change of one piece or two, made; whether there was one."""
        moves = np.append(self._moves(), -1)  # the last: no second change
        worth, money, floors = self._changes(moves)
        gain = worth[:, None] + worth
        for year in range(len(self.left)):
            gain[money[:, year, None] + money[:, year] > self.left[year]] = 0
        for row in np.flatnonzero(self.spare + 2 * floors.min(axis=0) < 0).tolist():
            gain[floors[:, row, None] + floors[:, row] + self.spare[row] < 0] = 0
        pieces = np.append(self.options.piece[moves[:-1]], -1)
        gain[pieces[:, None] == pieces] = 0
        first, second = np.unravel_index(int(gain.argmax()), gain.shape)
        if gain[first, second] <= 0:
            return False
        for at in (int(first), int(second)):
            self._make(int(moves[at]), money[at], floors[at])
        return True

    def _moves(self) -> Whole:
        """Those that lose least at the prices, of pieces that have a choice."""
        others = np.ones(len(self.options.piece), np.bool_)
        others[self.now] = False
        rows = np.flatnonzero(others)
        return np.sort(rows[np.argsort(self.options.regret[rows], kind="stable")[:MOST_MOVES]])

    def _changes(self, moves: Whole) -> tuple[Whole, Whole, Whole]:
        """(worth, money, floors) of each move; nothing for the last."""
        before = self.now[self.options.piece[moves]]
        before[-1] = moves[-1]
        both = ((values[moves] - values[before]) for values in (self.options.worth, self.limited, self.options.floors))
        worth, money, floors = both
        return worth, money, floors

    def _make(self, move: int, money: Whole, floors: Whole) -> None:
        if move >= 0:
            self.now[self.options.piece[move]] = move
            self.left -= money
            self.spare += floors


def exchange(tables: Tables, options: Options, picked: Whole) -> Whole:
    """The options that are taken after all exchanges; ``picked``: those taken before, one of each piece."""
    now = np.zeros(len(picked), np.int64)
    now[options.piece[picked]] = picked
    limited = tables.limited(options.spend)
    left = tables.limits - limited[picked].sum(axis=0)
    state = Exchange(options, now, limited, left, options.floors[picked].sum(axis=0) - tables.least)
    for _ in range(MOST_EXCHANGES if len(picked) else 0):
        if not state.improve():
            break
    return state.now
