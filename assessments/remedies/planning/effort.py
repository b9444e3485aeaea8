"""How long a plan may take, who hears of it and who may stop it. Pure: the clock is given."""

from collections.abc import Callable
from dataclasses import dataclass, replace

Heard = Callable[[int, int, int, int], None]  # rounds done, rounds at most, worth of the best found, bound
FOREVER = 1e9


def _nobody(done: int, of: int, best: int, bound: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Effort:
    """``deadline`` in the seconds of ``clock``. ``stop`` is asked between rounds.

    ``whole_below``: up to so many candidates (measure, year) the whole is proved by one integer program.
    ``openness``: how many second choices the last integer program may weigh.
    """

    clock: Callable[[], float] = lambda: 0.0
    deadline: float = FOREVER
    stop: Callable[[], bool] = lambda: False
    heard: Heard = _nobody
    whole_below: int = 3000
    openness: int = 1000

    def seconds(self) -> float:
        return max(self.deadline - self.clock(), 0.0)

    def is_over(self) -> bool:
        return self.seconds() <= 0 or self.stop()

    def part(self, of: float) -> "Effort":
        """The same with a part of the time that is left."""
        return replace(self, deadline=self.clock() + of * self.seconds())
