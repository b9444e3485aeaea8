"""Whether a file speaks of the real world. Pure.

What the file says of itself wins: a file that calls itself synthetic can never come in as recorded.
"""

import re
from typing import Final, Literal

Said = Literal["recorded", "synthetic", "sample"]

_IN_NAME: Final[tuple[tuple[str, Said], ...]] = (
    (r"synthetic|合成", "synthetic"),
    (r"(?<![a-z])sample|示例|样例", "sample"),
)
_IN_CELL: Final[tuple[tuple[str, Said], ...]] = (
    (r"synthetic\w*|.*合成.*", "synthetic"),
    (r"sample\w*|.*示例.*|.*样例.*", "sample"),
    (r"recorded|实测|登记|真实|统计", "recorded"),
)


def said_by_name(file_name: str) -> Said | None:
    """What the name of a file says: ``households_SYNTHETIC_2023.csv``."""
    return next((said for pattern, said in _IN_NAME if re.search(pattern, file_name, re.I)), None)


def said_by_cell(text: str) -> Said | None:
    """What a cell of a provenance column says: ``synthetic_clipped``; None where it is no known word."""
    return next((said for pattern, said in _IN_CELL if re.fullmatch(pattern, text.strip(), re.I)), None)


def strongest(*said: Said | None) -> Said:
    """One word for a whole file: sample and synthetic outweigh recorded."""
    found = set(said)
    return "sample" if "sample" in found else "synthetic" if "synthetic" in found else "recorded"
