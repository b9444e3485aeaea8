"""Why no plan is possible, in sentences with the names of places, rules and premises."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.law import rule_named
from assessments.models import RemedyPlan
from assessments.remedies.plan_words import WORTH_UNITS, impossible_words
from assessments.remedies.wishes import Objective
from assessments.templatetags.components import yuan
from assessments.views.language import listed, name_of, number, spoken
from assessments.views.plans.words import asked
from communities.divisions import full_code
from communities.scope import AreaScope
from communities.selectors import communities, divisions
from facilities.selectors import facilities, premises

Told = dict[str, Any]


def reasons_of(scope: AreaScope, plan: RemedyPlan) -> list[str]:
    """Of a plan that was refused; empty of any other."""
    told: list[Told] = plan.trouble_about.get("reasons", [])
    if not told:
        return []
    names = _names(scope, plan, told)
    return [spoken(impossible_words(each["kind"], _SAID[each["kind"]](names, each))) for each in told]


@dataclass(frozen=True)
class _Names:
    """What codes are called, for who reads; a code stays where nothing in the scope is called so."""

    places: dict[str, str]
    objective: Objective

    def gap(self, gap: list[str]) -> str:
        code, rule = gap
        return _("%(place)s (%(code)s): %(rule)s") % {
            "place": self.places.get(code, code), "code": code, "rule": f"{spoken(rule_named(rule).name)} {rule}",
        }  # fmt: skip

    def resource(self, resource: list[str]) -> str:
        code = resource[-1]
        return f"{self.places[code]} ({code})" if code in self.places else code

    def district(self, code: str) -> str:
        return f"{self.places[code]} ({code})" if code in self.places else code

    def worth(self, amount: int) -> str:
        return f"{number(amount)} {spoken(WORTH_UNITS[self.objective])}"

    def years(self, yuan_by_year: list[list[int]]) -> str:
        return listed([f"{year}: {yuan(amount)}" for year, amount in yuan_by_year])

    def districts(self, worth: list[list[Any]]) -> str:
        return listed([f"{self.district(code)}: {self.worth(amount)}" for code, amount in worth])


_SAID: dict[str, Callable[[_Names, Told], Told]] = {
    "NotReady": lambda _names, why: why,
    "NobodyCloses": lambda names, why: {"gap": names.gap(why["gap"])},
    "Clash": lambda names, why: {"resource": names.resource(why["resource"])},
    "MustsApart": lambda names, why: {"gaps": listed([names.gap(each) for each in why["gaps"]])},
    "MustsTooDear": lambda names, why: {"over": names.years(why["over"])},
    "FloorOutOfReach": lambda names, why: {
        "group": names.district(why["group"]), "least": names.worth(why["least"]), "most": names.worth(why["most"]),
    },
    "FloorsApart": lambda names, why: {"short": names.districts(why["short"])},
    "FloorsTooDear": lambda names, why: {"more": names.years(why["more"])},
}  # fmt: skip


def _names(scope: AreaScope, plan: RemedyPlan, told: Iterable[Told]) -> _Names:
    codes = {code for each in told for code in _codes(each)}
    found: dict[str, str] = {each.code: name_of(each) for each in communities(scope).filter(code__in=codes)}
    named = {full_code(code): code for code in codes if len(code) in (2, 4, 6, 9)}  # a district is kept by its first digits
    found |= {named[each.code]: name_of(each) for each in divisions(scope).filter(code__in=named)}
    for rows in (premises(scope), facilities(scope)):
        found |= dict(rows.filter(code__in=codes).values_list("code", "name"))
    return _Names(found, asked(plan).objective)


def _codes(why: Told) -> Iterable[str]:
    yield from (code for code, _rule in [*([why["gap"]] if "gap" in why else []), *why.get("gaps", [])])
    yield from ([why["group"]] if "group" in why else [])
    yield from (code for code, _worth in why.get("short", []))
    yield from why.get("resource", [])[1:]
