"""Packs from their files. Strict: a misspelt key, fact, clause or parameter stops the load and says where it stands."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from assessments.standards.kinds import KINDS
from assessments.standards.model import (
    Clause,
    Confidence,
    DatedValue,
    Domain,
    Level,
    Pack,
    Parameter,
    Rule,
    Status,
)
from assessments.standards.rule_table import Book, RuleTable
from assessments.standards.strict_table import PackError, Table
from assessments.standards.units import Unit, amount_parsed

Entry = TypeVar("Entry", Clause, Parameter)
PACKS = Path(__file__).with_name("packs")


def pack_ids() -> tuple[str, ...]:
    """The packs that stand in the repository."""
    return tuple(sorted(path.parent.name for path in PACKS.glob("*/pack.toml")))


@lru_cache(maxsize=64)
def pack_named(pack_id: str) -> Pack:
    """A pack of the repository, read once. Raises PackError; KeyError where there is no such pack."""
    if pack_id not in pack_ids():
        raise KeyError(f"there is no pack {pack_id!r}; there are {', '.join(pack_ids())}")
    return load_pack(PACKS / pack_id)


def load_pack(folder: Path) -> Pack:
    """The pack in a folder. Raises PackError."""
    content = read_toml(folder / "pack.toml")
    table = Table(content, file=f"{folder.name}/pack.toml", place="pack")
    table.require("id", content.get("id") == folder.name, "is not the folder's name", f"write id = {folder.name!r}")
    clauses = _by_id(table, "clause", [_read_clause(row) for row in table.tables("clause", "id")])
    parameters = _by_id(table, "parameter", [_read_parameter(row, clauses) for row in table.tables("parameter", "id")])
    book = Book(clauses, parameters)
    rules = tuple(_read_rule(RuleTable(row, book), folder.name) for row in table.tables("rule", "code"))
    _refuse_doubles(table, "rule", [rule.code for rule in rules])
    return _read_pack(table, clauses, parameters, rules, checksum_of(content))


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file; raises PackError when it is absent or malformed."""
    place = {"file": f"{path.parent.name}/{path.name}", "place": "file", "field": "content"}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackError(**place, problem="there is no such file", remedy="create it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(**place, problem=str(error), remedy="correct the TOML at that line") from None


def checksum_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of the content with sorted keys: comments and layout do not count."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _refuse_doubles(table: Table, key: str, names: list[str]) -> None:
    for name in names:
        table.require(key, names.count(name) == 1, f"{name} stands twice", "give each its own")


def _by_id(table: Table, key: str, entries: list[Entry]) -> Mapping[str, Entry]:
    _refuse_doubles(table, key, [entry.id for entry in entries])
    return MappingProxyType({entry.id: entry for entry in entries})


def _read_pack(
    table: Table,
    clauses: Mapping[str, Clause],
    parameters: Mapping[str, Parameter],
    rules: tuple[Rule, ...],
    checksum: str,
) -> Pack:
    pack = Pack(
        id=table.text("id"),
        version=table.text("version"),
        title=table.words("title"),
        issuer=table.words("issuer"),
        document=table.text("document"),
        jurisdiction=table.text("jurisdiction"),
        status=table.choice("status", Status),
        in_force_from=table.day("in_force_from"),
        in_force_to=table.day_or_none("in_force_to"),
        clauses=clauses,
        parameters=parameters,
        rules=rules,
        checksum=checksum,
    )
    table.finish()
    _require_values(table, pack)
    return pack


def _require_values(table: Table, pack: Pack) -> None:
    """Every parameter has a value on every day the pack is in force."""
    for parameter in pack.parameters.values():
        table.require(
            f"parameter {parameter.id}",
            parameter.values[0].since <= pack.in_force_from,
            f"has no value on {pack.in_force_from}",
            "give a value since that day or earlier",
        )


def _read_clause(table: Table) -> Clause:
    clause = Clause(table.text("id"), table.words("article"), table.text("pointer_zh"), table.words("text"))
    table.finish()
    return clause


def _read_parameter(table: Table, clauses: Mapping[str, Clause]) -> Parameter:
    unit, clause = table.choice("unit", Unit), table.text("clause")
    table.require("clause", clause in clauses, f"{clause!r} is not in this pack", f"choose {', '.join(clauses)}")
    values = tuple(_read_value(row, unit) for row in table.tables("value", "since"))
    days = [value.since for value in values]
    table.require("value", days == sorted(set(days)), "the days do not ascend", "put the oldest value first")
    parameter = Parameter(table.text("id"), table.words("name"), unit, clauses[clause], values)
    table.finish()
    return parameter


def _read_value(table: Table, unit: Unit) -> DatedValue:
    value = DatedValue(
        since=table.day("since"),
        value=_read_amount(table, unit),
        confidence=table.choice("confidence", Confidence),
        checked_on=table.day_or_none("checked_on"),
    )
    table.finish()
    return value


def _read_amount(table: Table, unit: Unit) -> Fraction:
    """The exact value; it stands in quotes because a TOML float would not be exact."""
    text = table.text("value")
    try:
        value = amount_parsed(text, unit)
    except ValueError as problem:
        table.fail("value", str(problem), f"write a value in {unit}, in quotes")
    counted = unit in (Unit.COUNT, Unit.METRE)
    table.require("value", not counted or value.denominator == 1, "is not whole", "write a whole number")
    return value


def _read_rule(table: RuleTable, pack_id: str) -> Rule:
    kind = table.text("kind")
    table.require("kind", kind in KINDS, f"{kind!r} is not a kind of test", f"choose one of {', '.join(KINDS)}")
    clause = table.clause("clause")
    rule = Rule(
        pack_id=pack_id,
        code=table.text("code"),
        domain=table.choice("domain", Domain),
        level=table.choice("level", Level),
        subject=table.subject,
        name=table.words("name"),
        clause=clause,
        pointer_zh=table.text_or("pointer_zh", clause.pointer_zh),
        kind=KINDS[kind].read(table),
        applies_when=table.condition("applies_when"),
        rests_on=table.rests_on("rests_on"),
        confidence=table.choice("confidence", Confidence),
        note=table.words_or_none("note"),
    )
    table.finish()
    return rule
