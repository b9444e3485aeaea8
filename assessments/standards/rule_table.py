"""A rule's table: facts, parameters and facility types are looked up as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from assessments.standards.fact_names import FactKind, fact_kind
from assessments.standards.model import AT_LEAST, BELOW, IS, Clause, Condition, Parameter, Subject
from assessments.standards.strict_table import Table
from assessments.standards.units import Unit, parsed

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Book:
    """What a rule may refer to."""

    clauses: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]


class RuleTable(Table):
    """A `[[rule]]` of a pack."""

    def __init__(self, table: Table, book: Book) -> None:
        super().__init__(table.content, file=table.file, place=table.place)
        self.book = book

    @property
    def subject(self) -> Subject:
        """Whom the rule judges."""
        return self.choice("subject", Subject)

    def clause(self, key: str) -> Clause:
        """A clause of the pack."""
        return _looked_up(self, key, self.text(key), self.book.clauses)

    def parameter(self, key: str, unit: Unit) -> Parameter:
        """A parameter of the pack, in the expected unit."""
        parameter = _looked_up(self, key, self.text(key), self.book.parameters)
        self.require(
            key,
            parameter.unit is unit,
            f"parameter {parameter.id} is in {parameter.unit}, not {unit}",
            f"name a parameter whose unit is {unit}",
        )
        return parameter

    def rests_on(self, key: str) -> tuple[Parameter, ...]:
        """Parameters that the facts, not the test, depend on."""
        names = self.texts(key) if self.has(key) else ()
        return tuple(_looked_up(self, key, name, self.book.parameters) for name in names)

    def fact(self, key: str, *units: Unit) -> str:
        """A fact name, of one of the units where some are asked for."""
        name = self.text(key)
        unit, wanted = checked_fact(self, key, name).unit, " or ".join(units)
        self.require(key, not units or unit in units, f"{name} is in {unit}, not {wanted}", f"name a fact in {wanted}")
        return name

    def facts(self, key: str) -> tuple[str, ...]:
        """Several fact names."""
        names = self.texts(key)
        for name in names:
            checked_fact(self, key, name)
        return names

    def facility_types(self, key: str) -> tuple[str, ...]:
        """Codes of facility types."""
        codes = self.texts(key)
        for code in codes:
            checked_fact(self, key, f"count.{code}")
        return codes

    def rows(self, key: str, name: str) -> list[RuleTable]:
        """Tables inside the rule's, that may refer to the same things."""
        return [RuleTable(row, self.book) for row in self.tables(key, name)]

    def engine_value(self, key: str, unit: Unit) -> int:
        """A printed value of a unit, as the engine's integer."""
        return engine_value(self, key, unit)

    def conditions(self, key: str) -> tuple[Condition, ...]:
        """The conditions of the rule: one table or a list of them, all of which must hold."""
        if not self.has(key):
            return ()
        several = isinstance(self.content[key], list)
        rows = self.tables(key, "fact") if several else [self.table(key)]
        return tuple(condition for row in rows for condition in _read_conditions(row))


def checked_fact(table: Table, key: str, name: str) -> FactKind:
    """The meaning of a fact name; raises PackError for a name outside the grammar."""
    try:
        return fact_kind(name)
    except ValueError as problem:
        table.fail(key, str(problem), "correct the spelling")


def _looked_up(table: Table, key: str, name: str, entries: Mapping[str, Entry]) -> Entry:
    if name not in entries:
        table.fail(key, f"{name!r} is not in this pack", f"choose one of {', '.join(entries)}")
    return entries[name]


def _read_conditions(table: Table) -> list[Condition]:
    """A fact with the value it is, or the bounds it lies between."""
    name = table.text("fact")
    unit = checked_fact(table, "fact", name).unit
    used = [comparison for comparison in (IS, AT_LEAST, BELOW) if table.has(comparison)]
    table.require("fact", bool(used), "has nothing to compare with", f"add {IS}, {AT_LEAST} or {BELOW}")
    table.require(IS, used == [IS] or IS not in used, "stands beside a bound", f"use {IS} alone")
    found = [Condition(name, each, engine_value(table, each, unit)) for each in used]
    table.finish()
    return found


def engine_value(table: Table, key: str, unit: Unit) -> int:
    """A printed value of a unit, as the engine's integer."""
    text = table.text(key)
    try:
        return parsed(text, unit)
    except ValueError as problem:
        table.fail(key, str(problem), f"write a value in {unit}, in quotes")
