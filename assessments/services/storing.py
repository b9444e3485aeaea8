"""Scorecards into the database: one COPY, one line a community, arrays as text."""

from collections.abc import Iterator

import numpy as np
from django.db import connection

from assessments.facts import FactSheet
from assessments.law import is_programme
from assessments.models import Round
from assessments.standards.columns import Bools, Codes, Ints
from assessments.standards.evaluate import Findings
from assessments.standards.model import Verdict

COLUMNS = (
    "round_id", "community_id", "code", "path", "verdicts", "reasons", "measured", "required", "shortfall", "failed",
    "met", "gaps", "unknown", "not_applicable", "households", "labels",
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
    verdict = findings.verdict[part]
    failed = (verdict == Verdict.GAP) & _counted(findings)
    households = sheet.facts.column("households")
    fields = (
        [str(pk) for pk in sheet.pk[part].tolist()],
        sheet.facts.codes[part],
        sheet.paths[part],
        _codes(verdict),
        _codes(findings.reason[part]),
        _figures(findings.measured[part], findings.measured_known[part]),
        _figures(findings.required[part], findings.required_known[part]),
        _figures(findings.shortfall[part], verdict == Verdict.GAP),
        [f"{{{','.join(str(at + 1) for at in np.flatnonzero(row))}}}" for row in failed],
        *_counts(findings, part),
        _optional(households.value[part], households.known[part]),
        [str(bits) for bits in sheet.labels[part].tolist()],
    )
    for values in zip(*fields, strict=True):
        yield f"{into.pk}\t" + "\t".join(values) + "\n"


def _codes(values: Codes) -> list[str]:
    """PostgreSQL array literals of small codes, one a row. Many communities share one: each is written out once."""
    seen: dict[bytes, str] = {}
    made = []
    for row in values:
        key = row.tobytes()
        if key not in seen:
            seen[key] = f"{{{','.join(map(str, row.tolist()))}}}"
        made.append(seen[key])
    return made


def _figures(values: Ints, known: Bools) -> list[str]:
    """PostgreSQL array literals of figures, one a row; NULL where not known, which is most of them."""
    made = []
    empty = ["NULL"] * values.shape[1]
    for row, mask in zip(values, known, strict=True):
        cells = empty.copy()
        for at in np.flatnonzero(mask).tolist():
            cells[at] = str(row[at])
        made.append(f"{{{','.join(cells)}}}")
    return made


def _counted(findings: Findings) -> Bools:
    """The rules whose miss is a gap of the community: binding ones, about the community or its block.

    A recommended or encouraged rule that is not reached is told on the card and is no gap. A community is complete or not
    whether it is a pilot or not, so the programme's rules stand on the card apart.
    """
    return np.array([rule.level.binding and not is_programme(rule) for rule in findings.rules], np.bool_)


def _counts(findings: Findings, part: slice) -> Iterator[list[str]]:
    """met, gaps, unknown, not_applicable of the rules that count."""
    verdict, counted = findings.verdict[part], _counted(findings)
    for wanted in (Verdict.MET, Verdict.GAP, Verdict.UNKNOWN, Verdict.NOT_APPLICABLE):
        yield [str(number) for number in ((verdict == wanted) & counted).sum(axis=1).tolist()]


def _optional(values: Ints, known: Bools) -> list[str]:
    return [str(value) if shown else r"\N" for value, shown in zip(values.tolist(), known.tolist(), strict=True)]
