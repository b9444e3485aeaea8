"""Things that stand somewhere, where only those of one division are to be taken."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from communities.copying import Row
from intake.blocks import Bools
from intake.draft import CLEARED
from intake.fields import Place
from intake.lookups import paths_of
from intake.work import Work


def inside(
    wanted: Mapping[str, Row], stored: Mapping[str, Row], at: int, places: Mapping[str, Place], work: Work
) -> dict[str, Row]:
    """The rows of ``wanted`` that stand in the division; all of them where any will do.

    ``at`` is the place of the community in them; in ``stored`` rows the primary key stands before. A row that names something
    which stands elsewhere is refused; one that stands elsewhere itself, or nowhere, is left out and counted.
    """
    if not work.within:
        return dict(wanted)
    places_now = {code: _place(row, stored.get(code), at) for code, row in wanted.items()}
    known = {row[at + 1] for code, row in stored.items() if code in wanted}
    paths = paths_of({key for key in (*places_now.values(), *known) if isinstance(key, int) and key > 0})
    return {code: row for code, row in wanted.items() if _is_taken(code, places_now[code], stored, at, paths, places, work)}


def elsewhere(ids: Sequence[int | None], work: Work) -> Bools:
    """Which of these communities do not lie in the division; none where any will do."""
    if not work.within:
        return np.zeros(len(ids), np.bool_)
    inside = {key for key, path in paths_of({key for key in ids if key}).items() if path.startswith(work.within)}
    return np.fromiter((key not in inside for key in ids), np.bool_, len(ids))


def _place(row: Row, had: Row | None, at: int) -> Any:
    """The community of a row, or, where the row says nothing, the one that is stored."""
    if row[at] is CLEARED:
        return None
    return had[at + 1] if row[at] is None and had else row[at]


def _is_taken(
    code: str, place: Any, stored: Mapping[str, Row], at: int, paths: Mapping[int, str], places: Mapping[str, Place], work: Work
) -> bool:  # fmt: skip
    had = stored.get(code)
    if had is not None and not paths.get(had[at + 1], "").startswith(work.within):
        work.fields.note_at(places[code], "stands_elsewhere", thing=code)
    elif place is None:
        work.fields.note_at(places[code], "stands_nowhere", thing=code)
    elif place > 0 and not paths.get(place, "").startswith(work.within):
        work.fields.note_at(places[code], "row_outside", division=work.within.split("/")[-2])
    else:
        return True
    return False
