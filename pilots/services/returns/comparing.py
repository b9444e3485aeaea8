"""Two returns of a quarter, or one and the data of today: which figures differ."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from pilots.models import Return
from pilots.returns.rows import ROWS, ReturnRow
from pilots.services.returns.rounds import rounds_of
from pilots.services.returns.telling import told


@dataclass(frozen=True)
class Move:
    """A row of which the quarter or the sum since the programme began has become another."""

    row: ReturnRow
    was: dict[str, Any]
    now: dict[str, Any]


class _Enough(Exception):
    """Rolls back."""


def moves(was: dict[str, Any], now: dict[str, Any]) -> list[Move]:
    """Between two contents."""
    before, after = ({each["row"]: each for each in drawn["rows"]} for drawn in (was, now))
    names = ("quarter", "unknown_quarter", "total", "unknown_total")
    changed = [row for row in ROWS if any(before[row.code][name] != after[row.code][name] for name in names)]
    return [Move(row, before[row.code], after[row.code]) for row in changed]


def moved_pilots(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The codes of pilots of which something else is said, or that are in one of the two only."""
    before, after = ({each["code"]: each for each in drawn["pilots"]} for drawn in (was, now))
    return sorted(code for code in before.keys() | after.keys() if before.get(code) != after.get(code))


def moved_projects(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The names of projects of which something else is said, or that are in one of the two only."""
    before, after = was["projects"], now["projects"]
    changed = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
    return sorted(str((after.get(key) or before[key])["name"]) for key in changed)


def told_now(of: Return) -> dict[str, Any]:
    """What the return would say if it were drawn up now. The rounds that this takes are rolled back: nothing stays.

    Raises Refused where there is nothing to assess any more.
    """
    found: list[dict[str, Any]] = []
    try:
        with transaction.atomic():
            rounds = rounds_of(by=None, programme=of.programme, division=of.division, quarter=of.of)
            found.append(told(of.programme, of.division, of.of, rounds))
            raise _Enough
    except _Enough:
        return found[0]
