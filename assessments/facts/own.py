"""Facts on the community's own row: build class, heating, block, kind."""

from typing import Any

import numpy as np

from assessments.facts.frame import Frame
from assessments.standards.columns import Column

BUILD_CLASSES = {"existing": 0, "new": 1}


def own_columns(frame: Frame) -> dict[str, Column]:
    """build_class, central_heating, block_exists, is_committee: N rows each."""
    classes = [BUILD_CLASSES.get(found) for found in frame.field("build_class")]
    return {
        "build_class": _optional(frame, classes),
        "central_heating": _optional(frame, frame.field("central_heating")),
        "block_exists": _optional(frame, frame.field("in_block")),
        "is_committee": _optional(frame, [kind == "committee" for kind in frame.field("kind")]),
    }


def _optional(frame: Frame, values: list[Any]) -> Column:
    """None is unknown."""
    rows = np.array([row for row, value in enumerate(values) if value is not None], np.int64)
    return frame.column(rows, [int(value) for value in values if value is not None])
