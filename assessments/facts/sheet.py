"""All facts of the wanted communities, read once."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np

from assessments.facts.answers import answer_columns
from assessments.facts.blocks import block_columns
from assessments.facts.colocation import colocation_column
from assessments.facts.frame import Frame, read_frame
from assessments.facts.own import own_columns
from assessments.facts.pilots import ITEM, pilot_column
from assessments.facts.reach import reach_columns
from assessments.facts.register import register_columns
from assessments.facts.sizes import size_columns
from assessments.facts.tallies import tally_columns
from assessments.standards.columns import Column, Facts, Ints
from communities.scope import EVERYWHERE, AreaScope


@dataclass(frozen=True)
class FactSheet:
    """Facts of N communities in the order of their codes, with their database ids, paths and labels.

    ``labels`` per row: bit 1 sample, bit 2 synthetic figures were read for this community.
    """

    facts: Facts
    pk: Ints
    paths: tuple[str, ...]
    labels: Ints
    as_of: date

    def __len__(self) -> int:
        return len(self.pk)

    def fingerprint(self, names: Collection[str] = ()) -> str:
        """sha256 over codes and the facts of these ``names`` (none: of all columns): equal where and only where a round that
        reads them would read the same.
        """
        digest = hashlib.sha256("\n".join(self.facts.codes).encode())
        for name in sorted(names or self.facts.columns):
            column = self.facts.column(name)
            digest.update(name.encode())
            digest.update(column.value.tobytes())
            digest.update(np.packbits(column.known).tobytes())
        return digest.hexdigest()


def scan_facts(scope: AreaScope, *, under: str = EVERYWHERE, as_of: date, names: Collection[str] = ()) -> FactSheet:
    """The facts of every community of the scope that lies below the path ``under``, as the data speaks of ``as_of``, out of the
    rows themselves.

    ``names``: the facts that will be asked for. Those that cost more than a look at the register (largest areas, capacities,
    distances) are read only when named; the others always.
    """
    return facts_in(read_frame(scope, under, as_of), names)


def facts_in(frame: Frame, names: Collection[str]) -> FactSheet:
    """The facts of the wanted communities of a frame."""
    columns = _columns(frame, names)
    rows = np.flatnonzero(frame.wanted)
    if len(rows) < len(frame):
        columns = {name: Column(column.value[rows], column.known[rows]) for name, column in columns.items()}
    codes, paths = frame.field("code"), frame.field("path")
    facts = Facts(tuple(codes[row] for row in rows), columns)
    return FactSheet(facts, frame.pk[rows], tuple(paths[row] for row in rows), frame.labels[rows], frame.as_of)


def _columns(frame: Frame, names: Collection[str]) -> dict[str, Column]:
    columns = own_columns(frame) | tally_columns(frame)
    registered, declared = register_columns(frame, columns["households"])  # a share carries the labels read so far
    columns |= registered
    columns |= size_columns(frame, names, columns["households"], declared)
    columns |= reach_columns(frame, names, columns["households"], declared)
    columns |= colocation_column(frame, declared)
    columns |= block_columns(frame, columns, declared, names)
    columns |= answer_columns(frame)
    return columns | pilot_column(frame, columns.get(f"survey.{ITEM}"))
