"""What a project of a plan is called: where, by which way, what; so that two of one pilot are two."""

from typing import Any

import pytest

from assessments.models import PlannedRemedy
from communities.models import Community
from pilots.projects.things import built, put_in_order
from pilots.services.applying import project_name

CODE = "900101001001"
ONE: list[Any] = [built(CODE, "elderly_station", {})]


@pytest.mark.parametrize(
    ("builds", "name"),
    [
        (ONE, "麓溪社区 租赁：老年服务站"),
        ([*ONE, put_in_order(CODE, "gas_supply")], "麓溪社区 租赁：老年服务站等 2 项"),
        ([*ONE, *ONE], "麓溪社区 租赁：老年服务站等 2 项"),
        ([], "麓溪社区 租赁"),
    ],
)
def test_it_names_the_first_thing_and_how_many_there_are(builds: list[Any], name: str) -> None:
    assert project_name(PlannedRemedy(community=Community(name="麓溪社区"), way="lease", builds=builds)) == name


def test_a_long_name_is_cut_where_its_column_ends() -> None:
    community = Community(name="长" * 199)
    assert len(project_name(PlannedRemedy(community=community, way="lease", builds=ONE))) == 200
