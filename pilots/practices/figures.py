"""What finished key projects say of a practice: ways, types, rules closed, cost and time. A figure that comes from them carries
its arithmetic; nobody types it. Pure.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypedDict

from communities.words import Lang, Words, both
from facilities.catalogue import FACILITY_TYPES
from pilots.practices.content import WAYS


class Origin(StrEnum):
    """Where a figure comes from."""

    UNKNOWN = "unknown"
    SAID = "said"
    PROJECTS = "projects"


ORIGIN_WORDS: Final = {
    Origin.UNKNOWN: Words("未知", "not known"),
    Origin.SAID: Words("试点填报", "as the pilot says"),
    Origin.PROJECTS: Words("取自重点项目", "from its key projects"),
}


class Told(TypedDict):
    """A finished project as a practice keeps it. ``yuan``: what was spent where every source says it (``is_spent``), else what
    it was to cost. Days in ISO format, ``begun_on`` empty: not known; ``rules``: those whose gaps it closed.
    """

    key: int
    way: str
    yuan: int
    is_spent: bool
    begun_on: str
    ended_on: str
    types: list[str]
    rules: list[str]
    labels: int


def types_built(builds: Iterable[dict[str, Any]]) -> list[str]:
    """The facility types among what was built; works and answers are none."""
    return _once(build["thing"] for build in builds if build["thing"] in FACILITY_TYPES)


def rules_closed(closed: Iterable[Sequence[str]]) -> list[str]:
    """Of pairs [community, rule]."""
    return sorted({rule for _community, rule in closed})


def ways_of(told: Iterable[Told]) -> list[str]:
    return _once(one["way"] for one in told if one["way"] in WAYS)


def types_of(told: Iterable[Told]) -> list[str]:
    return _once(found for one in told for found in one["types"])


def rules_of(told: Iterable[Told]) -> list[str]:
    return _once(rule for one in told for rule in one["rules"])


def _once(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))


def yuan_of(told: Iterable[Told]) -> int:
    return sum(one["yuan"] for one in told)


def yuan_words(told: Sequence[Told]) -> Words:
    """The sum as it is reckoned."""
    return both(lambda lang: _sum(told, lang))


_SPENT: Final = Words("{yuan:,} 元（实际支出）", "{yuan:,} yuan spent")
_PLANNED: Final = Words("{yuan:,} 元（计划造价）", "{yuan:,} yuan planned")


def _sum(told: Sequence[Told], lang: Lang) -> str:
    parts = " + ".join((_SPENT if one["is_spent"] else _PLANNED).of(lang).format(yuan=one["yuan"]) for one in told)
    return f"{parts} = {yuan_of(told):,}" if len(told) > 1 else parts


def months_of(told: Iterable[Told]) -> int | None:
    """From the day on which the first began to that on which the last ended; None where there is none, or where it is not known
    when one of them began: it may have been the first.
    """
    days = [(one["begun_on"], one["ended_on"]) for one in told]
    if not days or not all(begun for begun, _ in days):
        return None
    return months_between(date.fromisoformat(min(begun for begun, _ in days)), date.fromisoformat(max(end for _, end in days)))


def months_between(begun: date, ended: date) -> int:
    """Months that were begun: 1 March to 15 May are three."""
    whole = (ended.year - begun.year) * 12 + ended.month - begun.month
    return whole + (1 if ended.day >= begun.day else 0)


def months_words(told: Sequence[Told]) -> Words:
    begun, ended = min(one["begun_on"] for one in told), max(one["ended_on"] for one in told)
    return Words(f"{begun} 开工，{ended} 完工，不足一个月按一个月计", f"{begun} to {ended}, months begun count as whole")


NO_BEGINNING: Final = Words("开工日期未登记，工期无法推算", "the day it began is not on record, so the time cannot be reckoned")
ARITHMETIC: Final[dict[str, Callable[[Sequence[Told]], Words]]] = {"once_yuan": yuan_words, "months": months_words}
"""Figure -> how it is reckoned from the projects."""
