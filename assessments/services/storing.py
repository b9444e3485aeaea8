"""Scorecards into the database: one COPY, one row a community, its fields made from arrays. And their sums."""

from collections.abc import Iterator
from itertools import chain

import numpy as np
from django.db import connection
from psycopg import sql
from psycopg.copy import QueuedLibpqWriter

from assessments.facts import FactSheet
from assessments.models import Round
from assessments.services.binary_rows import (
    HEADER,
    TRAILER,
    Fields,
    code_arrays,
    figure_arrays,
    numbers,
    optional_integers,
    place_arrays,
    texts,
)
from assessments.services.counting import counted, counts
from assessments.services.keeping import Heard
from assessments.services.shelves import finish_shelf, make_shelf
from assessments.services.summing import store_sums
from assessments.standards.evaluate import Findings
from assessments.standards.model import Verdict

COLUMNS = (
    "round_id", "community_id", "code", "path", "verdicts", "reasons", "measured", "required", "shortfall", "failed",
    "met", "gaps", "unknown", "not_applicable", "labels", "households",
)  # fmt: skip
COPY = sql.SQL("COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)")
CHUNK = 2_000
_FIELDS = len(COLUMNS).to_bytes(2, "big")


def store_scorecards(into: Round, sheet: FactSheet, findings: Findings, heard: Heard | None = None) -> None:
    """Write N rows, then let the planner see them: it plans badly right after a bulk load. Last their sums.

    ``heard`` is told how many are written, and of how many; before the rest, which locks others out, and not again.
    """
    table = make_shelf(into, len(sheet))
    statement = COPY.format(
        table=sql.Identifier(table), columns=sql.SQL(", ").join(sql.Identifier(column) for column in COLUMNS)
    )
    # A thread of its own sends one part while the next is made.
    with connection.cursor() as cursor, cursor.copy(statement, writer=QueuedLibpqWriter(cursor.cursor)) as copy:
        copy.write(HEADER)
        for start in range(0, len(sheet), CHUNK):
            copy.write(b"".join(_fields(into, sheet, findings, slice(start, start + CHUNK))))
            if heard:
                heard(min(start + CHUNK, len(sheet)), len(sheet))
        copy.write(TRAILER)
    finish_shelf(into, table)
    store_sums(into, sheet, findings)


def _fields(into: Round, sheet: FactSheet, findings: Findings, part: slice) -> Iterator[bytes]:
    """The fields of the rows of a part, one after the other, in the order of COLUMNS."""
    pks = sheet.pk[part]
    households = sheet.facts.column("households")
    fields = (
        [_FIELDS] * len(pks),
        numbers((">i8", np.full(len(pks), into.pk)), (">i8", pks)),
        texts(sheet.facts.codes[part]),
        texts(sheet.paths[part]),
        *answer_fields(findings, part),
        numbers(*((">i2", each) for each in (*counts(findings, part), sheet.labels[part]))),
        optional_integers(households.value[part], households.known[part]),
    )
    return chain.from_iterable(zip(*fields, strict=True))


def answer_fields(findings: Findings, part: slice) -> tuple[Fields, ...]:
    """verdicts, reasons, measured, required, shortfall, failed of the rows of a part, as the database stores them."""
    verdict = np.ascontiguousarray(findings.verdict[part])
    return (
        code_arrays(verdict),
        code_arrays(findings.reason[part]),
        figure_arrays(findings.measured[part], findings.measured_known[part]),
        figure_arrays(findings.required[part], findings.required_known[part]),
        figure_arrays(findings.shortfall[part], verdict == Verdict.GAP),
        place_arrays((verdict == Verdict.GAP) & counted(findings)),
    )
