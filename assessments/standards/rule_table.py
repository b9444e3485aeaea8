"""A rule's table: facts, parameters and facility types are looked up as they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from assessments.standards.fact_names import FactKind, fact_kind
from assessments.standards.model import AT_LEAST, IS, Clause, Condition, Parameter, Subject
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

    def fact(self, key: str, *, unit: Unit | None = None, additive: bool | None = None) -> str:
        """A fact name, of a unit or additivity where one is asked for."""
        name = self.text(key)
        kind = checked_fact(self, key, name)
        self.require(key, unit in (None, kind.unit), f"{name} is in {kind.unit}, not {unit}", f"name a fact in {unit}")
        self.require(key, additive in (None, kind.additive), f"{name} cannot be added up", "name a count or an area")
        return name

    def facility_types(self, key: str) -> tuple[str, ...]:
        """Codes of facility types."""
        codes = self.texts(key)
        for code in codes:
            checked_fact(self, key, f"count.{code}")
        return codes

    def condition(self, key: str) -> Condition | None:
        """The condition of the rule, if it has one."""
        return _read_condition(self.table(key)) if self.has(key) else None


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


def _read_condition(table: Table) -> Condition:
    name = table.text("fact")
    kind = checked_fact(table, "fact", name)
    comparison = AT_LEAST if table.has(AT_LEAST) else IS
    text = table.text(comparison)
    table.finish()
    try:
        return Condition(name, comparison, parsed(text, kind.unit))
    except ValueError as problem:
        table.fail(comparison, str(problem), f"write a value in {kind.unit}")
