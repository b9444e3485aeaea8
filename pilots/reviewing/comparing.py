"""Two revisions of a work plan: sentence by sentence, and key project by key project. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, StrEnum
from typing import Any, Final

from pilots.reviewing.content import Project

_END: Final = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;\n]+|$)")
LEFT_OUT: Final = frozenset({"key", "labels", "finished_on"})
"""Fields of a project that are no part of what is planned."""


class NotKept(Enum):
    """Stands for a field that was not yet kept when the revision was submitted: nobody knows what it was."""

    NOT_KEPT = "not kept"


NOT_KEPT: Final = NotKept.NOT_KEPT


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """One or more sentences that are in both, or in one of the two only."""

    change: Change
    text: str


@dataclass(frozen=True)
class Altered:
    """A project that is in both: (field, before, after) of what differs."""

    project: Project
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True)
class ProjectChanges:
    added: tuple[Project, ...]
    removed: tuple[Project, ...]
    altered: tuple[Altered, ...]

    @property
    def is_none(self) -> bool:
        return not (self.added or self.removed or self.altered)


def sentences(text: str) -> list[str]:
    """Each with the signs that end it; put together they are the text, whose line ends are made one kind."""
    return [found for found in _END.findall(text.replace("\r\n", "\n")) if found]


def compared(before: str, after: str) -> list[Piece]:
    """All that stays, goes and comes, in the order of reading."""
    old, new = sentences(before), sentences(after)
    return list(_pieces(old, new))


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece(Change.SAME, "".join(old[a:b]))
            continue
        if b > a:
            yield Piece(Change.REMOVED, "".join(old[a:b]))
        if d > c:
            yield Piece(Change.ADDED, "".join(new[c:d]))


def projects_compared(before: Sequence[Project], after: Sequence[Project]) -> ProjectChanges:
    """By the keys of the projects. A field that one of the two does not keep is told (NOT_KEPT) where the other says something
    in it.
    """
    old, new = ({one["key"]: one for one in each} for each in (before, after))
    altered = (Altered(one, _differing(old[key], one)) for key, one in new.items() if key in old)
    return ProjectChanges(
        added=tuple(one for key, one in new.items() if key not in old),
        removed=tuple(one for key, one in old.items() if key not in new),
        altered=tuple(each for each in altered if each.fields),
    )


def _differing(old: Project, new: Project) -> tuple[tuple[str, Any, Any], ...]:
    names = [name for name in dict.fromkeys([*old, *new]) if name not in LEFT_OUT]
    pairs = ((name, old.get(name, NOT_KEPT), new.get(name, NOT_KEPT)) for name in names)
    return tuple((name, before, after) for name, before, after in pairs if _differ(before, after))


def _differ(before: Any, after: Any) -> bool:
    """What is empty is no news beside what was not kept."""
    if before is NOT_KEPT or after is NOT_KEPT:
        return bool(after if before is NOT_KEPT else before)
    return bool(before != after)


def drifted(kept: Sequence[Project], now: Sequence[Project]) -> int:
    """How many projects are no longer what was submitted: by the fields that were kept then."""
    names = {one["key"]: one.keys() for one in kept}
    told = [{name: one[name] for name in names.get(one["key"], one) if name in one} for one in now]
    changes = projects_compared(kept, told)
    return len(changes.added) + len(changes.removed) + len(changes.altered)
