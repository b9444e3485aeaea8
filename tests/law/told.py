"""What the law lab says, word for word. `python -m tests.law.told` writes told.json anew."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from assessments.law import packs
from assessments.standards.checking import check, unread_items
from assessments.standards.covering import load_coverage
from assessments.standards.difference import Change, Difference, RuleDifference, difference, side_of
from assessments.standards.loading import PACKS
from assessments.standards.resolution import Law, resolve
from assessments.standards.standing import Line, alone_at, lines_at
from assessments.standards.strict_table import PackError
from communities.words import Words
from tests.law.test_checking import HUBEI, MISTAKES
from tests.law.test_covering import MISTAKES as COVERAGE_MISTAKES
from tests.law.test_covering import ORIGINAL, PACK

FILE = Path(__file__).with_name("told.json")
DAY = date(2026, 1, 1)
PLACES = ("CN", "42", "520103", "520103001001", "610111", "110101001001", "310101", "652301", "140802", "340102")
PAIRS = (
    ("cn-ccs-2020", "cn-hb-2023-draft"),
    ("cn-ccs-2020", "cn-gz-2022"),
    ("cn-gz-2022", "cn-gz-guiyang"),
    ("cn-ccs-2020", "cn-sn-xixian"),
    ("cn-pilot-2022-48", "cn-xj-changji"),
    ("cn-care", "cn-sx-yuncheng"),
    ("cn-pilot-2022-48", "example-raise-to-40"),
    ("cn-embedded-2024", "cn-bj-2022"),
)


def told() -> dict[str, Any]:
    """The decisions, the law at some places, and the differences of some packs."""
    law = resolve([pack for pack in packs() if pack.status.value != "superseded"], DAY)
    return {
        "faults": faults() | faults_of_several(),
        "coverage": coverage_faults(),
        "unread": [fault.line() for fault in list(unread_items([]))[:1]],
        "decisions": [f"{each.thing} {each.newer}: {each.kept} / {each.lost}: {_both(each.why)}" for each in law.decisions],
        "places": {code: _at(law, code) for code in PLACES},
        "differences": {f"{one} {other}": _differing(one, other) for one, other in PAIRS},
    }


def faults() -> dict[str, list[str]]:
    """What the checker says of mistakes in a copy of a pack."""
    with tempfile.TemporaryDirectory() as folder:
        return {name: _faults(Path(folder) / str(at), *mistake[:3]) for at, (name, *mistake) in enumerate(MISTAKES)}


SEVERAL: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "parents in a circle": (
        ("cn-gz-2022", "pack.toml", 'parent = "cn-ccs-2020"', 'parent = "cn-gz-guiyang"'),
        ("cn-gz-guiyang", "pack.toml", 'jurisdiction = "5201"', 'jurisdiction = "52"'),
    ),
    "in force below a draft": (
        ("cn-ccs-2020", "pack.toml", 'status = "trial"', 'status = "draft"'),
        ("cn-gz-2022", "pack.toml", "", ""),
    ),
    "a distance of nowhere": (("cn-pilot-2022-48", "pack.toml", 'rests_on = ["colocated_distance"]\n', ""),),
    "an alternative that settles nothing": (
        ("cn-embedded-2024", "cases/EMB-03.toml", 'reason = "alternative"', 'reason = "none"'),
    ),
    "cases that cannot be read": (("cn-pilot-2022-48", "cases/N48-FAC-01.toml", "[[case]]", "[[cases]]"),),
}


def faults_of_several() -> dict[str, list[str]]:
    """What the checker says of mistakes between packs, and in larger ones."""
    with tempfile.TemporaryDirectory() as folder:
        return {name: _several(Path(folder) / str(at), changes) for at, (name, changes) in enumerate(SEVERAL.items())}


def _several(folder: Path, changes: tuple[tuple[str, str, str, str], ...]) -> list[str]:
    for pack_id, file, old, new in changes:
        shutil.copytree(PACKS / pack_id, folder / pack_id)
        path = folder / pack_id / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    report = check([folder / pack_id for pack_id, *_ in changes])
    return [f"{report.packs} packs, {report.rules} rules, {report.cases} cases", *(fault.line() for fault in report.faults)]


def coverage_faults() -> dict[str, str]:
    """What is said of mistakes in the coverage of the notice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.toml"
        return {name: _of_coverage(path, old, new) for name, old, new, _ in COVERAGE_MISTAKES}


def _of_coverage(path: Path, old: str, new: str) -> str:
    path.write_text(ORIGINAL.replace(old, new, 1), encoding="utf-8")
    try:
        load_coverage(path, PACK)
    except PackError as error:
        return str(error).replace(path.parent.name, "coverage")
    return "nothing"


def _faults(folder: Path, file: str, old: str, new: str) -> list[str]:
    copy = folder / HUBEI
    shutil.copytree(PACKS / HUBEI, copy)
    path = copy / (file or "pack.toml")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return [fault.line() for fault in check([copy]).faults]


def _both(words: Words | None) -> str:
    return "" if words is None else f"{words.zh} | {words.en}"


def _at(law: Law, code: str) -> dict[str, Any]:
    things = {f"{thing.code} {_both(thing.name)}": [_line(line) for line in thing.lines] for thing in lines_at(law, code)}
    return {"things": things, "alone": [_line(line) for line in alone_at(law, code)]}


def _line(line: Line) -> str:
    parts = (line.value, line.asks, line.condition, line.told)
    return f"{line.rule.code} [{_both(line.tier)}] {line.fate.value}: " + " // ".join(_both(each) for each in parts)


def _differing(one: str, other: str) -> dict[str, Any]:
    known = {pack.id: pack for pack in packs()}
    found: Difference = difference(side_of(known[one], DAY), side_of(known[other], DAY), packs())
    rules = {_codes(each): [_change(change) for change in each.changes] for each in found.rules}
    clauses = {each.id: _change(each.change) for each in found.clauses}
    return {"rules": rules, "clauses": clauses, "same": found.same, "untouched": found.untouched}


def _codes(found: RuleDifference) -> str:
    sides = (found.before, found.after)
    return " -> ".join("" if rule is None else rule.code for rule in sides)


def _change(change: Change) -> str:
    return f"{change.nature.value} {_both(change.nature.words)}: {_both(change.words)}"


if __name__ == "__main__":
    FILE.write_text(json.dumps(told(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
