"""Lines many at once, as columns of texts: what of them is plain needs no look at every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from intake.fields import Place
from intake.readers import RawRow

Bools = npt.NDArray[np.bool_]


class Texts(tuple[str, ...]):
    """A column: one text a line."""

    @cached_property
    def joined(self) -> str:
        """Every text between two line breaks."""
        return "\n".join(("", *self, ""))

    @cached_property
    def is_flat(self) -> bool:
        """No text has a line break of its own, so that ``joined`` says where each begins and ends."""
        return self.joined.count("\n") == len(self) + 1

    def each(self, chosen: Bools) -> "Texts":
        """The texts of the chosen lines."""
        return self if chosen.all() else Texts(compress(self, chosen))


@dataclass(frozen=True)
class Block:
    """Lines of one sheet. ``columns`` by what stands above them (a letter in brackets where nothing does), and none where the
    lines are not all as wide as the header.
    """

    sheet: str
    numbers: Sequence[int]
    lines: Sequence[list[str]]
    columns: Mapping[str, Texts]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Plain:
    """Rows of which nothing is to be said, by the keys of their columns; ``headers`` are what the file calls those."""

    sheet: str
    numbers: npt.NDArray[np.int32]
    headers: Mapping[str, str]
    columns: Mapping[str, Texts]
    key: str  # of the column that tells the rows apart

    def __len__(self) -> int:
        return len(self.numbers)

    @classmethod
    def of(cls, block: Block, chosen: Bools, headers: Mapping[str, str], key: str) -> "Plain":
        """The chosen lines of a block; ``headers`` by key, ``key`` is that of the column that tells them apart."""
        if not chosen.any():
            return NOTHING_PLAIN
        columns = {each: block.columns[header].each(chosen) for each, header in headers.items()}
        return cls(block.sheet, np.fromiter(block.numbers, np.int32, len(block))[chosen], headers, columns, key)

    def only(self, chosen: Bools) -> "Plain":
        """Some of them."""
        if not chosen.any():
            return NOTHING_PLAIN
        columns = {key: texts.each(chosen) for key, texts in self.columns.items()}
        return replace(self, numbers=self.numbers[chosen], columns=columns)

    @property
    def keys(self) -> Texts:
        """What tells the rows apart."""
        return self.columns.get(self.key, Texts())

    def row(self, at: int) -> RawRow:
        """One of them, as it is when read alone."""
        cells = {self.headers[key]: texts[at] for key, texts in self.columns.items()}
        return RawRow(self.sheet, int(self.numbers[at]), cells)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Which row each key tells."""
        return {key: at for at, key in enumerate(self.keys)}

    def place(self, at: int) -> Place:
        """Where a row stands in the file."""
        return Place(self.sheet, int(self.numbers[at]))

    def packed(self) -> tuple[Any, ...]:
        """As few values, to be laid aside."""
        columns = {name: texts.joined for name, texts in self.columns.items()}
        return (self.sheet, self.numbers, self.headers, columns, self.key)

    @classmethod
    def unpacked(cls, values: tuple[Any, ...]) -> "Plain":
        """What ``packed`` gave."""
        sheet, numbers, headers, columns, key = values
        return cls(sheet, numbers, headers, {name: Texts(text[1:-1].split("\n")) for name, text in columns.items()}, key)


NOTHING_PLAIN: Final = Plain("", np.zeros(0, np.int32), {}, {}, "")
