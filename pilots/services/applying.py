"""A plan becomes work: its lines go into the project library, or on to a pilot."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from assessments.models import PlannedRemedy, RemedyPlan, RoundState
from assessments.remedies.build_words import thing_words
from assessments.remedies.catalogue import BY_CODE
from communities.noted import adding
from pilots.models import KeyProject
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User


def apply_plan(*, by: "User | None", plan: RemedyPlan, lines: Collection[int] | None = None) -> list[KeyProject]:
    """Projects of the ``lines`` (positions; None: of all) that are none yet; those that are stay as they are.

    Raises Refused for a plan that is not finished, or has no such line.
    """
    if plan.state != RoundState.FINISHED:
        raise Refused("plan_unfinished")
    with adding(by=by, verb="apply_plan") as added:
        RemedyPlan.objects.select_for_update().get(pk=plan.pk)  # two at once make each project once
        there = set(KeyProject.objects.filter(plan=plan).values_list("line", flat=True))
        found = list(_wanted(plan, lines))
        made = [_project(by, one) for one in found if one.position not in there]
        for each in made:
            each.save()
            added.append(each)
    return made


def _wanted(plan: RemedyPlan, lines: Collection[int] | None) -> list[PlannedRemedy]:
    found = PlannedRemedy.objects.filter(plan=plan).select_related("community").order_by("position")
    chosen = [one for one in found if lines is None or one.position in lines]
    if lines is not None and len(chosen) < len(set(lines)):
        raise Refused("no_such_line")
    return chosen


_LONGEST_NAME: Final = 200


def project_name(one: PlannedRemedy) -> str:
    """Where, by which way, what: ``麓溪社区 租赁：老年服务站等 2 项``."""
    things = list(dict.fromkeys(thing_words(build["thing"]).zh for build in one.builds))
    more = f"等 {len(one.builds)} 项" if len(one.builds) > 1 else ""
    what = f"：{things[0]}{more}" if things else ""
    return f"{one.community.name} {BY_CODE[one.way].name.zh}{what}"[:_LONGEST_NAME]


def _project(by: "User | None", one: PlannedRemedy) -> KeyProject:
    return KeyProject(
        name=project_name(one), plan=one.plan, line=one.position, round_id=one.plan.round_id,
        community=one.community,
        code=one.code, path=one.path, way=one.way, year=one.year, yuan=sum(one.outlay), builds=one.builds, closes=one.closes,
        labels=one.labels, made_by=by,
    )  # fmt: skip
