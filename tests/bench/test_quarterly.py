"""The return of a quarter and its report for the largest province of an invented nation: what each step takes.

NATION=60000 committees in all; up to 5 pilots in every district of the province.
"""

import os
import time
from collections import defaultdict
from typing import Final

import pytest

from communities.models import Community, Division
from communities.scope import AreaScope
from pilots.models import Enrolment, Programme, Return
from pilots.programmes.units import UnitLevel, unit_code
from pilots.progress.content import progress_content
from pilots.progress.workbook import progress_workbook
from pilots.returns.quarters import Quarter
from pilots.services.returns.drawing import draw_up
from pilots.services.returns.freezing import fingerprint_of, freeze_return
from tests.bench.nation_base import nation
from tests.bench.nation_table import Told
from tests.factories.pilots import make_enrolment, make_programme

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
NATION: Final = int(os.environ.get("NATION", "60000"))
QUARTER: Final = Quarter(2026, 3)
PILOTS: Final = 5


def test_a_return_of_a_province() -> None:
    told = Told("quarterly return", {"nation": NATION})
    with nation(NATION):
        place = max(Division.objects.filter(level="province"), key=_size)
        programme = make_programme(place)
        _enrol(programme)
        told.about["communities"], told.about["pilots"] = _size(place), Enrolment.objects.count()
        told.about["seconds"] = dict(_steps(programme, place))
    print(told.about)  # noqa: T201  # a benchmark tells
    told.tell()


def _size(place: Division) -> int:
    return Community.objects.filter(path__startswith=place.path).count()


def _enrol(programme: Programme) -> None:
    units: dict[str, list[Community]] = defaultdict(list)
    for one in Community.objects.filter(path__startswith=programme.path).order_by("code"):
        units[unit_code(one.code, UnitLevel.DISTRICT)].append(one)
    for found in units.values():
        for one in found[:PILOTS]:
            make_enrolment(programme, one)


def _steps(programme: Programme, place: Division) -> list[tuple[str, float]]:
    """Each step with its seconds: drawn up for the first time, drawn up again, frozen, the workbook."""
    asked = {"scope": AreaScope.everywhere(), "programme": programme, "division": place, "quarter": QUARTER}
    made: list[Return] = []
    steps = {
        "drawn up": lambda: made.append(draw_up(by=None, **asked)),  # type: ignore[arg-type]  # a dict of what it takes
        "again": lambda: made.append(draw_up(by=None, **asked)),  # type: ignore[arg-type]
        "frozen": lambda: freeze_return(by=None, of=made[-1], mark=fingerprint_of(made[-1])),
        "workbook": lambda: progress_workbook(progress_content(made[-1], "zh"), "WZ", QUARTER.last),
    }
    return [(name, _seconds(step)) for name, step in steps.items()]


def _seconds(step: object) -> float:
    began = time.perf_counter()
    step()  # type: ignore[operator]  # one of the steps above
    return round(time.perf_counter() - began, 2)
