"""HiGHS, and nothing else, behind one small door: programs in, values, duals and a bound out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np

from assessments.remedies.planning.ragged import Real

INFINITY = float(highspy.kHighsInf)
SHARPEST = 1e-9
SHORTEST = 0.01
MOST_NODES = 20_000


@dataclass
class Program:
    """A maximum under linear rows. Columns and rows are added one after the other; every number is given once."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, cost: float, upper: float = 1.0, *, whole: bool = False) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, index: Sequence[int], value: Sequence[float], low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        self.index.extend(index)
        self.value.extend(value)
        self.start.append(len(self.index))
        return len(self.low) - 1


@dataclass(frozen=True)
class Answer:
    """``values`` mean nothing where nothing was found. ``bound``: no solution is better (of an integer program)."""

    found: bool
    proven: bool
    impossible: bool
    values: Real
    objective: float
    bound: float


def solve(program: Program, *, seconds: float, near: float = 0.0, nodes: int = MOST_NODES, known: Real | None = None) -> Answer:
    """The best whole values, or the best found in ``seconds`` and ``nodes``. ``near``: a gap to the best that is small enough.

    ``nodes``: how many it may look at: the limit that makes the answer the same on every machine. ``known``: to begin with.
    """
    if not program.cost:
        return _without_columns(program)
    engine = quiet(seconds)
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", near)
    engine.setOptionValue("mip_max_nodes", nodes)
    for option in ("mip_feasibility_tolerance", "primal_feasibility_tolerance"):
        engine.setOptionValue(option, SHARPEST)
    engine.passModel(_model(program))
    if known is not None:
        engine.setSolution(len(known), np.arange(len(known), dtype=np.int32), known)
    engine.run()
    return _answer(engine)


def quiet(seconds: float = INFINITY) -> Any:
    """An engine that says nothing, uses one thread and gives the same answer every time."""
    engine: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # it says its types, but not of this
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "time_limit": max(seconds, SHORTEST)}
    for option, value in options.items():
        engine.setOptionValue(option, value)
    return engine


def _without_columns(program: Program) -> Answer:
    """The engine has no word on a program in which there is nothing to decide."""
    holds = all(low <= 0 <= high for low, high in zip(program.low, program.high, strict=True))
    return Answer(found=holds, proven=holds, impossible=not holds, values=np.zeros(0), objective=0.0, bound=0.0)


def _answer(engine: Any) -> Answer:
    status, info = engine.getModelStatus(), engine.getInfo()
    kinds = highspy.HighsModelStatus
    found = info.primal_solution_status == 2
    values = np.array(engine.getSolution().col_value) if found else np.zeros(0)
    impossible = status in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible)
    return Answer(found, status == kinds.kOptimal, impossible, values, info.objective_function_value, info.mip_dual_bound)


def _model(program: Program) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), len(program.low)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_upper_ = np.array(program.cost), np.array(program.upper)
    model.col_lower_ = np.zeros(len(program.cost))
    model.row_lower_, model.row_upper_ = np.array(program.low), np.array(program.high)
    model.integrality_ = [highspy.HighsVarType.kInteger if one else highspy.HighsVarType.kContinuous for one in program.whole]
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_, matrix.index_ = np.array(program.start, np.int32), np.array(program.index, np.int32)
    matrix.value_ = np.array(program.value, np.float64)
    return model
