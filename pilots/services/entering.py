"""A project is entered by hand for a pilot, or what is said of one is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from communities.noted import adding, altering
from pilots.models import Enrolment, KeyProject
from pilots.services.judging import foreseen, round_for
from pilots.services.refusing import Refused
from pilots.services.touching import open_one, touched

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class Content:
    """What a project is. ``builds`` as in KeyProject: one thing at least; ``yuan``: what it is estimated to cost."""

    name: str
    way: str
    year: int
    yuan: int
    builds: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Care:
    """Who looks after it and how: of every project, wherever it comes from."""

    owner: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    combined_with: Sequence[str] = field(default=())
    combined_note: str = ""
    risk: str = ""
    risk_note: str = ""


def enter_project(*, by: "User | None", enrolment: Enrolment, content: Content, care: Care) -> KeyProject:
    """By the rules of the newest round that holds the community it is said which gaps it is to close.

    Raises Refused for a pilot that has left, for nothing that is built, and where the community was never assessed.
    """
    if not enrolment.takes_part:
        raise Refused("pilot_has_left")
    community = enrolment.community
    one = KeyProject(
        enrolment=enrolment, community=community, code=community.code, path=community.path, round=round_for(community),
        made_by=by, **_content(content), **_care(care),
    )  # fmt: skip
    _foresee(one)
    with adding(by=by, verb="enter_project") as added:
        one.save()
        added.append(one)
    return one


def edit_project(*, by: "User | None", project: KeyProject, version: int, care: Care, content: Content | None = None) -> None:
    """``version``: of the row that was read. Without ``content`` what it builds stays as it is.

    Raises Refused for a project that has ended, that was written meanwhile, or whose content is that of a plan.
    """
    if content and not project.is_by_hand:
        raise Refused("comes_from_a_plan")
    said: dict[str, Any] = {**(_content(content) if content else {}), **_care(care)}
    if content and list(content.builds) != project.builds:
        said |= _foreseen_of(project, content)
    with altering(project, by=by, verb="edit_project"):
        one = open_one(project, version=version)
        KeyProject.objects.filter(pk=one.pk).update(**said, **touched())


def _foreseen_of(project: KeyProject, content: Content) -> Mapping[str, Any]:
    project.builds = list(content.builds)
    _foresee(project)
    return {"closes": project.closes, "labels": project.labels}


def _foresee(one: KeyProject) -> None:
    """Which gaps it closes. Outside of the act: what is tried out is rolled back."""
    found = foreseen(one.round, one.community, one.builds, timezone.localdate())
    one.closes, one.labels = found.closes, one.labels | found.labels


def _content(content: Content) -> dict[str, Any]:
    if not content.builds:
        raise Refused("nothing_built")
    return {**asdict(content), "builds": list(content.builds)}


def _care(care: Care) -> dict[str, Any]:
    if care.starts_on and care.due_on and care.due_on < care.starts_on:
        raise Refused("due_before_it_starts")
    return {**asdict(care), "combined_with": list(care.combined_with)}
