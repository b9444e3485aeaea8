"""How much of a place is complete, as a percentage: the same on the page and on paper. Pure."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from typing import Any, Final

_TENTH: Final = Decimal("0.1")


def rate_text(counts: Mapping[str, Any]) -> str:
    """A percentage, or the range in which it lies where some cannot be told: the low end cut down, the high end up."""
    if not counts["communities"]:
        return "—"
    low = _percent(counts["complete"], counts["communities"], ROUND_DOWN)
    high = _percent(counts["complete"] + counts["undecided"], counts["communities"], ROUND_UP)
    return f"{low}%" if not counts["undecided"] else f"{low}–{high}%"


def _percent(part: int, whole: int, rounding: str) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(_TENTH, rounding)
