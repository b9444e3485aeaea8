"""The same rules over the same columns in memory by polars, duckdb and plain NumPy: from facilities to verdicts and sums.

One grammar of the rules serves polars and duckdb: SQL over a row a committee; only how that row comes about is each one's own.
Each answers the signature of nation_rules.py. Nothing is read from the database, and nothing stored.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tests.bench.nation_data import ITEMS, SHARED, TYPES, UNKNOWN, Nation
from tests.bench.nation_rules import ANSWER, COUNT, PER, PlainRule, Signature

Array = npt.NDArray[Any]
_OWN: Final = ("households", "build_class", "central_heating")


@dataclass(frozen=True)
class Columns:
    """What the peers are given: a row a facility, a row a committee."""

    facility: dict[str, Array]
    community: dict[str, Array]


def columns_of(nation: Nation, rules: Sequence[PlainRule]) -> Columns:
    """Only facilities that count for their own committee, and only the lists and answers that the rules ask for."""
    found = nation.facilities
    shared = np.isin(found.kind, [TYPES.index(each) for each in SHARED]) & (nation.block[found.row] >= 0)
    kept = found.open & ~shared
    facility = {name: np.ascontiguousarray(getattr(found, name)[kept]) for name in ("row", "kind", "floor", "activity")}
    own: dict[str, Array] = {"row": np.arange(len(nation)), "households": nation.households}
    own |= {"build_class": nation.build_class, "central_heating": nation.heating}
    own |= {f"declared_{one}": np.ascontiguousarray(nation.declared[:, TYPES.index(one)]) for one in types_of(rules)}
    own |= {f"survey_{one}": np.ascontiguousarray(nation.answers[:, ITEMS.index(one)]) for one in items_of(rules)}
    return Columns(facility, own)


def _names(rules: Sequence[PlainRule]) -> list[str]:
    """The things of the tests, and the facts of the conditions without their stems."""
    return [rule.thing for rule in rules] + [rule.condition[0].rpartition(".")[2] for rule in rules if rule.condition]


def types_of(rules: Sequence[PlainRule]) -> list[str]:
    return sorted({name for name in _names(rules) if name in TYPES})


def items_of(rules: Sequence[PlainRule]) -> list[str]:
    """A type and an item may share a name (parking): asked for by nobody here, kept by both."""
    return sorted({name for name in _names(rules) if name in ITEMS})


def areas_of(rules: Sequence[PlainRule]) -> list[str]:
    """The types of which areas are asked."""
    return sorted({rule.thing for rule in rules if rule.kind not in (COUNT, ANSWER)})


def _aggregates(rules: Sequence[PlainRule]) -> list[tuple[str, str]]:
    """(name, SQL over the facilities of one committee)."""
    made = []
    for name in types_of(rules):
        is_one = f"kind = {TYPES.index(name)}"
        made.append((f"count_{name}", f"sum(CASE WHEN {is_one} THEN 1 ELSE 0 END)"))
        for figure in ("floor", "activity") if name in areas_of(rules) else ():
            made.append((f"{figure}_{name}", f"sum(CASE WHEN {is_one} AND {figure} >= 0 THEN {figure} ELSE 0 END)"))
            made.append((f"{figure}_missing_{name}", f"sum(CASE WHEN {is_one} AND {figure} < 0 THEN 1 ELSE 0 END)"))
    return made


def _fact(name: str) -> tuple[str, str, bool]:
    """SQL of a fact's value, of whether it is the whole truth, and whether it grows."""
    stem, _, thing = name.partition(".")
    if stem == "count":
        return f"coalesce(count_{thing}, 0)", f"declared_{thing}", True
    if stem.endswith("_area"):
        figure = stem.removesuffix("_area")
        return f"coalesce({figure}_{thing}, 0)", f"(declared_{thing} AND coalesce({figure}_missing_{thing}, 0) = 0)", True
    column = f"survey_{thing}" if stem == "survey" else name
    return column, f"({column} <> {UNKNOWN})", False


def _tested(rule: PlainRule) -> tuple[str, str, str]:
    """SQL of met, gap and shortfall, before the condition."""
    if rule.kind in (COUNT, ANSWER):
        value, known, grows = _fact(f"{'count' if rule.kind == COUNT else 'survey'}.{rule.thing}")
        met = f"{value} >= {rule.least}" if grows else f"({value} >= {rule.least} AND {known})"
        return met, f"({value} < {rule.least} AND {known})", f"{rule.least} - {value}"
    amount, amount_known, _ = _fact(f"{'floor' if rule.kind == PER else 'activity'}_area.{rule.thing}")
    base, base_known, grows = _fact("households" if rule.kind == PER else f"floor_area.{rule.thing}")
    enough = f"{amount} * {rule.over} >= {base} * {rule.least}"
    usable = amount_known if grows else f"{base_known} AND {amount_known}"
    gap = f"(NOT ({enough}) AND {usable} AND NOT ({base_known} AND {base} = 0))"
    need = f"(({base} * {rule.least} + {rule.over - 1}) // {rule.over})"
    return f"({enough} AND {base_known} AND {base} <> 0)", gap, f"{need} - {amount}"


def _applies(rule: PlainRule) -> tuple[str, str]:
    """SQL of whether it applies, and of whether it does not."""
    if rule.condition is None:
        return "true", "false"
    name, comparison, asked = rule.condition
    value, known, grows = _fact(name)
    if comparison == "at_least":
        return f"({value} >= {asked}{'' if grows else f' AND {known}'})", f"({value} < {asked} AND {known})"
    return f"({known} AND {value} = {asked})", f"({known} AND {value} <> {asked})"


