"""A round of the nation, from stored data to stored scorecards, against its peers and its floor.

COMMUNITIES=125000 and TIMES=3 unless said; LOOP=2000 communities for the peer that cannot finish a nation. A time counts only where the
sums of verdicts and of shortfalls are the same. Both sides judge the rules of nation_rules.py; the last lines judge the whole law.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest

from assessments.facts import read_facts
from assessments.law import rules_on
from assessments.standards.evaluate import evaluate
from tests.bench import nation_floor as floor
from tests.bench.nation_answers import DAY
from tests.bench.nation_arrays import write_arrays
from tests.bench.nation_base import COMMUNITIES, TIMES, nation
from tests.bench.nation_data import Nation
from tests.bench.nation_frames import FRAMES, by_numpy, columns_of
from tests.bench.nation_loop import differing, empty_table, judge_by_loop, make_table
from tests.bench.nation_peers import NoPeer, ask_openfisca, require
from tests.bench.nation_rounds import ALL, Rounds, no_rounds
from tests.bench.nation_rules import PlainRule, Signature, judging_only, plain_rules, signature_of, signature_of_findings
from tests.bench.nation_table import Told, by_turns, seconds

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
LOOP: Final = int(os.environ.get("LOOP", "2000"))
Rules = tuple[PlainRule, ...]


def test_the_round_against_a_loop() -> None:
    told, rules, rounds = Told("loop", {"communities": LOOP, "times": TIMES}), plain_rules(), Rounds()
    told.about["rules"] = [rule.code for rule in rules]
    with nation(LOOP), judging_only(rules):
        make_table()
        took = by_turns({"round": rounds, "loop": lambda: judge_by_loop(rules)}, TIMES, before=_empty)
        rounds()
        told.about["differing"] = differing(rounds.one.pk)
        told.about["signature"] = signature_of(rounds.one)
    assert told.about["differing"] == 0
    told.ratio(f"round, {LOOP:,} communities, against a Django loop", took["round"], took["loop"])
    with nation(COMMUNITIES), judging_only(rules):
        whole = by_turns({"round": rounds}, TIMES, before=no_rounds)["round"]
    told.ratio(
        f"a community of the nation ({COMMUNITIES:,}) against one of the loop",
        whole / COMMUNITIES * 1_000, took["loop"] / LOOP * 1_000, unit="ms", goal=">= 100",
    )  # fmt: skip
    told.tell()


def _empty() -> None:
    no_rounds()
    empty_table()


def test_the_round_against_arrays_and_its_floor() -> None:
    told, rules, rounds = Told("round", {"communities": COMMUNITIES, "times": TIMES}), plain_rules(), Rounds()
    with nation(COMMUNITIES) as found, judging_only(rules):
        expected = by_numpy(columns_of(found, rules), rules)
        rounds()
        assert signature_of(rounds.one) == expected
        took = by_turns({"round": rounds, **_floor(rounds), **_frames(told, found, rules, expected)}, TIMES, before=no_rounds)
        apart = _openfisca(told, found, rules, expected)
        told.about |= {"seconds": took, "steps": rounds.steps(), "gaps": sum(each[1] for each in expected.values())}
        _tell_floor(told, took)
        _tell_peers(told, took, apart)
        _tell_judging(told, rules, expected)
    told.tell()


def _floor(rounds: Rounds) -> dict[str, Callable[[], object]]:
    """Reading, passing once, writing into the same table and into a bare one."""
    floor.make_tables()
    blocks, chosen = floor.written(rounds.one), floor.reads()
    values, least = floor.pass_columns(COMMUNITIES, len(rounds.one.rules))
    return {
        "read": lambda: floor.read_raw(chosen),
        "pass": lambda: floor.one_pass(values, least),
        "write": lambda: floor.write_raw(blocks, floor.SAME),
        "write_bare": lambda: floor.write_raw(blocks, floor.BARE),
    }


def _frames(told: Told, found: Nation, rules: Rules, expected: Signature) -> dict[str, Callable[[], object]]:
    """NumPy, and the others that are here; each has said the same before it is timed."""
    columns = columns_of(found, rules)
    works: dict[str, Callable[[], object]] = {"numpy": lambda: by_numpy(columns, rules)}
    for name, judge in FRAMES.items():
        try:
            require(name)
        except NoPeer as reason:
            told.skip(name, str(reason))
            continue
        assert judge(columns, rules) == expected
        works[name] = lambda judge=judge: judge(columns, rules)  # type: ignore[misc]  # each its own
    return works


def _openfisca(told: Told, found: Nation, rules: Rules, expected: Signature) -> dict[str, Any]:
    """Medians of its loading and calculating, as it measured them itself; nothing where it cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        write_arrays(found, rules, Path(folder))
        try:
            runs = [ask_openfisca(Path(folder)) for _ in range(TIMES)]
        except NoPeer as reason:
            told.skip("OpenFisca-core", str(reason))
            return {}
    assert {code: tuple(each) for code, each in runs[0]["signature"].items()} == expected
    made = {key: median(run[key] for run in runs) for key in ("load", "calculate", "peak")}
    told.about["openfisca"] = made
    return made


def _tell_floor(told: Told, took: dict[str, float]) -> None:
    same, bare = (took["read"] + took["pass"] + took[write] for write in ("write", "write_bare"))
    told.ratio("round against its floor (same table)", took["round"], same)
    told.ratio("round against its floor (bare table)", took["round"], bare, goal=">= 0.5")
    told.about["read"] = [f"{table}: {', '.join(columns)}" for table, columns in floor.reads()]


def _tell_peers(told: Told, took: dict[str, float], apart: dict[str, Any]) -> None:
    """The peers compute from arrays in memory and keep nothing; the round reads and stores."""
    if apart:
        told.ratio("round against OpenFisca-core with its loading", took["round"], apart["load"] + apart["calculate"], goal=">= 5")
    for name in ("polars", "duckdb", "numpy"):
        if name in took:
            told.ratio(f"round against {name} from facilities in memory", took["round"], took[name])


def _tell_judging(told: Told, rules: Rules, expected: Signature) -> None:
    """The engine alone, its facts at hand, against one pass of NumPy over as many figures."""
    codes = {rule.code for rule in rules}
    law = [rule for rule in rules_on(DAY) if rule.code in codes]
    sheet = read_facts(ALL, as_of=DAY, names={name for rule in law for name in rule.inputs()})
    assert signature_of_findings(evaluate(law, sheet.facts, DAY)) == expected
    values, least = floor.pass_columns(len(sheet), len(law))
    works = {"evaluate": lambda: evaluate(law, sheet.facts, DAY), "pass": lambda: floor.one_pass(values, least)}
    took = by_turns(works, TIMES)
    told.ratio("verdicts alone, facts at hand, against one pass of NumPy", took["evaluate"], took["pass"])


def test_a_round_by_the_whole_law() -> None:
    told, rounds = Told("whole_law", {"communities": COMMUNITIES, "times": TIMES}), Rounds()
    with nation(COMMUNITIES):
        took = by_turns({"round": rounds, **_floor_of(rounds)}, TIMES, before=no_rounds)
        told.about |= {"seconds": took, "steps": rounds.steps(), "rules": len(rounds.one.rules)}
        told.about["signature"] = signature_of(rounds.one)
    _tell_floor(told, took)
    told.tell()
    assert took["round"] > 0


def _floor_of(rounds: Rounds) -> dict[str, Callable[[], object]]:
    """The floor of what this very law stores."""
    seconds(rounds)
    return _floor(rounds)
