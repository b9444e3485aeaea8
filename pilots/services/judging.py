"""What the rules of a round find in the communities that a project touches: as they are, and as they would be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from assessments.facts import FactSheet, read_facts
from assessments.models import Round
from assessments.selectors.cards import rules_of
from assessments.selectors.rounds import latest_round
from assessments.services.planning.placing import named_in, placed_of
from assessments.services.promising import facts_if_built
from assessments.standards.evaluate import evaluate
from assessments.standards.model import Verdict
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from facilities.models import ServedCommunity
from pilots.services.refusing import Refused

Verdicts = dict[str, dict[str, int]]
Builds = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Foreseen:
    """The gaps ([community, rule]) that what is built would close today, and the labels of the figures behind that."""

    closes: list[list[str]]
    labels: int


def round_for(community: Community) -> Round:
    """The newest that holds it. Raises Refused where it was never assessed."""
    found = latest_round(AreaScope.everywhere(), community.path)
    if found is None:
        raise Refused("never_assessed")
    return found


def ids_of(builds: Builds) -> dict[str, int]:
    """code -> key of every community that is named. Raises Refused where one is gone."""
    named = named_in(builds)
    ids = dict(Community.objects.filter(code__in=named).values_list("code", "pk"))
    if len(ids) < len(named):
        raise Refused("community_gone")
    return ids


def touched_by(community: int, builds: Builds, ids: dict[str, int]) -> list[str]:
    """The paths of all whose facts may change: those it names, and those who share a facility that it enlarges or shares."""
    facilities = {each["facility"] for each in builds if each.get("facility")}
    sharers = ServedCommunity.objects.filter(facility__code__in=facilities).values_list("community_id", flat=True)
    wanted = {*ids.values(), *sharers, community}
    return sorted(Community.objects.filter(pk__in=wanted).values_list("path", flat=True))


def judged(one: Round, paths: Sequence[str], on: date) -> Verdicts:
    """code -> rule -> verdict of the communities at these paths, as the data speaks of ``on``."""
    scope = AreaScope(tuple(paths))
    return _verdicts(one, read_facts(scope, under=EVERYWHERE, as_of=on, names=_names(one)))


def foreseen(one: Round, community: Community, builds: Builds, on: date) -> Foreseen:
    """Judged before and after, as if everything stood on that day. Nothing of it stays."""
    ids = ids_of(builds)
    scope = AreaScope(tuple(touched_by(community.pk, builds, ids)))
    now = read_facts(scope, under=EVERYWHERE, as_of=on, names=_names(one))
    then = facts_if_built(scope, placed_of(builds, ids), under=EVERYWHERE, as_of=on, names=_names(one))
    labels = reduce(or_, (int(each) for each in now.labels), 0)
    return Foreseen(_closed(_verdicts(one, now), _verdicts(one, then)), labels)


def _closed(before: Verdicts, after: Verdicts) -> list[list[str]]:
    return sorted(
        [code, rule]
        for code, rules in before.items()
        for rule, was in rules.items()
        if was == Verdict.GAP and after[code][rule] == Verdict.MET
    )


def _names(one: Round) -> set[str]:
    return {name for rule in rules_of(one) for name in rule.inputs()}


def _verdicts(one: Round, sheet: FactSheet) -> Verdicts:
    rules = rules_of(one)
    codes = [rule.code for rule in rules]
    found = evaluate(rules, sheet.facts, one.day).verdict
    return {code: dict(zip(codes, row.tolist(), strict=True)) for code, row in zip(sheet.facts.codes, found, strict=True)}
