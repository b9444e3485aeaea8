"""How a time grows with the number of communities."""

import math
from collections.abc import Mapping
from typing import Final

from tests.bench.nation_base import COMMUNITIES

SIZES: Final = tuple(sorted({size for size in (1_000, 10_000) if size < COMMUNITIES} | {COMMUNITIES}))


def exponents(found: Mapping[int, float]) -> dict[str, float]:
    """The slope between neighbouring sizes on paper with logarithms both ways: 1 is as much again for as many again."""
    pairs = zip(sorted(found), sorted(found)[1:], strict=False)
    return {f"{a:,} to {b:,}": math.log(found[b] / found[a]) / math.log(b / a) for a, b in pairs}
