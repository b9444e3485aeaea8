"""What a survey found in the invented nation: an answer to every item that the notice's rules read, most of them known."""

from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from assessments.law import rules_on
from assessments.standards.fact_names import fact_kind
from communities.survey_items import SURVEY_ITEMS

DAY: Final = date(2026, 6, 30)
ENROLLED: Final = "pilot_enrolled"
_LARGEST: Final = {"state": 2, "flag": 1, "maturity": 3}
_PILOTS: Final = 0.02
_KNOWN: Final = 0.9


def _items() -> tuple[str, ...]:
    """The items of conditions and tests, in the order of their codes, but for those that only a pilot answers with a figure."""
    rules = rules_on(DAY)
    read = {name for rule in rules for name in rule.inputs()}
    kinds = {fact_kind(name) for name in read}
    items = {kind.argument for kind in kinds if kind.stem == "survey"}
    return tuple(sorted(item for item in items if SURVEY_ITEMS[item].kind in _LARGEST))


ITEMS: Final = _items()
_OF_PILOTS: Final = frozenset(
    fact_kind(name).argument for rule in rules_on(DAY) if rule.code.startswith("N48-PRG") for name in rule.inputs()
) - {ENROLLED}


def draw_answers(size: int, wealth: npt.NDArray[np.float64], draw: np.random.Generator) -> npt.NDArray[np.int8]:
    """int8[N, items], -1 where nobody has answered. A better-off community answers better."""
    largest = np.array([_LARGEST[SURVEY_ITEMS[item].kind] for item in ITEMS])
    good = draw.random((size, len(ITEMS))) < (0.45 + 0.4 * wealth)[:, None]
    found = np.where(good, largest, draw.integers(0, largest, (size, len(ITEMS)))).astype(np.int8)
    found[draw.random((size, len(ITEMS))) >= _KNOWN] = -1
    pilots = draw.random(size) < _PILOTS
    found[:, ITEMS.index(ENROLLED)] = pilots
    for item in _OF_PILOTS.intersection(ITEMS):
        found[~pilots, ITEMS.index(item)] = -1
    return found