def statement(rules: Sequence[PlainRule]) -> str:
    """One SELECT over the tables ``facility`` and ``community``: five sums a rule."""
    parts = []
    for at, rule in enumerate(rules):
        (met, gap, lacking), (yes, no) = _tested(rule), _applies(rule)
        parts.append(f"sum(CASE WHEN {met} AND {yes} THEN 1 ELSE 0 END) AS met_{at}")
        parts.append(f"sum(CASE WHEN {gap} AND {yes} THEN 1 ELSE 0 END) AS gap_{at}")
        parts.append(f"sum(CASE WHEN {no} THEN 1 ELSE 0 END) AS no_{at}")
        parts.append(f"sum(CASE WHEN {gap} AND {yes} THEN {lacking} ELSE 0 END) AS lacking_{at}")
    sums = ", ".join(f"{sql} AS {name}" for name, sql in _aggregates(rules))
    grouped = f"SELECT row, {sums} FROM facility GROUP BY row"
    return f"SELECT count(*) AS n, {', '.join(parts)} FROM community LEFT JOIN ({grouped}) AS own USING (row)"


def by_duckdb(columns: Columns, rules: Sequence[PlainRule]) -> Signature:
    import duckdb

    facility, community = columns.facility, columns.community  # found by their names in the statement
    assert facility
    assert community
    with duckdb.connect() as session:
        cursor: Any = session.execute(statement(rules))
        row = dict(zip([each[0] for each in cursor.description], cursor.fetchone(), strict=True))
    return _signature(row, rules)


def by_polars(columns: Columns, rules: Sequence[PlainRule]) -> Signature:
    import polars

    frames = {"facility": polars.DataFrame(columns.facility).lazy(), "community": polars.DataFrame(columns.community).lazy()}
    with polars.SQLContext(frames) as session:
        (row,) = session.execute(statement(rules)).collect().to_dicts()
    return _signature(row, rules)


def _signature(row: dict[str, Any], rules: Sequence[PlainRule]) -> Signature:
    made: Signature = {}
    for at, rule in enumerate(rules):
        met, gap, no, lacking = (int(row[f"{name}_{at}"]) for name in ("met", "gap", "no", "lacking"))
        made[rule.code] = (met, gap, int(row["n"]) - met - gap - no, no, lacking)
    return made


def by_numpy(columns: Columns, rules: Sequence[PlainRule]) -> Signature:
    """The floor of computing: bincount a figure, and each rule over whole columns."""
    judge = _Arrays(columns, areas_of(rules))
    return {rule.code: judge.signature(rule) for rule in rules}


class _Arrays:
    """Aggregated once; then every fact is an array."""

    def __init__(self, columns: Columns, areas: Sequence[str]) -> None:
        found = columns.facility
        self.own, self.size, types = columns.community, len(columns.community["row"]), len(TYPES)
        cell = found["row"] * types + found["kind"]
        self.counts = np.bincount(cell, minlength=self.size * types).reshape(self.size, types)
        self.areas = {(name, figure): self._areas(found, name, figure) for name in areas for figure in ("floor", "activity")}

    def _areas(self, found: dict[str, Array], name: str, figure: str) -> tuple[Array, Array]:
        here = found["kind"] == TYPES.index(name)
        row, area = found["row"][here], found[figure][here]
        filled = area >= 0
        total = np.bincount(row[filled], weights=area[filled], minlength=self.size).astype(np.int64)  # exact below 2**53
        return total, np.bincount(row[~filled], minlength=self.size) == 0

    def fact(self, name: str) -> tuple[Array, Array, bool]:
        stem, _, thing = name.partition(".")
        if stem == "count":
            return self.counts[:, TYPES.index(thing)], self.own[f"declared_{thing}"], True
        if stem.endswith("_area"):
            total, filled = self.areas[thing, stem.removesuffix("_area")]
            return total, filled & self.own[f"declared_{thing}"], True
        value = self.own[f"survey_{thing}" if stem == "survey" else name]
        return value, value != UNKNOWN, False

    def signature(self, rule: PlainRule) -> tuple[int, int, int, int, int]:
        (met, gap, lacking), (yes, no) = self._tested(rule), self._applies(rule)
        gap = gap & yes
        met_, gap_, no_ = (int(np.count_nonzero(each)) for each in (met & yes, gap, no))
        return met_, gap_, self.size - met_ - gap_ - no_, no_, int(lacking[gap].sum(dtype=np.int64))

    def _tested(self, rule: PlainRule) -> tuple[Array, Array, Array]:
        if rule.kind in (COUNT, ANSWER):
            value, known, grows = self.fact(f"{'count' if rule.kind == COUNT else 'survey'}.{rule.thing}")
            enough = value >= rule.least
            return enough if grows else enough & known, ~enough & known, rule.least - value
        amount, amount_known, _ = self.fact(f"{'floor' if rule.kind == PER else 'activity'}_area.{rule.thing}")
        base, base_known, grows = self.fact("households" if rule.kind == PER else f"floor_area.{rule.thing}")
        enough, defined = amount * rule.over >= base * rule.least, ~(base_known & (base == 0))
        gap = ~enough & amount_known & defined & (True if grows else base_known)
        return enough & base_known & defined, gap, -(-base * rule.least // rule.over) - amount

    def _applies(self, rule: PlainRule) -> tuple[Array, Array]:
        if rule.condition is None:
            return np.ones(self.size, np.bool_), np.zeros(self.size, np.bool_)
        name, comparison, asked = rule.condition
        value, known, grows = self.fact(name)
        if comparison == "at_least":
            return (value >= asked) if grows else (value >= asked) & known, (value < asked) & known
        return known & (value == asked), known & (value != asked)


FRAMES: Final[dict[str, Callable[[Columns, Sequence[PlainRule]], Signature]]] = {"polars": by_polars, "duckdb": by_duckdb}
