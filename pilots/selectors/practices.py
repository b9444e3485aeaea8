"""Practices: the library that everybody reads, and what is written and waits in a place."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from communities.divisions import Level
from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import division_named, within
from pilots.models import Enrolment, KeyProject, Practice, PracticeState, PracticeStep, ProjectState
from pilots.practices.content import lacking
from pilots.practices.figures import Told, rules_closed, types_built
from pilots.practices.states import Case, State
from pilots.projects.money import total

_WITH: Final = ("enrolment__community", "enrolment__programme", "enrolment__unit")
_WITHOUT: Final = ("enrolment__community__boundary", "enrolment__unit__boundary")
CHAIN: Final = 100
"""More versions than any practice will have."""


def _all() -> QuerySet[Practice]:
    return Practice.objects.select_related(*_WITH).defer(*_WITHOUT)


def library() -> QuerySet[Practice]:
    """What is published. It takes no scope: whoever may read the library reads all of it."""
    return _all().filter(state=PracticeState.PUBLISHED)


def practices(scope: AreaScope) -> QuerySet[Practice]:
    """Every version, of whatever state, of the pilots in the scope; the newest first."""
    return within(_all(), scope).order_by("-pk")


def practice(scope: AreaScope, key: int) -> Practice | None:
    """One of the scope, or a published one of anywhere."""
    there = within(Practice.objects.all(), scope).values("pk")
    found = _all().select_related("made_by", "replaces", "newer")
    return found.filter(Q(state=PracticeState.PUBLISHED) | Q(pk__in=there), pk=key).first()


def published_since(key: int) -> Practice | None:
    """The published version that took the place of a superseded one, however many lie between; None where there is none."""
    found = Practice.objects.filter(pk=key, state=PracticeState.SUPERSEDED).first()
    for _ in range(CHAIN):
        if found is None or found.state == PracticeState.PUBLISHED:
            return found
        found = Practice.objects.filter(replaces=found).exclude(state=PracticeState.WITHDRAWN).first()
    return None


def steps_of(scope: AreaScope, one: Practice) -> list[PracticeStep]:
    """Of this version and those before it, as far as they lie in the scope, in the order in which they were taken."""
    keys = _versions_before(one)
    found = PracticeStep.objects.filter(practice__in=keys).select_related("by", "practice").order_by("pk")
    return list(within(found, scope, path="practice__path"))


def _versions_before(one: Practice) -> list[int]:
    keys, at = [one.pk], one.replaces_id
    while at and len(keys) < CHAIN:
        keys.append(at)
        at = Practice.objects.values_list("replaces_id", flat=True).get(pk=at)
    return keys


def waiting(scope: AreaScope) -> QuerySet[Practice]:
    """Handed in by pilots of units within the scope; the oldest first."""
    return within(_all(), scope, path="enrolment__unit__path").filter(state=PracticeState.HANDED_IN).order_by("pk")


def returned_to(scope: AreaScope, key: int) -> QuerySet[Practice]:
    """Returned ones that this person wrote."""
    return practices(scope).filter(state=PracticeState.RETURNED, writers__contains=[key])


def case_of(one: Practice, *, has_newer: bool | None = None) -> Case:
    """``has_newer`` None: it is asked for."""
    newer = Practice.objects.filter(replaces=one).exists() if has_newer is None else has_newer
    return Case(
        State(one.state), one.path, one.enrolment.unit.path, frozenset(one.writers), is_whole=not lacking(one.content),
        has_newer=newer,
    )  # fmt: skip


# -- what it may rest on


def finished_projects(of: Enrolment) -> list[KeyProject]:
    """Of a pilot, in the order in which they ended."""
    found = KeyProject.objects.filter(enrolment=of, state=ProjectState.FINISHED).prefetch_related("funding")
    return list(found.order_by("ended_on", "pk"))


def told_of(one: KeyProject) -> Told:
    outcome, spent = one.outcome or {}, total(each.spent for each in one.funding.all())
    return {
        "key": one.pk, "way": one.way, "yuan": spent.known if spent.is_whole else one.yuan, "is_spent": spent.is_whole,
        "begun_on": _day(one.begun_on), "ended_on": _day(one.ended_on),
        "types": types_built(outcome.get("builds", one.builds)), "rules": rules_closed(outcome.get("closed", [])),
        "labels": one.labels,
    }  # fmt: skip


def _day(day: object) -> str:
    return str(day or "")


# -- where

_NAMED: Final = (Level.PROVINCE, Level.CITY, Level.DISTRICT)
"""The levels whose names are published with a practice."""


def places_of(found: Iterable[Practice]) -> dict[str, list[Division]]:
    """Path of a community -> its province, city and district."""
    paths = {one.path for one in found}
    named = _named_above(paths)
    return {path: [one for one in named if path.startswith(one.path)] for path in paths}


def places_in_library() -> list[Division]:
    """Provinces, cities and districts in which something is published."""
    return _named_above(library().order_by().values_list("path", flat=True).distinct())


def _named_above(paths: Iterable[str]) -> list[Division]:
    above = {part for path in paths for part in _way_down(path)}
    return list(Division.objects.filter(path__in=above, is_pseudo=False, level__in=_NAMED).order_by("path"))


def _way_down(path: str) -> list[str]:
    parts = [part for part in path.split("/") if part]
    return ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]


def place_in_library(scope: AreaScope, code: str) -> Division | None:
    """A division that the reader may know: one of the scope, or one in which something is published."""
    found = division_named(AreaScope.everywhere(), code)
    if found is None or scope.touches(found.path):
        return found
    return found if library().filter(path__startswith=found.path).exists() else None
