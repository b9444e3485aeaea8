"""The checks of checks.toml, read once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assessments.checks.area import Area
from assessments.checks.kinds import KINDS
from assessments.checks.loading import load_checks
from assessments.checks.model import Check, Fault

FILE = Path(__file__).with_name("checks.toml")


@cache
def all_checks() -> tuple[Check, ...]:
    """In the order of the file. Raises PackError."""
    return load_checks(FILE, KINDS)


def check_named(code: str) -> Check:
    """Raises KeyError."""
    return {check.code: check for check in all_checks()}[code]


def run(check: Check, area: Area) -> Iterator[Fault]:
    """What a check finds in an area, in no order. Reads the database and writes nothing."""
    return (Fault(check, hit) for hit in check.kind.found(area))
