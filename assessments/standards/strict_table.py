"""A TOML table read strictly: every key asked for, every key used, every complaint with its place and remedy."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from communities.words import LANGS, Words

Choice = TypeVar("Choice", bound=StrEnum)


class PackError(ValueError):
    """A pack that cannot be loaded: which file, which entry, which field, what is wrong, what to do."""

    def __init__(self, *, file: str, place: str, field: str, problem: str, remedy: str) -> None:
        self.file, self.place, self.field, self.problem, self.remedy = file, place, field, problem, remedy
        super().__init__(f"{file}: {place}: {field}: {problem}. To mend it: {remedy}.")


class Table:
    """One table of a TOML file. `finish` complains of keys nobody asked for."""

    def __init__(self, content: dict[str, Any], *, file: str, place: str) -> None:
        self.content, self.file, self.place = content, file, place
        self._asked: set[str] = set()

    def fail(self, field: str, problem: str, remedy: str) -> NoReturn:
        """Raise the PackError of this place."""
        raise PackError(file=self.file, place=self.place, field=field, problem=problem, remedy=remedy)

    def require(self, field: str, holds: object, problem: str, remedy: str) -> None:
        """Complain unless `holds` is true."""
        if not holds:
            self.fail(field, problem, remedy)

    def has(self, key: str) -> bool:
        """Whether the table has this key."""
        return key in self.content

    def _value(self, key: str, kind: type[Any] | tuple[type[Any], ...], expected: str) -> Any:
        self._asked.add(key)
        if key not in self.content:
            self.fail(key, "is missing", f"add {expected}")
        value = self.content[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fail(key, f"{value!r} is not {expected}", f"write {expected}")
        return value

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value: str = self._value(key, str, "a text in quotes")
        self.require(key, bool(value.strip()), "is blank", "write a text")
        return value

    def text_or(self, key: str, default: str) -> str:
        """A text, or the default where the key is absent."""
        return self.text(key) if self.has(key) else default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different texts, at least one."""
        value: list[Any] = self._value(key, list, "a list of texts")
        self.require(
            key,
            bool(value) and all(isinstance(text, str) for text in value),
            "is not a list of texts",
            "write texts in quotes between brackets",
        )
        self.require(key, len(set(value)) == len(value), "repeats itself", "name each once")
        return tuple(value)

    def whole(self, key: str) -> int:
        """A whole number above 0."""
        value: int = self._value(key, int, "a whole number above 0")
        self.require(key, value > 0, f"{value} is not above 0", "write a whole number above 0")
        return value

    def flag_or(self, key: str, *, default: bool) -> bool:
        """true or false, or the default where the key is absent."""
        if not self.has(key):
            return default
        value: bool = self._value(key, bool, "true or false")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value: date = self._value(key, date, "a date such as 2022-10-01")
        self.require(key, not isinstance(value, datetime), f"{value} has a time of day", "write a date such as 2022-10-01")
        return value

    def day_or_none(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """One of the words of an enumeration."""
        value = self.text(key)
        if value not in list(choices):
            self.fail(key, f"{value!r} is not known", f"choose one of {', '.join(choices)}")
        return choices(value)

    def words(self, key: str) -> Words:
        """A text in both languages."""
        table = self.table(key)
        words = Words(*(table.text(lang) for lang in LANGS))
        table.finish()
        return words

    def words_or_none(self, key: str) -> Words | None:
        """A text in both languages, or None where the key is absent."""
        return self.words(key) if self.has(key) else None

    def table(self, key: str) -> Table:
        """A table inside this one."""
        value = self._value(key, dict, "a table")
        return Table(value, file=self.file, place=f"{self.place}.{key}")

    def tables(self, key: str, name: str) -> list[Table]:
        """A list of tables; each is called by its `name` field in complaints."""
        rows: list[Any] = self._value(key, list, f"[[{key}]] tables")
        self.require(
            key,
            bool(rows) and all(isinstance(row, dict) for row in rows),
            "is not a list of tables",
            f"write [[{key}]] before each",
        )
        names = [str(row.get(name, number)) for number, row in enumerate(rows, start=1)]
        return [Table(row, file=self.file, place=self._inner(key, names, at)) for at, row in enumerate(rows)]

    def _inner(self, key: str, names: list[str], at: int) -> str:
        """What an inner table is called: inside which one, by its name, and by its number where several have that name."""
        outer = "" if self.place in ("pack", "file") else f"{self.place}."
        number = f" (number {at + 1})" if names.count(names[at]) > 1 else ""
        return f"{outer}{key} {names[at]}{number}"

    def finish(self) -> None:
        """Complain of the first key that nothing asked for."""
        for key in self.content:
            if key not in self._asked:
                self.fail(key, "is not a field here", f"use one of {', '.join(sorted(self._asked))}, or remove it")
