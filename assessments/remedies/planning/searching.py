"""The prices at which the bound is lowest: columns are generated until no piece has a better one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.effort import Effort
from assessments.remedies.planning.market import Halted, Market, Response
from assessments.remedies.planning.master import Asked, Master
from assessments.remedies.planning.prices import Prices, no_prices

MOST_ROUNDS = 150
NEAR = 1e-9  # of the bound: the prices are as good as they get
HALFWAY = 0.5
GUESSES = (1.0, 0.3, 0.1)


@dataclass
class Found:
    """The best prices seen, with the response to them. ``is_done``: nothing better is to be had; ``over``: see Asked."""

    prices: Prices
    bound: float
    response: Response | None
    rounds: int = 0
    over: float = 0.0
    is_done: bool = False


def search(market: Market, effort: Effort, start: Found, *, dear: float, short: float) -> Found:
    """Prices whose bound is lowest, from ``start`` on. It ends early at the deadline or when somebody stops it."""
    master, found, part = Master(market, dear, short, start.prices.scale), start, 1.0
    asked = Asked(start.prices, float("-inf"), 0.0)
    guesses = list(_guesses(market, start.prices))
    while not found.is_done and found.rounds < MOST_ROUNDS and not effort.is_over():
        here = guesses.pop(0) if guesses else found.prices.toward(asked.prices, part)
        try:
            response = market.respond(here, effort.seconds(), effort.is_over)
        except Halted:
            break
        part = HALFWAY if _better(found, here, response) else 1.0
        master.add(response)
        next_asked = master.ask()
        if next_asked is None:
            break
        asked = next_asked
        _note(found, asked, effort)
    return found


def _guesses(market: Market, start: Prices) -> Iterator[Prices]:
    """Nothing first: it may be that all can be had. Then what all worth costs with all money, and parts of it."""
    yield start
    tables = market.tables
    every = float(tables.worth.sum()) / max(float(tables.yuan(tables.limits).max()), 1.0)
    for part in GUESSES if start.scale else ():
        yuan = np.append(part * every * tables.year_worth.astype(float), np.zeros(len(tables.wide)))
        yield Prices(yuan, start.floor, start.scale)


def _better(found: Found, here: Prices, response: Response) -> bool:
    found.rounds += 1
    is_better = response.bound < found.bound or found.response is None
    if is_better:
        found.prices, found.bound, found.response = here, min(response.bound, found.bound), response
    return is_better


def _note(found: Found, asked: Asked, effort: Effort) -> None:
    found.over = asked.over
    found.is_done = found.bound - asked.value <= NEAR * max(abs(found.bound), 1.0)
    effort.heard(found.rounds, MOST_ROUNDS, 0, max(int(found.bound), 0))


def beginning(market: Market, scale: float = 1.0) -> Found:
    """No prices: every gap that can be closed is."""
    tables = market.tables
    return Found(no_prices(tables, scale), float(scale * tables.worth.sum() * tables.year_worth.max()), None)
