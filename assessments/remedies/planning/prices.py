"""What money and floors are worth: the prices at which every piece is looked at alone. Pure."""

from dataclasses import dataclass

import numpy as np

from assessments.remedies.planning.ragged import Real, Whole
from assessments.remedies.planning.tables import Tables


@dataclass(frozen=True)
class Prices:
    """``yuan`` (T + W,): worth of a yuan of each year and of a unit of each wide resource.

    ``floor`` (D,): what a unit under a floor counts besides. ``scale`` 0: worth itself counts nothing, only money and floors
    do (is there a plan at all?).
    """

    yuan: Real
    floor: Real
    scale: float = 1.0

    def toward(self, other: "Prices", part: float) -> "Prices":
        yuan, floor = (mine + part * (its - mine) for mine, its in ((self.yuan, other.yuan), (self.floor, other.floor)))
        return Prices(yuan, floor, self.scale)

    def of(self, tables: Tables) -> float:
        """What the money there is comes to, less what the floors demand."""
        return float(self.yuan @ tables.means - self.floor @ tables.least)

    def cost(self, tables: Tables, measures: Whole) -> Real:
        """(len(measures), T): the yuan of each at these prices, by year of beginning."""
        due = tables.outlay[measures].astype(float)
        years = tables.years
        load = tables.load[measures] @ self.yuan[years:]
        return np.stack([due[:, : years - begin] @ self.yuan[begin:years] + load for begin in range(years)], axis=1)

    def beyond(self, tables: Tables) -> Real:
        """(G,): what a gap counts for its floor."""
        return np.append(self.floor, 0.0)[tables.floor_of] * tables.worth


def no_prices(tables: Tables, scale: float = 1.0) -> Prices:
    return Prices(np.zeros(len(tables.means)), np.zeros(len(tables.least)), scale)
