"""A project begins, is given up, or is finished: then what it has built goes into the register, and its communities are judged
before and after, by the rules of the project's round: that from which its plan started, or the newest when it was entered.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F

from assessments.labels import LABELS
from assessments.services.planning.placing import placed_of
from assessments.services.promising import Rows, write_placed
from communities.acts import acting
from communities.models import Provenance, Source
from communities.noted import altered, altering
from communities.services import record_source
from pilots.models import KeyProject, ProjectState
from pilots.services.judging import ids_of, judged, touched_by
from pilots.services.refusing import Refused
from pilots.services.touching import open_one, touched

if TYPE_CHECKING:
    from accounts.models import User


def begin_project(*, by: "User | None", project: KeyProject, on: date, owner: str = "") -> None:
    """Raises Refused for one that has begun or ended."""
    with altering(project, by=by, verb="begin_project"):
        begun = KeyProject.objects.filter(pk=project.pk, state=ProjectState.PLANNED)
        if not begun.update(state=ProjectState.UNDER_WAY, begun_on=on, owner=owner or F("owner"), **touched()):
            raise Refused("project_not_planned")


def drop_project(*, by: "User | None", project: KeyProject, on: date) -> None:
    """It is given up; it stays in the library. Raises Refused for one that has ended, or begun after that day."""
    with altering(project, by=by, verb="drop_project"):
        _not_before_it_began(project, on)
        left = KeyProject.objects.filter(pk=project.pk, state__in=(ProjectState.PLANNED, ProjectState.UNDER_WAY))
        if not left.update(state=ProjectState.DROPPED, ended_on=on, **touched()):
            raise Refused("project_ended")


def finish_project(
    *, by: "User | None", project: KeyProject, on: date, builds: Sequence[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """Write down what was built (``builds`` as it came out, None: as planned), opened on that day, and say what has changed.

    One act: the rows of the register, and the project with its outcome, which is returned. Raises Refused for a project that
    has ended or begun after that day, for another list of things than was planned, and where a community that it names is gone.
    When one began that nobody began on record is not known, and stays so.
    """
    with acting(by=by, verb="finish_project") as act, altered(act, project):
        one = open_one(project)
        done = one.builds if builds is None else list(builds)
        if [_what(each) for each in done] != [_what(each) for each in one.builds]:
            raise Refused("other_builds")
        _not_before_it_began(one, on)
        outcome = _finished(one, on, done)
        KeyProject.objects.filter(pk=one.pk).update(state=ProjectState.FINISHED, ended_on=on, outcome=outcome, **touched())
    return outcome


def _not_before_it_began(project: KeyProject, on: date) -> None:
    begun = KeyProject.objects.values_list("begun_on", flat=True).get(pk=project.pk)
    if begun and on < begun:
        raise Refused("before_it_began")


def _what(build: dict[str, Any]) -> tuple[Any, ...]:
    """What a thing is, whatever its size came out to be."""
    return build["community"], build["kind"], build["thing"], build.get("facility"), sorted(build["serves"])


def _finished(one: KeyProject, on: date, builds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    ids = ids_of(builds)
    paths = touched_by(one.community_id, builds, ids)
    before = judged(one.round, paths, on)
    rows = Rows(_source(one), f"KP{one.pk}-{{}}", one.name, on)
    codes = write_placed(placed_of(builds, ids), on, rows)
    after = judged(one.round, paths, on)
    changed = {code: _changes(before[code], after.get(code, {})) for code in before}
    closed = [[code, rule] for code, rules in changed.items() for rule, (_, now) in rules.items() if now == 1]
    return {
        "as_of": on.isoformat(),
        "builds": list(builds),
        "facilities": codes,
        "changed": {code: rules for code, rules in changed.items() if rules},
        "closed": sorted(closed),
        "missed": sorted(gap for gap in one.closes if gap not in closed),
    }


def _changes(before: dict[str, int], after: dict[str, int]) -> dict[str, list[int | None]]:
    return {rule: [was, after.get(rule)] for rule, was in before.items() if after.get(rule) != was}


def _source(one: KeyProject) -> Source:
    """Figures that rest on invented ones are labelled as they are."""
    flagged = [label for label in (Provenance.SYNTHETIC, Provenance.SAMPLE) if one.labels & LABELS[label]]
    return record_source(by=None, name=f"key project {one.pk}", provenance=flagged[0] if flagged else Provenance.RECORDED)
