"""What each piece may do at prices that are nearly right, with what it loses by it: best first. Pure."""

from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.market import Market
from assessments.remedies.planning.prices import Prices
from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tied import Column
from assessments.remedies.planning.weighing import Begun


@dataclass(frozen=True)
class Options:
    """N options. ``piece``: lone gaps first, then the tied; ``begun``: what each begins; one of a piece has ``regret`` -1."""

    piece: Whole
    regret: Real
    worth: Whole
    spend: Whole
    floors: Whole
    begun: list[tuple[Begun, ...]]


def options_at(market: Market, prices: Prices, openness: int) -> Options:
    """The best of every piece and the ``openness`` others that lose least."""
    return _joined(_lone(market, prices, openness), _tied(market, prices), openness, market)


def _lone(market: Market, prices: Prices, openness: int) -> Options:
    lone, tables = market.lone, market.tables
    net = lone.net(prices)
    taken = lone.best(net)
    regret = (taken.net[lone.of][:, None] - net).ravel() if len(lone.of) else np.zeros(0)
    is_taken, years = taken.at >= 0, tables.years
    regret[taken.at[is_taken] * years + taken.begin[is_taken]] = -1.0
    nothing = np.where(is_taken, taken.net, -1.0)
    regret = np.append(regret, nothing)
    kept = _least(regret, openness + len(nothing))
    row, begin = np.minimum(kept // years, max(len(lone.of) - 1, 0)), kept % years
    begins = kept < len(regret) - len(nothing)
    piece = np.where(begins, lone.of[row] if len(lone.of) else 0, kept - (len(regret) - len(nothing)))
    return _of_lone(market, regret[kept], piece, np.where(begins, row, -1), begin)


def _of_lone(market: Market, regret: Real, piece: Whole, row: Whole, begin: Whole) -> Options:
    lone, tables = market.lone, market.tables
    many, begins = len(piece), row >= 0
    worth, spend = np.zeros(many, np.int64), np.zeros((many, len(tables.means)), np.int64)
    floors = np.zeros((many, len(tables.least)), np.int64)
    worth[begins] = lone.gain[row[begins], begin[begins]]
    spend[begins] = tables.spend(lone.measures[row[begins]], begin[begins])
    gap = lone.gaps[piece]
    under = begins & (tables.floor_of[gap] >= 0)
    floors[np.flatnonzero(under), tables.floor_of[gap[under]]] = tables.worth[gap[under]]
    measures = np.where(begins, lone.measures[row], -1) if len(lone.measures) else row
    pairs = zip(measures.tolist(), begin.tolist(), strict=True)
    return Options(piece, regret, worth, spend, floors, [((one, year),) if one >= 0 else () for one, year in pairs])


def _tied(market: Market, prices: Prices) -> Options:
    columns: list[Column] = []
    piece: list[int] = []
    regret: list[float] = []
    for at, tied in enumerate(market.tied):
        nets = [(one.net(prices), one) for one in tied.columns.values()]
        most = max(net for net, _ in nets)
        best = next(at for at, (net, _) in enumerate(nets) if net == most)
        columns.extend(one for _, one in nets)
        piece.extend([len(market.lone.gaps) + at] * len(nets))
        regret.extend(-1.0 if here == best else most - net for here, (net, _) in enumerate(nets))
    many, tables = len(columns), market.tables
    return Options(
        np.array(piece, np.int64),
        np.array(regret),
        np.array([one.worth for one in columns], np.int64),
        np.array([one.spend for one in columns], np.int64).reshape(many, len(tables.means)),
        np.array([one.floors for one in columns], np.int64).reshape(many, len(tables.least)),
        [one.begun for one in columns],
    )


def _joined(lone: Options, tied: Options, openness: int, market: Market) -> Options:
    regret = np.concatenate([lone.regret, tied.regret])
    kept = _least(regret, openness + len(market.lone.gaps) + len(market.tied))
    begun = lone.begun + tied.begun
    return Options(
        np.concatenate([lone.piece, tied.piece])[kept],
        regret[kept],
        np.concatenate([lone.worth, tied.worth])[kept],
        np.concatenate([lone.spend, tied.spend])[kept],
        np.concatenate([lone.floors, tied.floors])[kept],
        [begun[at] for at in kept.tolist()],
    )


def _least(regret: Real, many: int) -> Whole:
    """The positions of the ``many`` least, the first among equals, ascending."""
    many = min(many, int(np.isfinite(regret).sum()))
    if many == 0:
        return np.zeros(0, np.int64)
    edge = np.partition(regret, many - 1)[many - 1]
    near = np.flatnonzero(regret <= edge)
    return np.sort(near[np.argsort(regret[near], kind="stable")[:many]])
