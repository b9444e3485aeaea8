"""A check's table: numbers, facility types, survey items and answers are looked up as they are read. Pure."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal, InvalidOperation

from assessments.standards.strict_table import Table
from communities.survey_items import SURVEY_ITEMS, SurveyKind, accepted, parse_value
from facilities.catalogue import FACILITY_TYPES


class CheckTable(Table):
    """A `[[check]]` of checks.toml."""

    def __init__(self, table: Table) -> None:
        super().__init__(table.content, file=table.file, place=table.place)

    def one_of(self, key: str, choices: Collection[str]) -> str:
        """One of a few words."""
        value = self.text(key)
        self.require(key, value in choices, f"{value!r} is not known", f"choose one of {', '.join(choices)}")
        return value

    def some_of(self, key: str, choices: Collection[str]) -> tuple[str, ...]:
        """Some of a few words."""
        values = self.texts(key)
        for value in values:
            self.require(key, value in choices, f"{value!r} is not known", f"choose among {', '.join(choices)}")
        return values

    def number(self, key: str) -> Decimal:
        """A plain number that is not negative. It stands in quotes because a TOML float would not be exact."""
        text = self.text(key)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        self.require(key, value.is_finite() and value >= 0, f"{text!r} is no number from 0 on", 'write a number such as "1.5"')
        return value

    def number_or_none(self, key: str) -> Decimal | None:
        return self.number(key) if self.has(key) else None

    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """``at_least`` and ``at_most``: one of them at least, in order."""
        low, high = self.number_or_none("at_least"), self.number_or_none("at_most")
        self.require("at_least", low is not None or high is not None, "no bound is given", "add at_least or at_most")
        in_order = low is None or high is None or low <= high
        self.require("at_most", in_order, f"{high} lies below at_least", "write the larger number here")
        return low, high

    def facility_type(self, key: str) -> str:
        """A type of the catalogue."""
        return self.one_of(key, FACILITY_TYPES)

    def facility_types_or_all(self, key: str) -> tuple[str, ...]:
        """Types of the catalogue; every type where the key is absent."""
        return self.some_of(key, FACILITY_TYPES) if self.has(key) else ()

    def item(self, key: str) -> str:
        """A survey item."""
        return self.one_of(key, SURVEY_ITEMS)

    def answers(self, key: str, item: str) -> tuple[int, ...]:
        """Answers to ``item``, as they are stored."""
        return tuple(self._answer(key, SURVEY_ITEMS[item].kind, text) for text in self.texts(key))

    def _answer(self, key: str, kind: SurveyKind, text: str) -> int:
        value = parse_value(kind, text)
        if value is None:
            self.fail(key, f"{text!r} is no answer of this item", f"write {accepted(kind, 'en')}")
        return value
