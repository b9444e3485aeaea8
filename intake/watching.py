"""The rows of a table on their way in: counted, reported, looked at for persons, and what they say of their provenance kept."""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Final

from communities.divisions import path_of
from intake.blocks import Block, Bools
from intake.outcome import Part, Progress, Report
from intake.plain_cells import learned
from intake.problems import Problem
from intake.provenance import Said, said_by_cell
from intake.readers import RawRow
from intake.table_rows import Rows
from intake.tripwire import Tripwire
from intake.values import ValueRefused, plain, read_code
from intake.work import Work

_REPORTED_EVERY: Final = 2_000
_PROVENANCE: Final = "provenance"
_CODE: Final = "code"
Portion = tuple[Block | None, Bools | None, Iterator[RawRow]]
"""A block, which of its lines are plain, and the others as rows; or rows alone."""


class Watched:
    """To be gone through once: row by row, or in portions, of which the plain rows are taken at once."""

    def __init__(self, part: Part, rows: Rows, trip: Tripwire, work: Work, report: Report) -> None:
        self._part, self._rows, self._trip, self._work, self._report = part, rows, trip, work, report
        self._words: dict[str, Said | None] = {}

    def __iter__(self) -> Iterator[RawRow]:
        yield from self._seen(iter(self._rows))
        self._tell("comparing")

    def portions(self, size: int, plainly: Callable[[Block], Bools]) -> Iterator[Portion]:
        """``plainly`` says of which lines of a block the kind has nothing to say. Go through the rows of each portion before
        you ask for the next.
        """
        if not self._rows.has_blocks:
            rows = iter(self)
            yield from ((None, None, chain([first], islice(rows, size - 1))) for first in rows)
            return
        for block in self._rows.blocks(size):
            chosen = self._rows.plain(block)
            if chosen.any():
                chosen &= self._is_silent(block) & plainly(block)
            self._part.rows += int(chosen.sum())
            yield block, chosen, self._seen(self._rows.odd(block, chosen))
            self._tell("reading")
        self._tell("comparing")

    def _is_silent(self, block: Block) -> Bools:
        """Which lines name no person, and say nothing new of their provenance."""
        found = self._trip.silent(block.columns)
        if self._work.fields.has(_PROVENANCE):
            words = block.columns[self._work.fields.header(_PROVENANCE)]
            found &= learned(words, [word for word, said in self._words.items() if said])
        return found

    def _seen(self, rows: Iterator[RawRow]) -> Iterator[RawRow]:
        has_provenance, within = self._work.fields.has(_PROVENANCE), self._work.within
        for row in self._trip.watch(rows):
            self._part.rows += 1
            if self._part.rows % _REPORTED_EVERY == 0:
                self._tell("reading")
            if within and _is_outside(self._work, row, within):
                self._part.problems.add(Problem("row_outside", details={"division": within.split("/")[-2]}))
                continue
            yield row
            if has_provenance:
                self._learn_provenance()

    def _tell(self, stage: str) -> None:
        self._report(Progress(self._part.name, stage, self._part.rows))

    def _learn_provenance(self) -> None:
        fields = self._work.fields
        word = plain(fields.raw(_PROVENANCE))
        if word and word not in self._words:
            self._words[word] = said_by_cell(word)
            if self._words[word] is None:
                fields.refuse("provenance_unknown", _PROVENANCE)
        said = self._words.get(word)
        if said:
            self._work.said.add(said)


def _is_outside(work: Work, row: RawRow, within: str) -> bool:
    """True where the row names a community or division elsewhere. A code that cannot be read is left to the checks."""
    if not work.fields.has(_CODE):
        return False
    work.fields.turn_to(row)
    try:
        code, _ = read_code(work.fields.raw(_CODE))
    except ValueRefused:
        return False
    return not path_of(code).startswith(within)
