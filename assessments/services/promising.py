"""What the facts would be if measures were carried out: their rows are written, the facts read, and the writing is rolled back.

So what a plan promises is judged from the same tables by the same code as a round after the measures were built.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from assessments.facts import FactSheet, read_facts
from assessments.facts.answers import current_on
from assessments.remedies.effects import Answered, Built, Extended, GivenOver, Shared
from assessments.remedies.measures import Placed
from communities.acts import acting_beside
from communities.copying import Changes
from communities.models import Source, SurveyAnswer
from communities.scope import AreaScope
from communities.services import ANSWER_FIELDS, record_answers, record_source
from facilities.models import Facility, MatchedBy
from facilities.selectors import is_open_on
from facilities.services import FACILITY_FIELDS, record_facilities, record_served

SOURCE: Final = "promised"
_CODE: Final = "PROMISED-{:06d}"


class _Enough(Exception):
    """Rolls back."""


def facts_if_built(scope: AreaScope, placed: Sequence[Placed], *, under: str, as_of: date, names: Collection[str]) -> FactSheet:
    """The facts below ``under`` as they would be with everything that is ``placed``. Nothing of it stays."""
    found: list[FactSheet] = []
    try:
        with acting_beside(by=None, verb="promise"):
            write_placed(placed, as_of, Rows(record_source(by=None, name=SOURCE, provenance="recorded")))
            found.append(read_facts(scope, under=under, as_of=as_of, names=names))
            raise _Enough
    except _Enough:
        return found[0]


@dataclass(frozen=True)
class Rows:
    """How what is built is written down. ``code`` has a place for the number of each new facility; ``opened_on`` None: it is
    there on every day.
    """

    source: Source
    code: str = _CODE
    name: str = ""
    opened_on: date | None = None


def write_placed(placed: Sequence[Placed], as_of: date, rows: Rows) -> list[str]:
    """The rows of everything that is placed, within the act that is under way; the codes of the new facilities."""
    codes = _build([one for one in placed if isinstance(one.effect, Built)], rows)
    _answer([one for one in placed if isinstance(one.effect, Answered)], as_of, rows)
    _give_over([one for one in placed if isinstance(one.effect, GivenOver)], as_of)
    _extend([one.effect for one in placed if isinstance(one.effect, Extended)])
    _share([one for one in placed if isinstance(one.effect, Shared)])
    return codes


def _build(placed: Sequence[Placed], rows: Rows) -> list[str]:
    codes = [rows.code.format(number) for number in range(1, len(placed) + 1)]
    created = [_facility(code, one, rows) for code, one in zip(codes, placed, strict=True)]
    record_facilities(by=None, changes=Changes(created=created))
    served = {code: one.serves for code, one in zip(codes, placed, strict=True) if one.serves}
    if served:
        record_served(by=None, served=served)
    return codes


def _facility(code: str, one: Placed, rows: Rows) -> tuple[Any, ...]:
    built = one.effect
    assert isinstance(built, Built)  # noqa: S101  # as the caller chose them
    given = {
        "code": code, "name": rows.name, "facility_type": built.facility_type, "community_id": one.community,
        "matched_by": MatchedBy.CODE.value, "floor_area": metres(built.floor_area),
        "activity_area": metres(built.activity_area), "site_area": metres(built.site_area), "capacity": built.capacity,
        "lng": one.lng, "lat": one.lat, "tenure": "unknown", "opened_on": rows.opened_on, "evidence": "",
        "source_id": rows.source.pk,
    }  # fmt: skip
    return tuple(given.get(name) for name in FACILITY_FIELDS)


def metres(hundredths: int | None) -> Decimal | None:
    """m2 as the register holds them."""
    return None if hundredths is None else Decimal(hundredths) / 100


def _answer(placed: Sequence[Placed], as_of: date, rows: Rows) -> None:
    """A new answer of the day, which supersedes the one before. One of that very day, and one that has been superseded
    since, is corrected instead.
    """
    wanted = {(one.community, one.effect.item): one.effect.value for one in placed if isinstance(one.effect, Answered)}
    stored = SurveyAnswer.objects.filter(current_on(as_of), community__in={community for community, _ in wanted})
    changed = []
    for row in stored.values_list("pk", *ANSWER_FIELDS):
        told = dict(zip(ANSWER_FIELDS, row[1:], strict=True))
        key = (told["community_id"], told["item"])
        if key in wanted:
            if told["answered_on"] == as_of or told["superseded_on"] is not None:
                told["value"] = wanted.pop(key)
            else:
                told["superseded_on"] = as_of
            changed.append((row[0], *told.values()))
    created = [
        (community, item, as_of, value, None, rows.name, "", rows.source.pk) for (community, item), value in wanted.items()
    ]
    record_answers(by=None, changes=Changes(created=created, changed=changed))


def _give_over(placed: Sequence[Placed], as_of: date) -> None:
    """The area is taken where most of it is left: from facilities that stand in the community and serve it alone."""
    wanted = {(one.community, one.effect.facility_type): one.effect.area for one in placed if isinstance(one.effect, GivenOver)}
    room = _with_room({community for community, _ in wanted}, as_of)
    at = FACILITY_FIELDS.index("activity_area") + 1
    changed = []
    for key, area in wanted.items():
        for left, row in sorted(room[key], key=lambda each: (-each[0], each[1][0])):
            taken = min(area, left)
            if taken:
                changed.append((*row[:at], row[at] + Decimal(taken) / 100, *row[at + 1 :]))
            area -= taken  # what is still to be found
    record_facilities(by=None, changes=Changes(changed=changed))


def _with_room(communities: Iterable[int], as_of: date) -> dict[tuple[int, str], list[tuple[int, tuple[Any, ...]]]]:
    """(community, type) -> the hundredths of m2 that are not yet for activities, and the row, of each of its facilities."""
    floor, activity = (FACILITY_FIELDS.index(name) + 1 for name in ("floor_area", "activity_area"))
    found: dict[tuple[int, str], list[tuple[int, tuple[Any, ...]]]] = defaultdict(list)
    own = Facility.objects.filter(is_open_on(as_of), community__in=communities, served__isnull=True)
    filled = own.filter(floor_area__isnull=False, activity_area__isnull=False)
    for row in filled.values_list("pk", *FACILITY_FIELDS):
        found[row[4], row[3]].append((int((row[floor] - row[activity]) * 100), row))
    return found


def _extend(effects: Sequence[Extended]) -> None:
    """Whatever is not filled in stays so."""
    wanted = {effect.facility: effect for effect in effects}
    floor, activity = (FACILITY_FIELDS.index(name) + 1 for name in ("floor_area", "activity_area"))
    changed = []
    for row in Facility.objects.filter(code__in=wanted).values_list("pk", *FACILITY_FIELDS):
        effect, cells = wanted[row[1]], list(row)
        for at, more in ((floor, effect.floor_area), (activity, effect.activity_area)):
            if cells[at] is not None and more is not None:
                cells[at] += Decimal(more) / 100
        changed.append(tuple(cells))
    record_facilities(by=None, changes=Changes(changed=changed))


def _share(placed: Sequence[Placed]) -> None:
    """Whom a facility serves now (its own community, where it serves nobody else), and those who join."""
    joining: dict[str, set[int]] = defaultdict(set)
    for one in placed:
        assert isinstance(one.effect, Shared)  # noqa: S101  # as the caller chose them
        joining[one.effect.facility].add(one.community)
    for standing in Facility.objects.filter(code__in=joining, community__isnull=False).prefetch_related("served"):
        served = {each.community_id for each in standing.served.all()}
        joining[standing.code] |= served or {pk for pk in [standing.community_id] if pk is not None}
    if joining:
        record_served(by=None, served=joining)
