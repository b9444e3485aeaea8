"""Words that repeat in a column, each read once: what it is read as, or that the reader has something to say of it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from communities.personal import looks_personal
from intake.blocks import Bools, Texts
from intake.fields import Fields
from intake.plain_cells import each, every
from intake.problems import Problems
from intake.readers import RawRow

ODD: Final = object()
_REMEMBERED: Final = 50_000
Readers = Mapping[str, Callable[[Fields], Any]]


class LearnedWords:
    """``readers`` read the cell of their column as they do in a row; ODD, or a problem noted, makes the word an odd one."""

    def __init__(self, fields: Fields, readers: Readers) -> None:
        self._fields = Fields(fields.heading, Problems(fields.file))  # apart, so that nothing is told twice
        self._readers = readers
        self._known: dict[str, dict[str, Any]] = {key: {} for key in readers}
        self._odd: dict[str, set[str]] = {key: set() for key in readers}

    def plain(self, key: str, texts: Texts) -> Bools:
        """Which of the texts are no odd words."""
        self.read(key, texts)
        odd = self._odd[key]
        return each(texts, lambda text: text not in odd) if odd else every(texts)

    def read(self, key: str, texts: Texts) -> Mapping[str, Any]:
        """What words are read as, those of ``texts`` among them; not the empty one."""
        known = self._known[key]
        if len(known) > _REMEMBERED:
            known.clear()
        for text in set(texts).difference(known, ("",)):
            known[text] = self._read(key, text)
            if known[text] is ODD:
                self._odd[key].add(text)
        return known

    def _read(self, key: str, text: str) -> Any:
        self._fields.turn_to(RawRow("", 0, {self._fields.header(key): text}))
        told = self._fields.told
        found = self._readers[key](self._fields)
        is_odd = self._fields.told > told or "\n" in text or looks_personal(text)
        return ODD if is_odd else found
