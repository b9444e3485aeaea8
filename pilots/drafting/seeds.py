"""From what a draft is written: the gaps of a community, what is unknown of it, the lines of a remedy plan. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.standards.model import Rule


@dataclass(frozen=True)
class SeedGap:
    """``shortfall`` in the unit of the rule, None where there is no figure."""

    rule: Rule
    shortfall: int | None = None


@dataclass(frozen=True)
class SeedRound:
    """What the round ``number``, of the data of ``as_of`` and the law of ``day``, found of the community. ``labels``: bits."""

    number: int
    as_of: date
    day: date
    gaps: Sequence[SeedGap] = ()
    unknown: Sequence[Rule] = ()
    labels: int = 0


@dataclass(frozen=True)
class SeedLine:
    """A line of a remedy plan: ``way`` its code, ``yuan`` all of its outlay, ``builds`` and ``closes`` as PlannedRemedy has
    them. ``is_placeholder``: its price is one that nobody has confirmed.
    """

    way: str
    year: int
    yuan: int
    builds: Sequence[Mapping[str, Any]]
    closes: Sequence[Sequence[str]]
    is_placeholder: bool = False
    labels: int = 0


@dataclass(frozen=True)
class SeedPlan:
    """The remedy plan ``number``, and those of its lines that are about the community."""

    number: int
    name: str
    lines: Sequence[SeedLine]


@dataclass(frozen=True)
class Seed:
    """``ends_on``: the last day of the programme. ``found`` None: never assessed; ``plan`` None: none chosen."""

    community: str
    code: str
    ends_on: date
    found: SeedRound | None = None
    plan: SeedPlan | None = None
