"""The register of sources: what rests on one, what came from it, and whether there is newer data."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from communities.models import Division, Source
from intake.deliveries.receiving import ask_to_store
from tests.factories import make_user, make_worker
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST

TEXT = f"社区代码,户数,统计日期\n{FIRST},500,2024-12-31\n"


def _source(hand_in: HandIn, work: Work, by: User, name: str, day: dt.date | None, text: str = TEXT, **said: str) -> Source:
    delivery = hand_in({f"{name}.csv": text}, by=by, source_name=name, day=day, **{"supplier": "街道办", **said})
    work()
    ask_to_store(by=by, delivery=delivery.pk, good_rows=False)
    work()
    return Source.objects.get(name=name)


def _page(user: User, source: Source) -> str:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    response = client.get(f"/sources/{source.pk}/")
    assert response.status_code == 200
    return str(response.content.decode())


@pytest.fixture
def two(hand_in: HandIn, work: Work, clerk: User) -> tuple[Source, Source]:
    """The register of a year, and that of the next, of one supplier."""
    later = TEXT.replace("2024-12-31", "2025-12-31")
    return (
        _source(hand_in, work, clerk, "register 2024", dt.date(2024, 12, 31), licence="internal"),
        _source(hand_in, work, clerk, "register 2025", dt.date(2025, 12, 31), later),
    )


def test_a_source_says_whose_it_is_and_what_came_from_it(two: tuple[Source, Source], clerk: User) -> None:
    text = _page(clerk, two[0])
    for said in ("街道办", "internal", "2024-12-31", "Household counts", "register 2024.csv", "clerk", "Newer data exists"):
        assert said in text, said
    assert "register 2025, of 2025-12-31" in text
    assert "Newer data exists" not in _page(clerk, two[1])


@pytest.mark.parametrize(
    ("field", "value"), [("supplier", "别人"), ("supplier", ""), ("vintage", None), ("provenance", "sample")]
)
def test_nothing_is_called_newer_without_grounds(field: str, value: object, two: tuple[Source, Source], clerk: User) -> None:
    Source.objects.filter(pk=two[1].pk).update(**{field: value})
    assert "Newer data exists" not in _page(clerk, two[0])


def test_another_kind_of_data_is_not_newer(two: tuple[Source, Source], clerk: User, hand_in: HandIn, work: Work) -> None:
    shops = f"设施编号,设施名称,设施类型,社区代码\nF1,一号,药店,{FIRST}\n"
    _source(hand_in, work, clerk, "shops", dt.date(2026, 6, 30), shops)
    assert "shops" not in _page(clerk, two[0])


def test_three_people(two: tuple[Source, Source], settings: Settings) -> None:
    officer = make_worker("officer", Division.objects.get(code="900000000000"))
    assert "register 2024.csv" in _page(officer, two[0])
    for user in (make_worker("planner", Division.objects.get(code="900102000000")), make_user("stranger")):
        client = Client()
        client.force_login(user)
        assert client.get(f"/sources/{two[0].pk}/").status_code in (403, 404)
        assert "register 2024" not in client.get("/sources/").content.decode()
    settings.OPEN_READING = True
    anybody = Client().get(f"/sources/{two[0].pk}/")
    assert anybody.status_code == 200
    assert "register 2024.csv" not in anybody.content.decode()  # who brought what is for those who work here
