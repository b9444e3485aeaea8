"""`manage.py check_data`: a table, the faults, and an exit code that a script can act on."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.checks.book import all_checks
from communities.models import Community
from tests.checks.conftest import settle
from tests.checks.planting import PLANTINGS
from tests.factories import make_facility

AS_OF = "--as-of=2026-06-30"


def printed(*options: str) -> str:
    out = StringIO()
    call_command("check_data", AS_OF, *options, stdout=out)
    return out.getvalue()


def test_without_faults_it_prints_every_check_and_ends_well(world: Community) -> None:
    text = printed()
    assert all(check.code in text for check in all_checks())
    assert "0  合计 / in all" in text


def test_a_warning_is_told_and_ends_well(world: Community) -> None:
    PLANTINGS["DATA-POP-01"](world)
    text = printed()
    assert f"{world.code} {world.name}: 2,500 人 ÷ 99 户" in text
    assert "See whether both figures" in text


def test_an_error_ends_with_1(world: Community) -> None:
    PLANTINGS["DATA-POP-03"](world)
    with pytest.raises(CommandError, match="1 errors in the data") as caught:
        printed()
    assert caught.value.returncode == 1


def test_it_looks_only_where_and_for_what_it_is_asked(world: Community) -> None:
    PLANTINGS["DATA-POP-03"](world)
    PLANTINGS["DATA-POP-01"](settle("900102001001"))
    assert "DATA-POP-03" not in printed("--severity=warning", "--severity=notice")
    assert "900102001001" in printed("--division=900102")
    assert "900102001001" not in printed("--division=900102", "--severity=error")
    with pytest.raises(CommandError, match="no division 77"):
        printed("--division=77")


def test_a_long_list_is_cut_and_its_number_is_not(world: Community) -> None:
    for _ in range(25):
        make_facility(world, "nursery", capacity=0, name="")
    lines = printed("--severity=warning").splitlines()
    assert any("DATA-ARE-04" in line and " 25 " in line for line in lines)
    assert sum(line.startswith(f"  {world.code}") for line in lines) == 20
