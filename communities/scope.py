"""What a person may see: an AreaScope is a set of division paths. Pure.

Every selector takes one as its first argument, so a page that forgets it does not type-check.
"""

from collections.abc import Iterable
from dataclasses import dataclass

EVERYWHERE = "/"


@dataclass(frozen=True)
class AreaScope:
    """Paths of divisions, each with all that lies within. No path: nothing is visible, never everything."""

    paths: tuple[str, ...] = ()

    @classmethod
    def everywhere(cls) -> "AreaScope":
        return cls((EVERYWHERE,))

    @classmethod
    def nowhere(cls) -> "AreaScope":
        return cls(())

    @classmethod
    def of(cls, paths: Iterable[str]) -> "AreaScope":
        """The scope of these paths, each once, without those that lie within another of them."""
        once = tuple(dict.fromkeys(paths))
        return cls(tuple(path for path in once if not any(path != above and path.startswith(above) for above in once)))

    @property
    def is_everywhere(self) -> bool:
        return EVERYWHERE in self.paths

    def covers(self, path: str) -> bool:
        """True where ``path`` lies within one of the scope's divisions."""
        return any(path.startswith(own) for own in self.paths)

    def narrowed(self, path: str) -> "AreaScope":
        """What of the scope lies within ``path``: all of it where ``path`` is above, nothing where it is elsewhere."""
        if self.covers(path):
            return AreaScope((path,))
        return AreaScope(tuple(own for own in self.paths if own.startswith(path)))

    def touches(self, path: str) -> bool:
        """True where ``path`` is covered, or is above something covered: a planner sees the way up to the city."""
        return self.covers(path) or any(own.startswith(path) for own in self.paths)
