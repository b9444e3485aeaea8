"""What people have said of files: what a header means to one source, and of what kind a table is. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from intake.columns import FILE_KINDS, FileKind


@dataclass(frozen=True)
class Readings:
    """``habits``: per kind, the key of a folded header ("" where it is not to be read). ``kinds``: by (file, sheet); ``only``
    is the kind of all that are not named there.
    """

    habits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: Mapping[tuple[str, str], str] = field(default_factory=dict)
    only: str = ""

    @cached_property
    def known(self) -> Mapping[str, FileKind]:
        """Every kind of file with its habits laid over the names it knows."""
        return {code: replace(kind, taught=self.habits.get(code, {})) for code, kind in FILE_KINDS.items()}

    def kind_of(self, file: str, sheet: str) -> FileKind | None:
        """What a person said the table is. Raises KeyError for a kind that there is not."""
        said = self.kinds.get((file, sheet)) or self.only
        return self.known[said] if said else None


NOTHING_SAID: Final = Readings()
