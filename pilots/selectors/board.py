"""Where the pilots of a place stand: part by part, province to city to district to pilot."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from assessments.models import Round
from communities.models import Division
from communities.scope import EVERYWHERE, AreaScope
from communities.selectors import within
from pilots.models import Enrolment, KeyProject, Programme, Return, WorkPlan
from pilots.programmes.parts import part_of
from pilots.selectors.due import overdue_dates
from pilots.selectors.near_rounds import newest_cards
from pilots.selectors.programmes import LIVE, enrolments
from pilots.selectors.returns import returns


@dataclass
class BoardLine:
    """A part of the place, or one pilot. ``gaps`` and ``unknown``: of the ``judged`` pilots, that the newest round holds;
    ``plans``: how many work plans stand where ("": none has been begun), ``projects``: how many key projects, ``moved``: what
    became of gaps, ``late``: what was due and is still to be done.
    """

    division: Division | None
    pilot: Enrolment | None
    pilots: int = 0
    gaps: int = 0
    unknown: int = 0
    judged: int = 0
    labels: int = 0
    plans: Counter[str] = field(default_factory=Counter)
    projects: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    late: int = 0


@dataclass(frozen=True)
class Board:
    """``round``: the newest that speaks for the place, None where there is none. ``newest``: the newest return of the place."""

    lines: list[BoardLine]
    round: Round | None
    newest: Return | None


def board(scope: AreaScope, programme: Programme, place: Division | None) -> Board:
    """The pilots of ``place`` (None: of the whole country) that lie in the scope."""
    path, code = (place.path, place.code) if place else (EVERYWHERE, "")
    live = list(enrolments(scope, programme).filter(state=LIVE, path__startswith=path))
    lines = _lines(live, code)
    found = _count_cards(scope, path, lines)
    _count_work(scope, lines)
    newest = returns(scope).filter(programme=programme, path=path).first()
    _count_moves(newest, lines)
    return Board(list({id(line): line for line in lines.values()}.values()), found, newest)


Lines = dict[Enrolment, BoardLine]
"""Each pilot with the line on which it is counted: that of its part, or one of its own."""


def _lines(live: list[Enrolment], code: str) -> Lines:
    parts = {one: part_of(code, one.path) for one in live}
    named = {each.code: BoardLine(each, None) for each in Division.objects.filter(code__in=set(parts.values()) - {code})}
    lines = {one: named.get(parts[one]) or BoardLine(None, one) for one in live}
    for line in lines.values():
        line.pilots += 1
    return lines


def _count_cards(scope: AreaScope, path: str, lines: Lines) -> Round | None:
    found, cards = newest_cards(scope, path, [one.community for one in lines])
    for one, line in lines.items():
        card = cards.get(one.community_id)
        if card:
            line.judged, line.labels = line.judged + 1, line.labels | card.labels
            line.gaps, line.unknown = line.gaps + card.gaps, line.unknown + card.unknown
    return found


def _count_work(scope: AreaScope, lines: Lines) -> None:
    """Work plans by the state of the newest revision, or approved where one is in force; projects by theirs."""
    by_key = {one.pk: line for one, line in lines.items()}
    states: dict[int, list[str]] = defaultdict(list)
    plans = within(WorkPlan.objects.filter(enrolment__in=by_key), scope, path="enrolment__path").order_by("revision")
    for key, state in plans.values_list("enrolment", "state"):
        states[key].append(state)
    for key, line in by_key.items():
        line.plans[_plan_state(states[key])] += 1
    projects = within(KeyProject.objects.filter(enrolment__in=by_key), scope).order_by()
    for key, state in projects.values_list("enrolment", "state"):
        by_key[key].projects[state] += 1
    overdue = overdue_dates(scope, timezone.localdate()).filter(enrolment__in=by_key)
    for key in overdue.values_list("enrolment_id", flat=True):
        by_key[key].late += 1


def _plan_state(states: list[str]) -> str:
    return "approved" if "approved" in states else states[-1] if states else ""


def _count_moves(newest: Return | None, lines: Lines) -> None:
    """Gaps that were closed since the baseline, that are left, and that have come, as the return says."""
    by_code = {one.code: line for one, line in lines.items()}
    for told in newest.drawn["pilots"] if newest else ():
        line = by_code.get(told["code"])
        if line:
            come = len(told["appeared"]) + len(told["found"])
            line.moved.update({"closed": len(told["closed"]), "left": len(told["left"]), "come": come})
