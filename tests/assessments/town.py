"""A town of which any row may be written at any time: two districts, blocks, shared facilities, pilots, many days."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from communities.models import (
    Band,
    Block,
    Community,
    Compound,
    HouseholdCount,
    PopulationBand,
    Source,
    SurveyAnswer,
)
from facilities.models import Facility, Inventory, ServedCommunity
from tests.factories import make_answer, make_block, make_community, make_facility, make_households, make_inventory, make_source

TODAY: Final = date(2026, 6, 30)
TYPES: Final = (
    "service_complex", "kindergarten", "nursery", "canteen", "school_primary", "school_middle", "nursing_home",
    "community_hospital",
)  # fmt: skip
_CODES: Final = [f"9001{district}001{number:03d}" for district in ("01", "02") for number in range(1, 7)]
_PROVENANCES: Final = ("recorded", "sample", "synthetic")


class Town:
    """Draws from ``seed``, and writes one thing at a time."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311  # a town, no secret
        self.sources = [make_source(each, provenance=each) for each in _PROVENANCES]
        self.blocks = [make_block("B1"), make_block("B2")]
        for code in _CODES[:8]:
            self.found(code)

    def day(self) -> date:
        return TODAY + timedelta(days=self.draw.randrange(-60, 60))

    def some_day(self) -> date | None:
        return self.day() if self.draw.random() < 0.4 else None

    def source(self) -> Source:
        return self.draw.choice(self.sources)

    def any(self, model: Any) -> Any:
        """A row, or None where there is none."""
        rows = list(model.objects.order_by("pk"))
        return self.draw.choice(rows) if rows else None

    def found(self, code: str) -> None:
        block = self.draw.choice([None, *self.blocks])
        make_community(
            code, block=block, in_block=True if block else None, source=self.source(), lng=118.0 + self.draw.random() / 100,
            lat=31.0, build_class=self.draw.choice(["new", "existing", "unknown"]),
        )  # fmt: skip

    def write(self) -> str:
        """One thing happens; its name."""
        verb = self.draw.choice(_VERBS)
        verb(self)
        return verb.__name__


def a_facility_comes(town: Town) -> None:
    opened = town.some_day()
    closed = opened + timedelta(days=town.draw.randrange(1, 60)) if opened and town.draw.random() < 0.3 else None
    make_facility(
        town.any(Community), town.draw.choice(TYPES), floor_area=town.draw.choice([None, Decimal("12.34")]),
        capacity=town.draw.choice([None, 30, 90]), lng=118.0 + town.draw.random() / 100, lat=31.0, opened_on=opened,
        closed_on=closed, source=town.source(),
    )  # fmt: skip


def a_facility_changes(town: Town) -> None:
    one = town.any(Facility)
    if one:
        fields = {"community": town.any(Community), "floor_area": Decimal(7), "closed_on": None, "source": town.source()}
        name = town.draw.choice(list(fields))
        setattr(one, name, fields[name])
        one.save()


def a_facility_goes(town: Town) -> None:
    one = town.any(Facility)
    if one:
        one.delete()


def a_facility_is_shared(town: Town) -> None:
    one = town.any(Facility)
    if one:
        ServedCommunity.objects.get_or_create(facility=one, community=town.any(Community))


def a_share_ends(town: Town) -> None:
    one = town.any(ServedCommunity)
    if one:
        one.delete()


def households_are_counted(town: Town) -> None:
    community, day = town.any(Community), town.day()
    if not HouseholdCount.objects.filter(community=community, counted_on=day).exists():
        make_households(community, town.draw.randrange(0, 3000), counted_on=day, source=town.source())


def a_count_changes(town: Town) -> None:
    one = town.any(HouseholdCount)
    if one:
        HouseholdCount.objects.filter(pk=one.pk).update(households=one.households + 1)


def residents_are_counted(town: Town) -> None:
    PopulationBand.objects.update_or_create(
        community=town.any(Community), band=Band.TOTAL, counted_on=town.day(),
        defaults={"residents": town.draw.randrange(5000), "source": town.source()},
    )  # fmt: skip


def a_list_is_declared(town: Town) -> None:
    community, kind, day = town.any(Community), town.draw.choice(TYPES), town.day()
    if not Inventory.objects.filter(community=community, facility_type=kind, complete_on=day).exists():
        make_inventory(community, kind, complete_on=day, source=town.source())


def a_list_is_withdrawn(town: Town) -> None:
    one = town.any(Inventory)
    if one:
        Inventory.objects.filter(pk=one.pk).update(withdrawn_on=one.complete_on + timedelta(days=town.draw.randrange(40)))


def a_pilot_is_named(town: Town) -> None:
    community = town.any(Community)
    if not SurveyAnswer.objects.filter(community=community, item="pilot_enrolled").exists():
        make_answer(community, "pilot_enrolled", town.draw.randrange(2), answered_on=town.day(), source=town.source())


def an_answer_ends(town: Town) -> None:
    one = town.any(SurveyAnswer)
    if one:
        SurveyAnswer.objects.filter(pk=one.pk).update(superseded_on=one.answered_on + timedelta(days=town.draw.randrange(40)))


def a_compound_is_built(town: Town) -> None:
    number = Compound.objects.count()
    Compound.objects.create(
        code=f"C{number}-{town.draw.random()}", name="小区", community=town.any(Community), source=town.source(),
        households=town.draw.choice([None, 0, 500]), lng=118.0 + town.draw.random() / 100, lat=31.0,
    )  # fmt: skip


def a_compound_goes(town: Town) -> None:
    one = town.any(Compound)
    if one:
        one.delete()


def a_community_is_founded(town: Town) -> None:
    known = set(Community.objects.values_list("code", flat=True))
    free = [code for code in _CODES if code not in known]
    if free:
        town.found(town.draw.choice(free))


def a_community_changes(town: Town) -> None:
    one: Community = town.any(Community)
    block: Block | None = town.draw.choice([None, *town.blocks])
    one.block, one.in_block, one.valid_to = block, True if block else None, town.some_day()
    one.save()


def a_community_moves(town: Town) -> None:
    Community.objects.filter(pk=town.any(Community).pk).update(lng=118.0 + town.draw.random() / 100)


def a_community_goes(town: Town) -> None:
    one: Community = town.any(Community)
    if Community.objects.count() > 4:
        Facility.objects.filter(community=one).update(community=None)
        one.delete()


def a_source_is_relabelled(town: Town) -> None:
    Source.objects.filter(pk=town.source().pk).update(provenance=town.draw.choice(_PROVENANCES))


_VERBS: Final[tuple[Callable[[Town], None], ...]] = (
    a_facility_comes, a_facility_comes, a_facility_comes, a_facility_changes, a_facility_goes, a_facility_is_shared,
    a_facility_is_shared, a_share_ends, households_are_counted, households_are_counted, a_count_changes, residents_are_counted,
    a_list_is_declared, a_list_is_declared, a_list_is_declared, a_list_is_withdrawn, a_pilot_is_named, a_pilot_is_named,
    an_answer_ends, a_compound_is_built, a_compound_goes, a_community_is_founded, a_community_changes, a_community_moves,
    a_community_goes, a_source_is_relabelled,
)  # fmt: skip
