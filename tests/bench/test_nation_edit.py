"""One facility changed among 1,000, 10,000 and COMMUNITIES committees: the write, and what is current after it.

That is the verdicts, and the card that a page shows, with its sentences, sums, rows and remedies.

EDITS=40 at each size. A time counts only where both have measured what was just written. Milliseconds of wall time.
"""

import os
import time
from statistics import median, quantiles
from typing import Any, Final

import pytest

from assessments.selectors.scorecards import scorecard
from tests.bench.nation_base import nation
from tests.bench.nation_edits import Edit, card_of, edits, judged_now, measured
from tests.bench.nation_growth import SIZES
from tests.bench.nation_rounds import ALL, Rounds
from tests.bench.nation_table import Told

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
EDITS: Final = int(os.environ.get("EDITS", "40"))
WARM: Final = 3
PARTS: Final = ("write", "verdicts", "card")


def test_one_edit_and_its_card() -> None:
    told = Told("edit", {"edits": EDITS, "sizes": {}})
    for size in SIZES:
        told.about["sizes"][size] = _at(size)
    first, last = (told.about["sizes"][size] for size in (SIZES[0], SIZES[-1]))
    for what in PARTS:
        for figure in ("median", "p95"):
            here, there = (each[what][figure] for each in (last, first))
            told.ratio(f"{what}, {figure}, among {SIZES[-1]:,} against among {SIZES[0]:,}", here, there, unit="ms", goal="flat")
    for what in ("verdicts", "card"):
        told.ratio(f"{what}, median, among {SIZES[-1]:,} against 10 ms", last[what]["median"], 10.0, unit="ms", goal=">= 1")
    told.tell()


def _at(size: int) -> dict[str, Any]:
    with nation(size) as found:
        rounds = Rounds()
        rounds.ensure()
        took = [_milliseconds(rounds, edit) for edit in edits(found, EDITS + WARM)][WARM:]
    return {what: _spread(found) for what, found in zip(PARTS, zip(*took, strict=True), strict=True)}


def _milliseconds(rounds: Rounds, edit: Edit) -> tuple[float, float, float]:
    """Of PARTS. The verdicts are those of every rule of the round, from the rows as they now are."""
    card = scorecard(ALL, rounds.one, edit.code)
    assert card is not None
    started = time.perf_counter()
    edit.write()
    written = time.perf_counter()
    judged = judged_now(card)
    current = time.perf_counter()
    found = card_of(rounds.one, edit.code)
    done = time.perf_counter()
    edit.put_back()
    assert measured(found) == edit.measured == judged
    return (written - started) * 1_000, (current - written) * 1_000, (done - current) * 1_000


def _spread(found: tuple[float, ...]) -> dict[str, float]:
    return {"median": median(found), "p95": quantiles(found, n=20)[-1]}
