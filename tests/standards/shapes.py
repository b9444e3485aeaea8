"""Every shape that the kinds of test allow, shipped or not, in a pack made for it; what is said of facts near each threshold.

`python -m tests.standards.shapes` writes shapes.json anew.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from assessments.standards.change_words import change_words
from assessments.standards.columns import Facts
from assessments.standards.explain import Explanation, explain
from assessments.standards.model import Pack, Rule
from tests.standards.authoring import parameter, rule, write_pack
from tests.standards.conftest import DAY
from tests.standards.samples import random_facts

FILE = Path(__file__).with_name("shapes.json")
ROWS, SEED = 9, 7
NUMBERS = {
    "area": ("3.5", "7"), "count": ("2", "5"), "households": ("3", "9"), "persons": ("3", "9"), "ratio": ("0.3", "0.75"),
    "rate": ("1.5", "4"), "m2_per_100_households": ("30", "60"), "metre": ("300", "500"),
}  # fmt: skip
PARAMETERS = [
    *(parameter(f"{unit}_{at}", value, unit=unit) for unit, pair in NUMBERS.items() for at, value in enumerate(pair, 1)),
    parameter("month_1", "2024-10", unit="month"),
    parameter("one", "1", unit="count"),
    parameter("ratio_wide", "1.5", unit="ratio"),  # so far from 0.3 that some whole number always lies between
    parameter("maturity_1", "partial", unit="maturity"),
]
AREA, ACTIVITY = '"floor_area.service_complex"', '"activity_area.service_complex"'
NURSERY = '"count.nursery"'
HOMES, PEOPLE, NEAR = '"households"', '"population"', '"households_within.nursery.300m"'
CONDITION = 'applies_when = [{ fact = "households", at_least = "2", below = "5" }, { fact = "build_class", is = "new" }]'


def _bounds(fact: str, unit: str) -> dict[str, str]:
    head = f'kind = "bounds"\nfact = {fact}\n'
    low, high = f'at_least = "{unit}_1"\n', f'at_most = "{unit}_2"\n'
    return {f"low {unit}": head + low, f"high {unit}": head + high, f"between {unit}": head + low + high}


def _ratio(kind: str, numerator: str, denominator: str, rest: str) -> str:
    return f'kind = "{kind}"\nnumerator = {numerator}\ndenominator = {denominator}\n{rest}'


def _presence(types: str, rest: str) -> str:
    return f'kind = "presence"\ntypes = [{types}]\nat_least = {rest}'


def _tiers(fact: str, by: str, unit: str, ends: tuple[str, str]) -> str:
    below = "".join(f'[[rule.tier]]\nbelow = "{end}"\nat_least = "{unit}_{at}"\n' for at, end in enumerate(ends, 1))
    return f'kind = "tiers"\nfact = {fact}\nby = {by}\n{below}[[rule.tier]]\nat_least = "{unit}_1"'


def _several(facts: str, at_least: str) -> str:
    return f'kind = "several"\nfacts = [{facts}]\nat_least = "{at_least}"'


BODIES = {
    **_bounds(AREA, "area"),
    **_bounds(NURSERY, "count"),
    **_bounds(HOMES, "households"),
    **_bounds(PEOPLE, "persons"),
    "late": 'kind = "bounds"\nfact = "survey.pilot_end_month"\nat_most = "month_1"',
    "early": 'kind = "bounds"\nfact = "survey.pilot_end_month"\nat_least = "month_1"',
    "named rate": _ratio("rate", AREA, HOMES, 'per = 100\nat_least = "m2_per_100_households_1"'),
    "rate with a floor": _ratio("rate", AREA, HOMES, 'per = 1000\nat_least = "rate_1"\nno_less_than = "area_1"'),
    "rate of the started": _ratio("rate", NURSERY, PEOPLE, 'per = 2\nat_least = "rate_2"\neach_started = true'),
    "rate of the started by homes": _ratio("rate", AREA, HOMES, 'per = 2\nat_least = "rate_1"\neach_started = true'),
    "rate of thirds": _ratio("rate", AREA, HOMES, 'per = 1\nat_least = "rate_1"'),
    "rate of things": _ratio("rate", NURSERY, HOMES, 'per = 1\nat_least = "rate_2"'),
    "rate of people": _ratio("rate", PEOPLE, AREA, 'per = 3\nat_least = "rate_1"'),
    "rate of places": _ratio("rate", '"capacity.nursery"', '"count.kindergarten"', 'per = 1\nat_least = "rate_2"'),
    "started with a floor": _ratio(
        "rate", AREA, HOMES, 'per = 3\nat_least = "rate_2"\neach_started = true\nno_less_than = "area_2"'
    ),
    "share of an area": _ratio("share", ACTIVITY, AREA, 'at_least = "ratio_1"'),
    "share between": _ratio("share", NURSERY, '"count.kindergarten"', 'at_least = "ratio_1"\nat_most = "ratio_wide"'),
    "share of homes": _ratio("share", NEAR, HOMES, 'at_least = "ratio_2"\nrests_on = ["metre_1"]'),
    "share of a number": 'kind = "share"\nnumerator = "count.nursery"\nout_of = "count_2"\nat_least = "ratio_1"',
    "share of a number, between": (
        'kind = "share"\nnumerator = "count.nursery"\nout_of = "count_2"\nat_least = "ratio_1"\nat_most = "ratio_2"'
    ),
    "share of one": 'kind = "share"\nnumerator = "count.nursery"\nout_of = "one"\nat_least = "ratio_wide"',
    "tiers by homes": _tiers(AREA, HOMES, "area", ("3", "5")),
    "tiers by area": _tiers(NURSERY, AREA, "count", ("0.5", "1")),
    "presence of one": _presence('"nursery"', '"one"'),
    "presence of three": _presence('"nursery", "kindergarten", "elderly_station"', '"one"'),
    "presence of two, twice": _presence('"nursery", "kindergarten"', '"count_1"'),
    "presence in the block": _presence('"nursery", "kindergarten"', '"one"\npool = "block"'),
    "presence next door": _presence('"nursery"', '"one"\npool = "neighbour"\nwithin = "metre_2"'),
    "several of three": _several('"count.nursery", "count.kindergarten", "block_exists"', "count_1"),
    "one of two": _several('"count.nursery", "count.kindergarten"', "one"),
    "state": 'kind = "state"\nfact = "survey.water_supply"',
    "flag": 'kind = "flag"\nfact = "block_exists"',
    "level": 'kind = "level"\nfact = "survey.smart_property_platform"\nat_least = "maturity_1"',
    "under a condition": f'kind = "bounds"\nfact = {AREA}\nat_least = "area_1"\n{CONDITION}',
}
REPORTS = {
    "report of a share": _ratio("report", ACTIVITY, AREA, ""),
    "report of homes": _ratio("report", NEAR, HOMES, 'rests_on = ["metre_1"]'),
    "report of a figure": f'kind = "report"\nnumerator = {PEOPLE}',
    "report of an answer": 'kind = "report"\nnumerator = "build_class"',
}
INSTEAD = _presence('"nursery"', '"count_1"') + f"\n{CONDITION}\ninstead_of = "


@cache
def made_pack() -> Pack:
    """The made pack. The last two rules of it are alternatives to others."""
    codes = {name: f"S-{at:02}" for at, name in enumerate((*BODIES, *REPORTS), 1)}
    parts = [rule(codes[name], body) for name, body in BODIES.items()]
    parts += [rule(codes[name], body, level="diagnostic") for name, body in REPORTS.items()]
    parts += [rule("S-98", f'{INSTEAD}"{codes["presence of one"]}"', level="alternative")]
    parts += [rule("S-99", f'{INSTEAD}"{codes["under a condition"]}"', level="alternative")]
    with tempfile.TemporaryDirectory() as folder:
        return write_pack(Path(folder), "made", *PARAMETERS, *parts)


def told() -> dict[str, list[dict[str, Any]]]:
    """Rule code -> what is said of each community."""
    return {each.code: _of_rule(made_pack(), each) for each in made_pack().rules}


def _of_rule(pack: Pack, judged: Rule) -> list[dict[str, Any]]:
    facts = random_facts([judged, *judged.alternatives], ROWS, SEED)
    return [_of_row(explain(pack, judged, facts, row, DAY), facts, row) for row in range(ROWS)]


def _of_row(found: Explanation, facts: Facts, row: int) -> dict[str, Any]:
    columns = {name: f"{'' if column.known[row] else '≥?'}{column.value[row]}" for name, column in facts.columns.items()}
    trace = json.loads(json.dumps(found.trace))
    made: dict[str, Any] = {"facts": columns, "verdict": found.verdict.code, "reason": found.reason.code}
    for name in ("sentence", "arithmetic", "requirement", "condition", "measured", "required", "shortfall"):
        words = getattr(found, name)
        made[name] = words and [words.zh, words.en]
    made["missing"] = [f"{each.name}: {each.words.zh} / {each.words.en}" for each in found.missing]
    made["change"] = [str(words) for words in change_words(found.change).as_dict().values()] if found.change else None
    made["trace"] = {key: trace[key] for key in ("measured", "required", "shortfall", "unit", "reason")}
    return made | ({"test": trace["test"], "parameters": trace["parameters"]} if row == 0 else {})


if __name__ == "__main__":
    FILE.write_text(json.dumps(told(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
