"""What a file would change, worked out against what is stored: set by set, never row by row."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from communities.copying import Changes, Row

K = TypeVar("K", bound=Hashable)

CLEARED: Final = object()  # in a wanted row: empty from now on, where None would say nothing


@dataclass(frozen=True)
class Origin:
    """The source of a file, and how it stands to the sources of what is stored."""

    pk: int
    provenance: str
    is_recorded: bool
    kindred: Collection[int]  # sources of the same provenance: the same figure from another of them is no change
    recorded: Collection[int]
    cleared: Collection[str] = ()  # fields that are to be empty where a row does not say them: of a form that shows all


@dataclass
class Comparison(Generic[K]):
    """Rows by key: new ones complete with defaults, changed ones behind their primary key."""

    created: dict[K, Row] = field(default_factory=dict)
    changed: dict[K, Row] = field(default_factory=dict)
    refused: list[K] = field(default_factory=list)  # a recorded figure that a synthetic one would replace
    unchanged: int = 0

    def changes(self) -> Changes:
        return Changes(list(self.created.values()), list(self.changed.values()), self.unchanged)

    def final(self) -> Iterable[tuple[K, Row]]:
        """Every row that would be written, without primary keys."""
        yield from self.created.items()
        yield from ((key, row[1:]) for key, row in self.changed.items())


def compare(
    wanted: Mapping[K, Row],
    stored: Mapping[K, Row],
    origin: Origin,
    defaults: Sequence[Any] = (),
    names: Sequence[str] = (),
) -> Comparison[K]:
    """``wanted`` rows lack the source, which is added; None in them says nothing and never erases, but for the fields that the
    origin clears, known by ``names`` (those of the row).

    ``stored`` rows are (primary key, the same fields, source). ``defaults`` fill the Nones of new rows.
    """
    found: Comparison[K] = Comparison()
    for key, given in wanted.items():
        row = _emptied(given, origin, defaults, names) if origin.cleared and names else given
        old = stored.get(key)
        if old is None:
            found.created[key] = (*_filled(row, defaults), origin.pk)
        else:
            _compare_one(found, key, row, old, origin)
    return found


def _emptied(row: Row, origin: Origin, defaults: Sequence[Any], names: Sequence[str]) -> Row:
    """What is not said of a field that is to be empty is its default."""
    empty = [CLEARED if default is None else default for default in defaults or (None,) * len(row)]
    asked = zip(row, empty, names, strict=False)  # names has the source as well
    return tuple([blank if value is None and name in origin.cleared else value for value, blank, name in asked])


def _filled(row: Row, defaults: Sequence[Any]) -> Row:
    """A new row: what was not said takes its default."""
    given = zip(row, defaults or (None,) * len(row), strict=True)
    return tuple([None if value is CLEARED else default if value is None else value for value, default in given])


def _merged(row: Row, values: Sequence[Any]) -> Row:
    """A stored row with what was said laid over it."""
    pairs = zip(row, values, strict=True)
    return tuple(None if value is CLEARED else had if value is None else value for value, had in pairs)


def _compare_one(found: Comparison[K], key: K, row: Row, old: Row, origin: Origin) -> None:
    pk, *values, source = old
    merged = _merged(row, values)
    is_weaker = source in origin.recorded and not origin.is_recorded
    if merged == tuple(values) and (source in origin.kindred or not origin.is_recorded):
        found.unchanged += 1
    elif is_weaker:
        found.refused.append(key)
    else:
        found.changed[key] = (pk, *merged, origin.pk)


@dataclass(frozen=True)
class Draft:
    """What a file would create and change, as its reader counts (rows of its main table), and how to store it.

    A long table is stored slice by slice while it is compared (intake/slices.py): ``store`` then is what comes after the last.
    ``vanished`` names what the same source held before in the same places and the file does not: it stays as it is.
    """

    created: int
    changed: int
    unchanged: int
    store: Callable[[], None]
    vanished: Sequence[str] = ()

    @classmethod
    def nothing(cls) -> "Draft":
        return cls(0, 0, 0, lambda: None)
