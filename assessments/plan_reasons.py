"""Why a plan has no result, in words: the trouble with its numbers, and each reason why no plan is possible. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from assessments.law import rule_named
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import filled, impossible_words
from assessments.troubles import TROUBLES, Trouble
from communities.words import Words, both

_RESOURCES: Final = {"premises": Words("空间 {code}", "premises {code}"), "extend": Words("设施 {code}", "facility {code}"),
              "share": Words("共享设施 {code}", "shared facility {code}")}  # fmt: skip
_YEAR = Words("{year} 年 {yuan} 元", "{yuan} yuan in {year}")
_DISTRICT = Words("{group} 差 {worth}", "{group} by {worth}")


def trouble_in_words(code: str, about: Mapping[str, Any]) -> Trouble | None:
    """Of a plan or of a wish: its sentence with the numbers that are kept with it. None for a code that is none."""
    found = TROUBLES.get(code)
    return found and Trouble(filled(found.sentence.as_dict(), about), filled(found.remedy.as_dict(), about))


def reasons_in_words(about: Mapping[str, Any]) -> list[Words]:
    """Of ``trouble_about``, as services/planning/refusing.py keeps it."""
    return [_said(reason) for reason in about.get("reasons", ())]


def _said(reason: Mapping[str, Any]) -> Words:
    spoken = {name: _SPEAKERS[name](value) if name in _SPEAKERS else value for name, value in reason.items() if name != "kind"}
    return impossible_words(reason["kind"], spoken)


def _gap(pair: Sequence[str]) -> Words:
    code, rule = pair
    return both(lambda lang: f"{code} {rule} {rule_named(rule).name.of(lang)}")


def _measure(measure: Mapping[str, str]) -> Words:
    return both(lambda lang: f"{measure['code']} {BY_CODE[measure['way']].name.of(lang)}")


def _resource(named: Sequence[str]) -> Words:
    kind, code = named
    return _RESOURCES[kind].filled(code=code)


def _years(pairs: Sequence[tuple[int, int]]) -> Words:
    return _listed([_YEAR.filled(year=year, yuan=f"{yuan:,}") for year, yuan in pairs])


def _districts(pairs: Sequence[tuple[str, int]]) -> Words:
    return _listed([_DISTRICT.filled(group=group, worth=f"{worth:,}") for group, worth in pairs])


def _listed(said: Sequence[Words]) -> Words:
    return Words("、".join(each.zh for each in said), ", ".join(each.en for each in said))


_SPEAKERS: Final[Mapping[str, Callable[[Any], Words]]] = {
    "gap": _gap, "gaps": lambda pairs: _listed([_gap(each) for each in pairs]),
    "measure": _measure, "measures": lambda pairs: _listed([_measure(each) for each in pairs]),
    "resource": _resource, "over": _years, "more": _years, "short": _districts,
}  # fmt: skip
