"""What the loader says of mistakes, word for word. `python -m tests.standards.complaints` writes complaints.json anew."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assessments.standards.cases import rule_cases
from assessments.standards.loading import PACKS, load_pack
from assessments.standards.strict_table import PackError
from tests.standards.authoring import parameter, rule, size_rule, write_pack
from tests.standards.test_loading import MISTAKES, ORIGINAL

FILE = Path(__file__).with_name("complaints.json")
SIZE = parameter("size", "800")
ONE = parameter("one", "1", unit="count")
RATIO = parameter("ratio", "0.5", unit="ratio")
RATE = parameter("rate", "30", unit="m2_per_100_households")
AREA, SITE = '"floor_area.service_complex"', '"site_area.service_complex"'
BY = f'kind = "tiers"\nfact = {AREA}\nby = "households"\n'
TIER = '[[rule.tier]]\nat_least = "size"\n'
PER_100 = f'kind = "rate"\nnumerator = {AREA}\ndenominator = "households"\nper = 100\nat_least = "rate"\n'
CHANGE = 'changes = "X"\ncombine = "max"'

PARTS: dict[str, tuple[str, ...]] = {
    "a condition that compares nothing": (SIZE, size_rule("R", 'applies_when = { fact = "households" }')),
    "a condition with is and a bound": (SIZE, size_rule("R", 'applies_when = { fact = "households", is = "1", below = "2" }')),
    "conditions that are no tables": (SIZE, size_rule("R", 'applies_when = ["new"]')),
    "a wrong second condition": (
        SIZE,
        size_rule("R", 'applies_when = [{ fact = "build_class", is = "new" }, { fact = "households", at_least = "many" }]'),
    ),
    "an unknown key in a condition": (SIZE, size_rule("R", 'applies_when = { fact = "households", above = "1" }')),
    "bounds without a bound": (SIZE, rule("R", f'kind = "bounds"\nfact = {AREA}')),
    "bounds on a flag": (SIZE, rule("R", 'kind = "bounds"\nfact = "block_exists"\nat_least = "size"')),
    "one tier only": (SIZE, rule("R", BY + TIER)),
    "tiers that do not ascend": (SIZE, rule("R", BY + (TIER + 'below = "10"\n') * 2 + TIER)),
    "a last tier with an end": (SIZE, rule("R", BY + TIER + 'below = "10"\n' + TIER + 'below = "20"\n')),
    "a tier's end that is no number": (SIZE, rule("R", BY + TIER + 'below = "ten"\n' + TIER)),
    "an unknown key in a tier": (SIZE, rule("R", BY + TIER + 'below = "10"\nabove = "1"\n' + TIER)),
    "several of what cannot be there": (ONE, rule("R", 'kind = "several"\nfacts = ["households"]\nat_least = "one"')),
    "several with too many asked": (
        parameter("two", "2", unit="count"),
        rule("R", 'kind = "several"\nfacts = ["count.nursery"]\nat_least = "two"'),
    ),
    "several with nothing asked": (
        parameter("none", "0", unit="count"),
        rule("R", 'kind = "several"\nfacts = ["count.nursery"]\nat_least = "none"'),
    ),
    "an unknown pool": (ONE, rule("R", 'kind = "presence"\ntypes = ["nursery"]\nat_least = "one"\npool = "all"')),
    "a neighbour without a distance": (
        ONE,
        rule("R", 'kind = "presence"\ntypes = ["nursery"]\nat_least = "one"\npool = "neighbour"'),
    ),
    "a rate with an odd unit": (
        RATE,
        rule("R", f'kind = "rate"\nnumerator = {AREA}\ndenominator = "population"\nper = 100\nat_least = "rate"'),
    ),
    "a rate per nothing": (
        RATE,
        rule("R", f'kind = "rate"\nnumerator = {AREA}\ndenominator = "households"\nper = 0\nat_least = "rate"'),
    ),
    "a switch that is a text": (
        RATE,
        rule(
            "R",
            f'{PER_100}each_started = "yes"',
        ),
    ),
    "a share of something else": (
        RATIO,
        rule("R", f'kind = "share"\nnumerator = {AREA}\ndenominator = "households"\nat_least = "ratio"'),
    ),
    "a distance without metres": (ONE, rule("R", 'kind = "report"\nnumerator = "households_within.nursery.far"')),
    "a distance to no facility": (ONE, rule("R", 'kind = "report"\nnumerator = "households_within.castle.300m"')),
    "an alternative to nothing": (SIZE, size_rule("R", 'instead_of = "S"', level="alternative")),
    "an alternative of the wrong level": (SIZE, size_rule("R"), size_rule("S", 'instead_of = "R"')),
    "an alternative to itself": (SIZE, size_rule("R", 'instead_of = "R"', level="alternative")),
    "an alternative to an alternative": (
        SIZE,
        size_rule("R"),
        size_rule("S", 'instead_of = "R"', level="alternative"),
        size_rule("T", 'instead_of = "S"', level="alternative"),
    ),
    "a change without a policy": (SIZE, size_rule("R", 'changes = "X"')),
    "a policy without a change": (SIZE, size_rule("R", 'combine = "max"')),
    "a change without a parent": (SIZE, size_rule("R", CHANGE)),
    "an unknown policy": (SIZE, size_rule("R", 'changes = "X"\ncombine = "most"')),
    "enforced from memory": (parameter("size", "800", confidence="M"), size_rule("R")),
    "an area too fine": (parameter("size", "800.001"), size_rule("R")),
    "a share of nothing": (
        parameter("none", "0", unit="count"),
        RATIO,
        rule("R", 'kind = "share"\nnumerator = "count.nursery"\nout_of = "none"\nat_least = "ratio"'),
    ),
    "a ceiling below the floor": (
        parameter("low", "5", unit="count"),
        parameter("high", "4", unit="count"),
        rule("R", 'kind = "bounds"\nfact = "count.nursery"\nat_least = "low"\nat_most = "high"'),
    ),
    "a code that is no address": (SIZE, size_rule("规则 1")),
    "a report of two units": (rule("R", 'kind = "report"\nnumerator = "households"\ndenominator = "population"'),),
    "an unknown distance": (SIZE, size_rule("R", 'rests_on = ["near"]')),
    "a report that binds": (rule("R", 'kind = "report"\nnumerator = "households"'),),
    "a report instead of a test": (
        SIZE,
        size_rule("S"),
        rule("R", 'kind = "report"\nnumerator = "households"\ninstead_of = "S"', level="alternative"),
    ),
    "a report in place of a test": (
        rule("R", 'kind = "report"\nnumerator = "households"\nchanges = "X"\ncombine = "replace"', level="diagnostic"),
    ),
    "a number that is too large": (parameter("size", "9999999999"), size_rule("R")),
    "a day with a time": (SIZE, size_rule("R", "in_force_from = 2026-01-01T00:00:00")),
    "a clause of another shape": (SIZE, size_rule("R"), '[[clause]]\nid = "9.z"\ncolour = "red"\n'),
    "a share too fine": (
        parameter("fine", "12345.123457", unit="ratio"),
        rule("R", f'kind = "share"\nnumerator = {AREA}\ndenominator = {SITE}\nat_least = "fine"'),
    ),
    "a ceiling too fine": (
        RATIO,
        parameter("fine", "12345.123457", unit="ratio"),
        rule(
            "R",
            f'kind = "share"\nnumerator = {AREA}\ndenominator = {SITE}\nat_least = "ratio"\nat_most = "fine"',
        ),
    ),
    "a parameter of an unknown clause": (SIZE.replace('clause = "1"', 'clause = "9"'), size_rule("R")),
    "a second clause without its number": (SIZE, size_rule("R"), '[[clause]]\npointer_zh = "条文"\n'),
    "no types at all": (ONE, rule("R", 'kind = "presence"\ntypes = []\nat_least = "one"')),
    "types that are numbers": (ONE, rule("R", 'kind = "presence"\ntypes = [1]\nat_least = "one"')),
    "a text for a whole number": (RATE, rule("R", PER_100.replace("per = 100", 'per = "100"'))),
    "a table for a text": (SIZE, size_rule("R", "changes = { to = 1 }")),
    "a text for tables": (SIZE, rule("R", f'{BY}tier = "all"\n')),
    "numbers for tables": (SIZE, rule("R", f"{BY}tier = [1, 2]\n")),
    "a text for a table": (SIZE, size_rule("R", 'note = "Mind it."')),
    "households and a half": (
        parameter("homes", "1.5", unit="households"),
        rule("R", 'kind = "bounds"\nfact = "households"\nat_least = "homes"'),
    ),
}
HEADS = {
    "an unknown basis": {"parent": 'n"\nbasis = "always'},
    "a place that is none": {"place": "Hubei"},
    "a place too short": {"place": "4"},
    "a place of noughts": {"place": "420000"},
    "an unknown status": {"status": "planned"},
}


def complaints() -> dict[str, str]:
    """Mistake -> what is said of it; "nothing" where it passes."""
    with tempfile.TemporaryDirectory() as folder:
        return dict(_said(Path(folder)))


def _said(folder: Path) -> Iterator[tuple[str, str]]:
    for name, right, wrong, *_ in MISTAKES:
        path = folder / "cn-pilot-2022-48"
        path.mkdir(exist_ok=True)
        (path / "pack.toml").write_text(ORIGINAL.replace(right, wrong, 1), encoding="utf-8")
        yield name, _of(path)
    for name, parts in PARTS.items():
        yield name, _written(folder, parts, {})
    for name, head in HEADS.items():
        yield name, _written(folder, (SIZE, size_rule("R")), head)
    yield from _of_cases(folder)


def _written(folder: Path, parts: tuple[str, ...], head: dict[str, str]) -> str:
    try:
        write_pack(folder, "wrong", *parts, **head)
    except PackError as error:
        return str(error)
    return "nothing"


def _of(path: Path) -> str:
    try:
        load_pack(path)
    except PackError as error:
        return str(error)
    return "nothing"


CASE = (PACKS / "cn-pilot-2022-48" / "cases" / "N48-FAC-01.toml").read_text(encoding="utf-8")
CASES = {
    "another rule's cases": ('rule = "N48-FAC-01"', 'rule = "N48-FAC-02"'),
    "an unknown situation": ('situation = "just_met"', 'situation = "met"'),
    "a fact that the rule does not read": ('"households" = "2666"', '"population" = "2666"'),
    "a fact that is a number": ('"households" = "2666"', '"households" = 2666'),
    "a fact that cannot be read": ('"households" = "2666"', '"households" = "many"'),
    "a fact that is too large": ('"households" = "2666"', '"households" = "9999999999999"'),
    "an unknown reason": ('reason = "inventory_open"', 'reason = "open"'),
    "a day before the rule": ('situation = "just_met"', 'situation = "just_met"\nday = 2020-01-01'),
    "an unknown key in a case": ('situation = "just_met"', 'situation = "just_met"\ncolour = "red"'),
    "an unknown key beside the cases": ('rule = "N48-FAC-01"', 'rule = "N48-FAC-01"\ncolour = "red"'),
}


def _of_cases(folder: Path) -> Iterator[tuple[str, str]]:
    pack = load_pack(PACKS / "cn-pilot-2022-48")
    (folder / "cases").mkdir()
    for name, (right, wrong) in CASES.items():
        assert right in CASE
        (folder / "cases" / "N48-FAC-01.toml").write_text(CASE.replace(right, wrong, 1), encoding="utf-8")
        try:
            rule_cases(pack, "N48-FAC-01", folder)
            yield name, "nothing"
        except PackError as error:
            yield name, str(error)


if __name__ == "__main__":
    FILE.write_text(json.dumps(complaints(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
