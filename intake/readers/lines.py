"""Lines one after another, and, where a reader can give them so, many at once."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

from intake.readers.rows import Line


@runtime_checkable
class ManyLines(Protocol):
    """Lines of texts that can be had some at a time, in a fraction of the time that they take one by one."""

    def __iter__(self) -> Iterator[Line]: ...

    def __next__(self) -> Line: ...

    def some(self, most: int) -> tuple[list[int], list[list[str]]]:
        """The numbers and the cells of the next lines, ``most`` of them or fewer; none where there are no more."""
