"""A round of the nation, from stored data to stored scorecards, against its peers and its floor.

COMMUNITIES=125000 and TIMES=3 unless said; LOOP=2000 communities for the peer that cannot finish a nation. A time counts only
where the sums of verdicts and of shortfalls are the same. Both sides judge the rules of nation_rules.py; by the whole law the
round is measured in test_nation_growth.py.
"""

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import pytest

from assessments.facts import read_facts
from assessments.law import rules_on
from assessments.standards.evaluate import evaluate
from tests.bench.nation_answers import DAY
from tests.bench.nation_arrays import write_arrays
from tests.bench.nation_base import COMMUNITIES, TIMES, nation
from tests.bench.nation_data import Nation
from tests.bench.nation_floor import Floor, one_pass, pass_columns
from tests.bench.nation_frames import FRAMES, by_numpy, columns_of
from tests.bench.nation_loop import differing, empty_table, judge_by_loop, make_table
from tests.bench.nation_peers import NoPeer, ask_openfisca, require
from tests.bench.nation_rounds import ALL, Rounds, no_rounds
from tests.bench.nation_rules import PlainRule, Signature, judging_only, plain_rules, signature_of, signature_of_findings
from tests.bench.nation_table import Told, by_turns

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
LOOP: Final = int(os.environ.get("LOOP", "2000"))
Rules = tuple[PlainRule, ...]


def test_the_round_against_its_peers() -> None:
    rules = plain_rules()
    told = Told("round", {"communities": COMMUNITIES, "times": TIMES, "rules": [rule.code for rule in rules]})
    with judging_only(rules):
        with nation(LOOP):
            each = _against_a_loop(told, rules)
        with nation(COMMUNITIES) as found:
            expected = by_numpy(columns_of(found, rules), rules)
            whole = _against_arrays(told, found, rules, expected)
            _judging(told, rules, expected)
    a_nation_one, what = whole / COMMUNITIES * 1_000, f"a community of {COMMUNITIES:,} against one of the loop's {LOOP:,}"
    told.ratio(what, a_nation_one, each / LOOP * 1_000, unit="ms", goal=">= 100")
    told.tell()


def _against_a_loop(told: Told, rules: Rules) -> float:
    """Seconds of the loop. Every figure of every community must be the same."""
    rounds = Rounds()
    make_table()
    works: dict[str, Callable[[], object]] = {"round": rounds, "loop": lambda: judge_by_loop(rules)}
    took = by_turns(works, TIMES, before={"round": no_rounds, "loop": empty_table})
    assert differing(rounds.one.pk) == 0
    told.ratio(f"round, {LOOP:,} communities, against a Django loop", took["round"], took["loop"])
    return took["loop"]


def _against_arrays(told: Told, found: Nation, rules: Rules, expected: Signature) -> float:
    """Seconds of the round."""
    rounds = Rounds()
    floor = Floor(rounds, COMMUNITIES)
    works: dict[str, Callable[[], object]] = {"round": rounds, **floor.works(), **_frames(told, found, rules, expected)}
    took = by_turns(works, TIMES, before={"round": no_rounds, "read": floor.ready})
    assert signature_of(rounds.one) == expected
    floor.tell(told, took)
    told.about |= {"seconds": took, "steps": rounds.steps(), "gaps": sum(each[1] for each in expected.values())}
    _tell_peers(told, took, _openfisca(told, found, rules, expected))
    return took["round"]


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
        works[name] = partial(judge, columns, rules)
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


def _tell_peers(told: Told, took: dict[str, float], apart: dict[str, Any]) -> None:
    """The peers compute from arrays in memory and keep nothing; the round reads and stores.

    So each stands here twice: as it is, and with the rows it needs copied out of the database, which it would have to read too
    (the bytes only: making arrays of them is given to it).
    """
    if apart:
        took["OpenFisca-core, its loading included,"] = apart["load"] + apart["calculate"]
    for name in ("OpenFisca-core, its loading included,", "polars", "duckdb", "numpy"):
        if name in took:
            told.ratio(f"round against {name} from arrays", took["round"], took[name])
            goal = ">= 5" if name.startswith("OpenFisca") else ""
            told.ratio(f"round against {name} from rows", took["round"], took[name] + took["rows"], goal=goal)


def _judging(told: Told, rules: Rules, expected: Signature) -> None:
    """The engine alone, its facts at hand, against one pass of NumPy over as many figures."""
    codes = {rule.code for rule in rules}
    law = [rule for rule in rules_on(DAY) if rule.code in codes]
    sheet = read_facts(ALL, as_of=DAY, names={name for rule in law for name in rule.inputs()})
    assert signature_of_findings(evaluate(law, sheet.facts, DAY)) == expected
    figures = pass_columns(len(sheet), len(law))
    took = by_turns({"evaluate": lambda: evaluate(law, sheet.facts, DAY), "pass": lambda: one_pass(*figures)}, TIMES)
    told.ratio("verdicts alone, facts at hand, against one pass of NumPy", took["evaluate"], took["pass"])
