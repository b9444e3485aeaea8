"""Money by year and gaps that must be closed, as people type them: one figure of 万元 for each year, one gap a line. Pure."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Final

from assessments.remedies.wishes import Must

WAN: Final = 10_000
_BETWEEN: Final = re.compile(r"[\s,;、]+")
_FIGURE: Final = re.compile(r"[0-9]+(\.[0-9]+)?")
_MUST: Final = re.compile(r"([0-9]{12})[\s,;、]+(\S{1,30})")


class Unread(ValueError):
    """What cannot be read, as it was typed."""


def budgets_of(text: str) -> tuple[int, ...]:
    """``6000,6000.5`` -> yuan of each year: 60000000, 60005000. Raises Unread.

    ``6,000`` is a year of 6 and one of 000, which nobody means: a figure does not begin with a needless zero.
    """
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if part]
    return tuple(_yuan(part) for part in parts)


def _yuan(part: str) -> int:
    if not _FIGURE.fullmatch(part) or (part[0] == "0" and part[1:2] not in ("", ".")):
        raise Unread(part)
    try:
        exact = Decimal(part) * WAN
    except InvalidOperation:
        raise Unread(part) from None
    if exact != int(exact):
        raise Unread(part)
    return int(exact)


def budgets_text(budgets: tuple[int, ...]) -> str:
    """What ``budgets_of`` reads: a line for each year."""
    return "\n".join(f"{(Decimal(yuan) / WAN).normalize():f}" for yuan in budgets)


def musts_of(text: str) -> tuple[Must, ...]:
    """A community code and a rule code on each line, each pair once. Raises Unread."""
    lines = [line.strip() for line in unicodedata.normalize("NFKC", text).splitlines() if line.strip()]
    return tuple(dict.fromkeys(_must(line) for line in lines))


def _must(line: str) -> Must:
    found = _MUST.fullmatch(line)
    if found is None:
        raise Unread(line[:40])
    return Must(found[1], found[2])


def musts_text(musts: tuple[Must, ...]) -> str:
    """What ``musts_of`` reads."""
    return "\n".join(f"{each.code} {each.rule}" for each in musts)
