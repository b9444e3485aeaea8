"""A practice is written, edited, and begun anew as a new version, with what is read of its community and projects.

``scope``: where ``by`` has the right to write practices.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F
from django.utils import timezone

from assessments.labels import LABELS
from communities.acts import acting_beside
from communities.journal import note_created
from communities.models import Act, Community
from communities.noted import altered
from communities.personal import looks_personal
from communities.scope import AreaScope
from communities.selectors import household_count
from pilots.models import Enrolment, Practice, PracticeAction, PracticeStep
from pilots.practices.content import WRITTEN
from pilots.practices.figures import Origin, Told, months_of, yuan_of
from pilots.practices.likeness import band_of
from pilots.practices.states import CHECKS, EDITING, Action, Check, Person, refusal
from pilots.selectors.practices import case_of, finished_projects, told_of
from pilots.services.refusing import Refused

if TYPE_CHECKING:
    from accounts.models import User

CHOSEN: Final = ("ways", "facility_types", "rules")
COPIED: Final = (
    *WRITTEN, *CHOSEN, "once_yuan", "once_from", "yearly_yuan", "months", "months_from", "rests_on",
)  # fmt: skip


def write_practice(*, by: "User | None", scope: AreaScope, enrolment: Enrolment, said: Mapping[str, Any]) -> Practice:
    """A draft. ``said``: WRITTEN, CHOSEN, ``projects`` (keys), ``once_from``, ``once_yuan``, ``yearly_yuan``, ``months_from``,
    ``months``. Raises Refused: outside the area of ``by``, a number of a person, a project that is none of the pilot's.
    """
    if not scope.covers(enrolment.path):
        raise Refused("practice_not_yours")
    with acting_beside(by=by, verb="write_practice") as act:
        one = Practice(enrolment=enrolment, path=enrolment.path, made_by=by, writers=_with(by, []))
        for name, value in _columns(enrolment, said).items():
            setattr(one, name, value)
        one.save()
        note_created(act, Practice, [one.pk])
    return one


def edit_practice(*, by: "User | None", scope: AreaScope, practice: Practice, said: Mapping[str, Any], written: int) -> None:
    """``written``: how often it had been written when it was looked at. Raises Refused, as ``write_practice`` does."""
    with acting_beside(by=by, verb="edit_practice") as act:
        one = held(practice, EDITING, Person(by.pk if by else None, writes=scope), written)
        write(act, one, **_columns(one.enrolment, said), writers=_with(by, one.writers))


def revise_practice(*, by: "User | None", scope: AreaScope, practice: Practice) -> Practice:
    """A draft of the next version with the same text; the one before stays as it is. Raises Refused."""
    with acting_beside(by=by, verb="revise_practice") as act:
        one = held(practice, CHECKS[Action.REVISE], Person(by.pk if by else None, writes=scope))
        made = Practice(
            enrolment=one.enrolment, path=one.path, version=one.version + 1, replaces=one, made_by=by,
            writers=_with(by, one.writers), **{name: getattr(one, name) for name in COPIED},
        )  # fmt: skip
        for name, value in as_it_is(one.enrolment.community, one.told).items():
            setattr(made, name, value)
        made.save()
        note_created(act, Practice, [made.pk])
        step(act, made, PracticeAction.REVISE, by)
    return made


def held(practice: Practice, checks: tuple[Check, ...], person: Person, written: int | None = None) -> Practice:
    """The row as it is now, locked. Raises Refused where it may not be done, or it has been written since it was looked at."""
    locked = Practice.objects.select_for_update(of=("self",))
    one = locked.select_related("enrolment__community__source", "enrolment__unit", "enrolment__programme").get(pk=practice.pk)
    code = refusal(case_of(one), checks, person)
    if code:
        raise Refused(code)
    if written is not None and written != one.written:
        raise Refused("practice_changed")
    return one


def write(act: Act, one: Practice, **columns: Any) -> None:
    with altered(act, one):
        Practice.objects.filter(pk=one.pk).update(written=F("written") + 1, **columns)


def step(act: Act, one: Practice, action: PracticeAction, by: "User | None", words: str = "") -> None:
    made = PracticeStep.objects.create(practice=one, action=action, words=words, by=by)
    note_created(act, PracticeStep, [made.pk])


def _with(by: "User | None", writers: list[int]) -> list[int]:
    return sorted({*writers, by.pk} if by else {*writers})


# -- what is read, and what is said


def as_it_is(community: Community, told: list[Told]) -> dict[str, Any]:
    """Size and build class of the community today, and the labels of everything that the practice rests on."""
    today = timezone.localdate()
    counted = household_count(community, as_of=today)
    households = counted.households if counted else None
    labels = LABELS[community.source.provenance] | (LABELS[counted.source.provenance] if counted else 0)
    for one in told:
        labels |= one["labels"]
    return {
        "households": households, "band": band_of(households), "build_class": community.build_class, "read_on": today,
        "labels": labels,
    }  # fmt: skip


def _columns(enrolment: Enrolment, said: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: str(said.get(name, "")).strip() for name in WRITTEN}
    no_numbers_of_persons(*texts.values())
    told = _told(enrolment, said.get("projects", ()))
    return {
        **texts, **{name: list(said.get(name, ())) for name in CHOSEN}, "rests_on": told,
        "yearly_yuan": said.get("yearly_yuan"),
        **_figure("once", "once_yuan", said, yuan_of(told) if told else None),
        **_figure("months", "months", said, months_of(told)),
        **as_it_is(enrolment.community, told),
    }  # fmt: skip


def no_numbers_of_persons(*texts: str) -> None:
    """Raises Refused where one holds something like a number of a person."""
    if any(map(looks_personal, texts)):
        raise Refused("personal_number")


def _told(enrolment: Enrolment, keys: Any) -> list[Told]:
    chosen = [one for one in finished_projects(enrolment) if one.pk in keys]
    if len(chosen) < len(set(keys)):
        raise Refused("no_such_project")
    return [told_of(one) for one in chosen]


def _figure(of: str, column: str, said: Mapping[str, Any], told: int | None) -> dict[str, Any]:
    """A figure and where it comes from. What nobody gave is not known, whatever was chosen."""
    origin = Origin(said.get(f"{of}_from") or Origin.UNKNOWN)
    if origin is Origin.PROJECTS and told is None:
        raise Refused("no_beginning_for_figure" if said.get("projects") else "no_project_for_figure")
    value = {Origin.PROJECTS: told, Origin.SAID: said.get(column), Origin.UNKNOWN: None}[origin]
    return {column: value, f"{of}_from": Origin.UNKNOWN.value if value is None else origin.value}
