"""The checks from their file. Strict: a misspelt key, type, item or figure stops the load and says where it stands. Pure."""

from __future__ import annotations

import re
import string
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from assessments.checks.check_table import CheckTable
from assessments.checks.model import Check, Kind, Severity
from assessments.standards.loading import read_toml
from assessments.standards.strict_table import Table
from communities.words import LANGS, Words

CODE = re.compile(r"DATA-[A-Z]{3}-[0-9]{2}")
Kinds = Mapping[str, type[Kind]]


def load_checks(path: Path, kinds: Kinds) -> tuple[Check, ...]:
    """Every check of a file, in its order. Raises PackError."""
    whole = Table(read_toml(path), file=path.name, place="file")
    checks = tuple(_read_check(CheckTable(row), kinds) for row in whole.tables("check", "code"))
    whole.finish()
    codes = [check.code for check in checks]
    for code in codes:
        whole.require("check", codes.count(code) == 1, f"{code} stands twice", "give each its own code")
    return checks


def _read_check(table: CheckTable, kinds: Kinds) -> Check:
    code = table.text("code")
    table.require("code", CODE.fullmatch(code), f"{code!r} is not of the form", "write DATA-, three capitals, two digits")
    kind = kinds[table.one_of("kind", kinds)]
    check = Check(
        code=code,
        severity=table.choice("severity", Severity),
        name=table.words("name"),
        looks_for=table.words("looks_for"),
        advice=table.words("advice"),
        says=_sentence(table, kind.figures),
        kind=kind.read(table),
    )
    table.finish()
    return check


def _sentence(table: CheckTable, figures: Collection[str]) -> Words:
    """``says``, once every figure in it is one that the kind finds."""
    says = table.words("says")
    for lang in LANGS:
        for name in _braces(table, says.of(lang)):
            remedy = f"use {', '.join(f'{{{each}}}' for each in sorted(figures))}"
            table.require(f"says.{lang}", name in figures, f"{{{name}}} is no figure of this kind", remedy)
    return says


def _braces(table: CheckTable, text: str) -> Iterator[str]:
    try:
        found = list(string.Formatter().parse(text))
    except ValueError as problem:
        table.fail("says", str(problem), "close every brace")
    return (name for _, name, _, _ in found if name is not None)
