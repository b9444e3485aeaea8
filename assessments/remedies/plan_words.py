"""Why a plan took a measure, left a gap, or could not be made: sentences from the numbers that are kept with it. Pure."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.wishes import Objective
from communities.words import Lang, Words, both

WORTH_UNITS: Final = {
    Objective.HOUSEHOLDS: Words("户·项", "household-gaps"),
    Objective.LEVELS: Words("分", "points"),
    Objective.WORST_FIRST: Words("分", "points"),
    Objective.OLD_AND_YOUNG: Words("分", "points"),
}
FILE: Final = Path(__file__).with_name("plan_words.toml")


@cache
def plan_words() -> dict[str, Any]:
    """plan_words.toml: ``chosen``, ``free``, ``left``, ``reason``, ``impossible``, ``trouble``."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def chosen_words(account: Mapping[str, Any], gaps: int, objective: Objective) -> Words:
    """Of one line: ``account`` as kept with it, ``gaps`` that it closes."""
    words, unit = plan_words()["chosen" if account["yuan"] else "free"], WORTH_UNITS[objective]
    return filled(words, {**account, "gaps": gaps, "s": "" if gaps == 1 else "s", "unit": unit})


def left_words(why: str, about: Mapping[str, Any]) -> Words:
    """Of a gap that is left open; nothing of one that is left for no reason that is known."""
    words = plan_words()["left"].get(why)
    way = BY_CODE[about["way"]].name if about.get("way") else ""
    return filled(words, {**about, "way": way}) if words else Words("", "")


@cache
def reason_words() -> dict[str, Words]:
    """Of every reason why a gap is left, in a few words; the empty code is a reason that nobody knows."""
    named = {code: Words(*words) for code, words in plan_words()["reason"].items()}
    return {**named, "": named["unknown"]}


def instead_words(instead: Mapping[str, Any]) -> Words:
    """The next best of a line; nothing where nothing else would close any of its gaps."""
    if not instead:
        return plan_words_of("no_instead")
    return filled(plan_words()["instead"], {**instead, "way": BY_CODE[instead["way"]].name})


def plan_words_of(name: str) -> Words:
    """A sentence without numbers."""
    return filled(plan_words()[name], {})


def impossible_words(kind: str, about: Mapping[str, Any]) -> Words:
    """Of one reason why there is no plan; the caller has put names in place of positions."""
    return filled(plan_words()["impossible"][kind], about)


def filled(words: Mapping[str, str], about: Mapping[str, Any]) -> Words:
    """The sentence with its numbers; a year is no amount, and has no commas."""
    said = {**about, **({"year": str(about["year"])} if "year" in about else {})}
    return both(lambda lang: words[lang].format(**{name: _said(value, lang) for name, value in said.items()}))


def _said(value: Any, lang: Lang) -> str:
    if isinstance(value, Words):
        return value.of(lang)
    return f"{value:,}" if isinstance(value, int | float) else str(value)
