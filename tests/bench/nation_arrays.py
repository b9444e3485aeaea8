"""The nation's arrays in a folder, for peers that run in a process of their own; and the rules beside them.

Only facilities that are open on the day and serve their own community alone, as the rules of nation_rules.py count them.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.nation_data import ITEMS, SHARED, TYPES, Nation
from tests.bench.nation_rules import PlainRule


def write_arrays(nation: Nation, rules: tuple[PlainRule, ...], folder: Path) -> None:
    """``facility_*.npy`` (F each), ``community_*.npy`` (N each, or N rows), ``rules.json`` with the names of columns."""
    found = nation.facilities
    shared = np.isin(found.kind, [TYPES.index(each) for each in SHARED]) & (nation.block[found.row] >= 0)
    kept = found.open & ~shared
    for name in ("row", "kind", "floor", "activity"):
        np.save(folder / f"facility_{name}.npy", getattr(found, name)[kept])
    own: dict[str, np.ndarray[Any, Any]] = {
        "households": nation.households,
        "build_class": nation.build_class,
        "central_heating": nation.heating,
    }
    for name, values in {**own, "declared": nation.declared, "answers": nation.answers}.items():
        np.save(folder / f"community_{name}.npy", values)
    names = {"types": TYPES, "items": ITEMS, "rules": [asdict(rule) for rule in rules]}
    (folder / "rules.json").write_text(json.dumps(names))
