"""Packs from their files. Strict: a misspelt key, fact, clause or parameter stops the load and says where it stands."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from assessments.standards.kinds import KINDS, Report
from assessments.standards.model import (
    Clause,
    Combine,
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
from assessments.standards.units import AREA_SCALE, Unit, amount_parsed

Entry = TypeVar("Entry", Clause, Parameter)
PACKS = Path(__file__).with_name("packs")
COUNTRY = "CN"
_PREFIX = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}|[0-9]{9}|[0-9]{12}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}")
_MOST = 10**9
"""No number of the law is larger; it keeps the engine's products inside 64 bits."""


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
    parameters = _by_id(table, "parameter", _read_parameters(table, clauses))
    book = Book(clauses, parameters)
    tables = [RuleTable(row, book) for row in table.tables("rule", "code")]
    pack = _read_pack(table, clauses, parameters, checksum_of(content))
    rules = tuple(_read_rule(row, pack) for row in tables)
    _refuse_doubles(table, "rule", [rule.code for rule in rules])
    _require_values(table, pack, rules)
    return replace(pack, rules=with_alternatives(tables, rules))


def with_alternatives(tables: list[RuleTable], rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Each rule with the enabled ones that may stand instead of it. Raises PackError for one that names no rule."""
    codes = {rule.code: rule for rule in rules}
    for table, rule in zip(tables, rules, strict=True):
        if rule.instead_of is None:
            continue
        other = codes.get(rule.instead_of)
        table.require("instead_of", other is not None, f"{rule.instead_of!r} is no rule of this pack", "name another rule")
        table.require("level", rule.level is Level.ALTERNATIVE, "is not alternative", 'write level = "alternative"')
        own = other is not None and other.instead_of is None and other is not rule
        table.require("instead_of", own, "names an alternative or itself", "name the rule that is replaced")
    return tuple(replace(rule, alternatives=_instead_of(rule, rules)) for rule in rules)


def _instead_of(rule: Rule, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(other for other in rules if other.instead_of == rule.code and other.enabled)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file; raises PackError when it is absent or malformed."""
    place = {"file": f"{path.parent.name}/{path.name}", "place": "file", "field": "content"}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PackError(**place, problem="there is no such file", remedy="create it") from None
    except (ValueError, RecursionError, OSError) as error:  # malformed, no UTF-8, a number too long, nested too deep
        raise PackError(**place, problem=str(error)[:200], remedy="correct the TOML at that line") from None


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


def _read_pack(table: Table, clauses: Mapping[str, Clause], parameters: Mapping[str, Parameter], checksum: str) -> Pack:
    """The pack without its rules."""
    pack = Pack(
        id=table.text("id"),
        version=table.text("version"),
        title=table.words("title"),
        issuer=table.words("issuer"),
        document=table.text("document"),
        jurisdiction=table.text("jurisdiction"),
        places=_read_places(table),
        parent=table.text("parent") if table.has("parent") else None,
        is_default=_read_basis(table),
        status=table.choice("status", Status),
        in_force_from=table.day("in_force_from"),
        in_force_to=table.day_or_none("in_force_to"),
        clauses=clauses,
        parameters=parameters,
        rules=(),
        checksum=checksum,
    )
    table.finish()
    return pack


def _read_places(table: Table) -> tuple[str, ...]:
    """Prefixes of community codes; none for the whole country."""
    text = table.text("jurisdiction")
    parts = tuple(part.strip() for part in text.split(","))
    fine = text == COUNTRY or all(_PREFIX.fullmatch(part) and (len(part) == 2 or part[2:].strip("0")) for part in parts)
    table.require(
        "jurisdiction", fine, f"{text!r} is no place", f'write "{COUNTRY}", or codes of 2, 4, 6, 9 or 12 digits such as "5201"'
    )
    return () if text == COUNTRY else tuple(sorted(set(parts)))


def _read_basis(table: Table) -> bool:
    text = table.text_or("basis", "chosen")
    table.require("basis", text in ("default", "chosen"), f"{text!r} is not known", "choose one of default, chosen")
    return text == "default"


def _require_values(table: Table, pack: Pack, rules: tuple[Rule, ...]) -> None:
    """Every parameter has a value on every day on which a rule that reads it is in force."""
    for rule in rules:
        for parameter in rule.parameters():
            first = max(rule.in_force_from, pack.in_force_from)
            fine = parameter.values[0].since <= first
            table.require(
                f"parameter {parameter.id}", fine, f"has no value on {first}", "give a value since that day or earlier"
            )


def _read_parameters(table: Table, clauses: Mapping[str, Clause]) -> list[Parameter]:
    """None where a pack asks only for what needs no number."""
    rows = table.tables("parameter", "id") if table.has("parameter") else []
    return [_read_parameter(row, clauses) for row in rows]


def _read_clause(table: Table) -> Clause:
    clause = Clause(table.text("id"), table.words("article"), table.text_or("pointer_zh", ""), table.words("text"))
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
    table.require("value", value <= _MOST, "is too large", f"write a number up to {_MOST:,}")
    counted = unit in (Unit.COUNT, Unit.METRE, Unit.HOUSEHOLDS, Unit.PERSONS)
    table.require("value", not counted or value.denominator == 1, "is not whole", "write a whole number")
    hundredths = unit is not Unit.AREA or (value * AREA_SCALE).denominator == 1
    table.require("value", hundredths, "has more than two decimals", "round it to two decimals")
    return value


def _read_rule(table: RuleTable, pack: Pack) -> Rule:
    kind = table.text("kind")
    table.require("kind", kind in KINDS, f"{kind!r} is not a kind of test", f"choose one of {', '.join(KINDS)}")
    clause = table.clause("clause")
    rule = Rule(
        pack_id=pack.id,
        code=table.text("code"),
        domain=table.choice("domain", Domain),
        level=table.choice("level", Level),
        subject=table.subject,
        name=table.words("name"),
        clause=clause,
        pointer_zh=table.text_or("pointer_zh", clause.pointer_zh),
        kind=KINDS[kind].read(table),
        conditions=table.conditions("applies_when"),
        rests_on=table.rests_on("rests_on"),
        confidence=table.choice("confidence", Confidence),
        note=table.words_or_none("note"),
        in_force_from=table.day_or_none("in_force_from") or pack.in_force_from,
        in_force_to=table.day_or_none("in_force_to"),
        places=pack.places,
        changes=table.text("changes") if table.has("changes") else None,
        combine=table.choice("combine", Combine) if table.has("combine") else None,
        instead_of=table.text("instead_of") if table.has("instead_of") else None,
    )
    table.finish()
    _require_sense(table, rule, pack)
    return rule


def _require_sense(table: RuleTable, rule: Rule, pack: Pack) -> None:
    """What a rule says fits together: a change has its policy and a parent, nothing enforced rests on memory."""
    table.require("code", _CODE.fullmatch(rule.code), "cannot stand in an address", "use A-Z, a-z, 0-9 and -, at most 30")
    is_report = isinstance(rule.kind, Report)
    soft = not (is_report and (rule.level.binding or rule.instead_of))
    table.require("level", soft, "binds, and a report judges nothing", "choose diagnostic or informational")
    judged = not (is_report and rule.combine is Combine.REPLACE)
    table.require("combine", judged, "would put a report in place of a test", 'write combine = "add"')
    both = (rule.changes is None) == (rule.combine is None)
    table.require("changes", both, "changes and combine go together", "write both or neither")
    parent = rule.changes is None or pack.parent is not None
    table.require("changes", parent, "this pack has no parent to change", "name the parent in the pack's head")
    from_memory = [
        parameter.id for parameter in rule.parameters() if any(value.confidence is Confidence.M for value in parameter.values)
    ]
    fine = not (rule.enabled and from_memory)
    table.require("confidence", fine, f"{', '.join(from_memory)} is from memory", 'write confidence = "M" here too')
