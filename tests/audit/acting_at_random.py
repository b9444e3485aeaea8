"""Verbs at random on a small register, so that a log comes about."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from communities.acts import acting
from communities.circumstances import under
from communities.copying import Changes
from communities.models import Act, Community, HouseholdCount
from communities.services import COMMUNITY_FIELDS, record_communities, record_household_counts
from communities.undoing import AlreadyUndone, NotUndoable, undo
from facilities.models import Facility
from facilities.services import FACILITY_FIELDS, record_facilities, record_served
from tests.factories import make_community
from tests.factories.communities import make_source

DAY = dt.date(2024, 1, 1)
BLANK_FACILITY = dict.fromkeys(FACILITY_FIELDS) | {
    "name": "", "facility_type": "kindergarten", "matched_by": "code", "tenure": "unknown", "evidence": "",
}  # fmt: skip


class Somebody:
    """Does one thing after the other; ``draw`` says what."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.source = make_source()
        self.first = make_community("900101001001")

    def does(self, times: int) -> None:
        for number in range(times):
            verbs: tuple[Callable[[], None], ...] = (
                self.writes_a_facility, self.counts_households, self.adds_a_community, self.undoes, self.does_several,
                self.shares,
            )  # fmt: skip
            with under(
                request=f"request-{number}", via=self.draw.choice(("page", "api")), why=self.draw.choice(("", "核对", "a'b\t"))
            ):
                self.draw.choice(verbs)()

    def writes_a_facility(self) -> None:
        code, place = f"F{self.draw.randrange(6)}", self._community()
        row: dict[str, Any] = {**BLANK_FACILITY, "code": code, "community_id": place, "source_id": self.source.pk}
        row["floor_area"], row["name"] = self.draw.choice((None, "12.50", "800.00")), self.draw.choice(("", "名\\", "O'Neil"))
        had = Facility.objects.filter(code=code).first()
        values = tuple(row[name] for name in FACILITY_FIELDS)
        changes = Changes(changed=[(had.pk, *values)]) if had else Changes(created=[values])
        record_facilities(by=None, changes=changes)

    def counts_households(self) -> None:
        day, place = DAY + dt.timedelta(days=self.draw.randrange(3)), self._community()
        had = HouseholdCount.objects.filter(community=place, counted_on=day).first()
        row = (place, day, "resident", self.draw.randrange(1, 5), self.source.pk)
        if had and self.draw.random() < 0.3:
            record_household_counts(by=None, changes=Changes(deleted=[had.pk]))
        else:
            record_household_counts(by=None, changes=Changes(changed=[(had.pk, *row)]) if had else Changes(created=[row]))

    def adds_a_community(self) -> None:
        code = f"9001010010{self.draw.randrange(10, 99)}"
        if Community.objects.filter(code=code).exists():
            return
        row: dict[str, Any] = dict.fromkeys(COMMUNITY_FIELDS) | {
            "code": code, "name": "新", "name_en": "", "division_id": self.first.division.code,
            "path": f"{self.first.division.path}{code}/",
            "point_given": "", "kind": "committee", "build_class": "unknown", "source_id": self.source.pk,
        }  # fmt: skip
        record_communities(by=None, changes=Changes(created=[tuple(row[name] for name in COMMUNITY_FIELDS)]))

    def shares(self) -> None:
        one = Facility.objects.order_by("?").first()
        if one:
            served = self.draw.choice(([], [self._community(), self.first.pk]))
            record_served(by=None, served={one.code: served})

    def does_several(self) -> None:
        with acting(by=None, verb="several"):
            self.writes_a_facility()
            self.counts_households()

    def undoes(self) -> None:
        act = self.draw.choice([*Act.objects.filter(undoes=None)[:8], None])
        try:
            if act:
                undo(by=None, act=act)
        except (AlreadyUndone, NotUndoable):
            pass

    def _community(self) -> int:
        return self.draw.choice(list(Community.objects.order_by("pk").values_list("pk", flat=True)))
