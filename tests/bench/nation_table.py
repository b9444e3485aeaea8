"""Times by turns, their medians, and the ratios that a run prints and keeps in ``.bench/nation_<topic>.json``."""

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Final

from tests.bench.nation_base import ROOT

FOLDER: Final = ROOT / ".bench"
Work = Callable[[], Any]


def seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def by_turns(works: Mapping[str, Work], times: int, before: Mapping[str, Work] | None = None) -> dict[str, float]:
    """Each in turn, ``times`` times over: name -> median of its seconds. So a noisy minute falls on all of them.

    ``before`` a work of that name, outside its time: what makes its ground the same every time.
    """
    took: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(times):
        for name, work in works.items():
            if before and name in before:
                before[name]()
            took[name].append(seconds(work))
    return {name: median(found) for name, found in took.items()}


@dataclass(frozen=True)
class Ratio:
    """``ours`` against ``theirs`` in ``unit``; ``times``: theirs / ours, so above 1 is faster than the peer."""

    what: str
    ours: float
    theirs: float
    times: float
    unit: str = "s"
    goal: str = ""


@dataclass
class Told:
    """What one topic of the benchmark found."""

    topic: str
    about: dict[str, Any] = field(default_factory=dict)
    ratios: list[Ratio] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def ratio(self, what: str, ours: float, theirs: float, *, unit: str = "s", goal: str = "") -> Ratio:
        made = Ratio(what, ours, theirs, theirs / ours, unit, goal)
        self.ratios.append(made)
        return made

    def skip(self, what: str, reason: str) -> None:
        """A peer that cannot be had here: said, never silently left out."""
        self.skipped.append(f"{what} skipped: {reason}")

    def tell(self) -> None:
        """Print the table; write the same and everything else as JSON."""
        FOLDER.mkdir(exist_ok=True)
        load = os.getloadavg()[0]
        found = {"topic": self.topic, "load": load, **self.about, "ratios": [asdict(each) for each in self.ratios]}
        (FOLDER / f"nation_{self.topic}.json").write_text(json.dumps(found | {"skipped": self.skipped}, indent=1))
        sys.stdout.write("\n".join(["", f"== {self.topic} (load {load:.1f})", *self._lines(), *self.skipped, ""]))
        sys.stdout.flush()

    def _lines(self) -> list[str]:
        head = f"{'':<72}{'ours':>12}{'theirs':>12}{'theirs/ours':>13}  goal"
        return [head, *(_line(each) for each in self.ratios)]


def _line(each: Ratio) -> str:
    return f"{each.what:<72}{each.ours:>9.3f} {each.unit:<2}{each.theirs:>9.3f} {each.unit:<2}{each.times:>13.3g}  {each.goal}"
