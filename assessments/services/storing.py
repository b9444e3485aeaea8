"""Scorecards into the database: one COPY, one line a community, arrays as text."""

from collections.abc import Iterator

import numpy as np
from django.db import connection

from assessments.facts import FactSheet
from assessments.law import is_programme
from assessments.models import Round
from assessments.standards.columns import Bools, Ints
from assessments.standards.evaluate import Findings
from assessments.standards.model import Verdict

COLUMNS = (
    "round_id", "community_id", "code", "path", "verdicts", "reasons", "measured", "required", "shortfall", "failed",
    "met", "gaps", "unknown", "not_applicable", "binding_gaps", "binding_unknown", "households", "labels",
)  # fmt: skip
COPY = f"COPY assessments_scorecard ({', '.join(COLUMNS)}) FROM STDIN"
CHUNK = 2000


def store_scorecards(into: Round, sheet: FactSheet, findings: Findings) -> None:
    """Write N rows, then let the planner see them: it plans badly right after a bulk load."""
    with connection.cursor() as cursor:
        with cursor.copy(COPY) as copy:
            for start in range(0, len(sheet), CHUNK):
                copy.write("".join(_lines(into, sheet, findings, slice(start, start + CHUNK))))
        cursor.execute("ANALYZE assessments_scorecard")


def _lines(into: Round, sheet: FactSheet, findings: Findings, part: slice) -> Iterator[str]:
    """Lines in COPY's text format. Codes, paths and numbers hold nothing that would need escaping."""
    verdict, shown = findings.verdict[part], findings.verdict[part] == Verdict.GAP
    households = sheet.facts.column("households")
    fields = (
        [str(pk) for pk in sheet.pk[part].tolist()],
        sheet.facts.codes[part],
        sheet.paths[part],
        _arrays(verdict),
        _arrays(findings.reason[part]),
        _arrays(findings.measured[part], findings.measured_known[part]),
        _arrays(findings.required[part], findings.required_known[part]),
        _arrays(findings.shortfall[part], shown),
        [f"{{{','.join(str(at + 1) for at in np.flatnonzero(row))}}}" for row in shown],
        *_counts(findings, part),
        _optional(households.value[part], households.known[part]),
        [str(bits) for bits in sheet.labels[part].tolist()],
    )
    for values in zip(*fields, strict=True):
        yield f"{into.pk}\t" + "\t".join(values) + "\n"


def _arrays(values: "np.ndarray[tuple[int, ...], np.dtype[np.signedinteger]]", known: Bools | None = None) -> list[str]:
    """PostgreSQL array literals, one a row; NULL where not known."""
    if known is None:
        return [f"{{{','.join(map(str, row))}}}" for row in values.tolist()]
    empty = ["NULL"] * values.shape[1]
    made = []
    for row, mask in zip(values, known, strict=True):
        cells = empty.copy()
        for at in np.flatnonzero(mask).tolist():
            cells[at] = str(row[at])
        made.append(f"{{{','.join(cells)}}}")
    return made


def _counts(findings: Findings, part: slice) -> Iterator[list[str]]:
    """met, gaps, unknown, not_applicable of all rules about the community, then gaps and unknown of the binding ones.

    Rules about the pilot programme are not counted: a community is complete or not whether it is a pilot or not.
    """
    verdict = findings.verdict[part]
    counted = np.array([not is_programme(rule) for rule in findings.rules], np.bool_)
    binding = counted & np.array([rule.level.binding for rule in findings.rules], np.bool_)
    for wanted in (Verdict.MET, Verdict.GAP, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE):
        yield _sums(verdict == wanted, counted)
    for wanted in (Verdict.GAP, Verdict.UNKNOWN):
        yield _sums(verdict == wanted, binding)


def _sums(mask: Bools, counted: Bools) -> list[str]:
    return [str(number) for number in (mask & counted).sum(axis=1).tolist()]


def _optional(values: Ints, known: Bools) -> list[str]:
    return [str(value) if shown else r"\N" for value, shown in zip(values.tolist(), known.tolist(), strict=True)]
