"""Sums over the scorecards of a round for the whole of it and each of its provinces, cities and counties, from the arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db import connection

from assessments.facts import FactSheet
from assessments.models import Round
from assessments.selectors.sums import kept_path
from assessments.services.counting import counted, counts
from assessments.standards.columns import Bools, Ints
from assessments.standards.evaluate import Findings
from assessments.standards.model import Verdict
from communities.scope import EVERYWHERE

Numbers = npt.NDArray[np.integer[Any]]
_FIGURES: Final = ("communities", "complete", "with_gaps", "met", "gaps", "unknown", "not_applicable")
_COLUMNS: Final = (
    "round_id", "path", *_FIGURES, "households", "labels", "shared_labels", "rule_gaps", "rule_labels", "rule_shared_labels",
)  # fmt: skip
_COPY: Final = f"COPY assessments_roundsums ({', '.join(_COLUMNS)}) FROM STDIN"


@dataclass(frozen=True)
class _Groups:
    """Rows gathered into groups: ``order`` sorts them by group, ``starts`` is where each of the groups begins then."""

    paths: tuple[str, ...]
    order: Ints
    starts: Ints

    def added(self, values: Numbers) -> Numbers:
        found: Numbers = np.add.reduceat(values[self.order], self.starts, axis=0)
        return found

    def any_of(self, bits: Numbers) -> Numbers:
        found: Numbers = np.bitwise_or.reduceat(bits[self.order], self.starts, axis=0)
        return found

    def all_of(self, bits: Numbers) -> Numbers:
        found: Numbers = np.bitwise_and.reduceat(bits[self.order], self.starts, axis=0)
        return found


@dataclass(frozen=True)
class _Sums:
    """Sums of K groups: (K, 7) of _FIGURES; (K, 2) known households and how many they are of; bits (K,); per rule (K, R).

    Of bits that all have, those of nothing are all there are (-1).
    """

    figures: Numbers
    households: Numbers
    labels: Numbers
    shared: Numbers
    rule_gaps: Numbers
    rule_labels: Numbers
    rule_shared: Numbers

    def gathered(self, by: _Groups) -> "_Sums":
        return _Sums(
            by.added(self.figures),
            by.added(self.households),
            by.any_of(self.labels),
            by.all_of(self.shared),
            by.added(self.rule_gaps),
            by.any_of(self.rule_labels),
            by.all_of(self.rule_shared),
        )


def store_sums(into: Round, sheet: FactSheet, findings: Findings) -> None:
    """Write a row for the whole and for each province, city and county that has communities."""
    lowest = _grouped([kept_path(path) for path in sheet.paths])
    sums = _of_cards(sheet, findings).gathered(lowest)
    above = [(path, row) for row, path in enumerate(lowest.paths) for path in _upwards(path)]
    rows = np.array([row for _, row in above])
    whole = _grouped([path for path, _ in above])
    made = sums.gathered(_Groups(whole.paths, rows[whole.order], whole.starts))
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        for line in _lines(into, whole.paths, made):
            copy.write(line)


def _grouped(paths: list[str]) -> _Groups:
    names = {path: at for at, path in enumerate(dict.fromkeys(paths))}
    of = np.array([names[path] for path in paths])
    order = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[order], np.arange(len(names)))
    return _Groups(tuple(names), order, starts)


def _upwards(path: str) -> Iterator[str]:
    """The path itself and those of all that it lies in, the whole last."""
    while path != EVERYWHERE:
        yield path
        path = path[: path.rstrip("/").rindex("/") + 1]
    yield EVERYWHERE


def _of_cards(sheet: FactSheet, findings: Findings) -> _Sums:
    """Each card by itself."""
    met, gaps, unknown, not_applicable = counts(findings, slice(None))
    complete = (gaps == 0) & (unknown == 0)
    figures = np.stack([np.ones_like(gaps), complete, gaps > 0, met, gaps, unknown, not_applicable], axis=1)
    households = sheet.facts.column("households")
    there = np.stack([np.where(households.known, households.value, 0), households.known], axis=1)
    failed: Bools = (findings.verdict == Verdict.GAP) & counted(findings)
    bits: Numbers = sheet.labels.astype(np.int8)  # two bits, and a national round has millions of answers
    return _Sums(
        figures.astype(np.int64),
        there.astype(np.int64),
        bits,
        bits,
        failed.astype(np.int32),
        np.where(failed, bits[:, None], np.int8(0)),
        np.where(failed, bits[:, None], np.int8(-1)),
    )


def _lines(into: Round, paths: tuple[str, ...], made: _Sums) -> Iterator[str]:
    """Rows of _COLUMNS in COPY's text format; paths and numbers hold nothing that would need escaping."""
    shared = np.where(made.rule_gaps > 0, made.rule_shared, 0)
    rows = zip(
        paths, made.figures.tolist(), made.households.tolist(), made.labels.tolist(), made.shared.tolist(),
        _arrays(made.rule_gaps), _arrays(made.rule_labels), _arrays(shared), strict=True,
    )  # fmt: skip
    for path, figures, (households, known), labels, all_of, *per_rule in rows:
        fields = (into.pk, path, *figures, households if known else r"\N", labels, all_of, *per_rule)
        yield "\t".join(map(str, fields)) + "\n"


def _arrays(rows: Numbers) -> list[str]:
    """PostgreSQL array literals, one a row."""
    return [f"{{{','.join(map(str, row))}}}" for row in rows.tolist()]
