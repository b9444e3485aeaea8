"""Rows that wait: kept as they came, corrected on a page, brought in by the usual way, or let go."""

import json

from django.test import Client

from accounts.models import User
from communities.models import Division, HouseholdCount
from communities.requests import work_scope_of
from facilities.models import Facility
from intake.deliveries.receiving import ask_to_store, ask_to_undo
from intake.models import Delivery, WaitingRow
from intake.selectors import waiting
from tests.factories import make_user, make_worker
from tests.intake.deliveries.conftest import HandIn, Work
from tests.intake.making import FIRST, SECOND, THIRD

BROKEN = f"社区代码,户数,统计日期,不认识的列\n{FIRST},500,2024-12-31,a\n{SECOND},many,2024-12-31,b\n{THIRD},-5,2024-12-31,c\n"


def _store(hand_in: HandIn, work: Work, by: User, text: str, **options: object) -> Delivery:
    delivery = hand_in({"a.csv": text}, by=by, source_name="street register", **options)
    work()
    ask_to_store(by=by, delivery=delivery.pk, good_rows=True)
    work()
    assert Delivery.objects.get(pk=delivery.pk).state == "stored"
    return delivery


def _page(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_row_that_was_left_out_waits_until_it_is_corrected(hand_in: HandIn, work: Work, clerk: User, browser: Client) -> None:
    _store(hand_in, work, clerk, BROKEN)
    rows = list(WaitingRow.objects.order_by("row"))
    assert [(row.row, row.cells) for row in rows] == [
        (3, [["社区代码", SECOND], ["户数", "many"], ["统计日期", "2024-12-31"]]),
        (4, [["社区代码", THIRD], ["户数", "-5"], ["统计日期", "2024-12-31"]]),
    ]  # fmt: skip
    assert "(2)" in _page(browser, "/imports/")
    assert "This is not a number." in _page(browser, "/imports/waiting/")
    address = f"/imports/waiting/{rows[0].pk}/"
    assert 'value="many"' in _page(browser, address)
    response = browser.post(address, {"cell-0": SECOND, "cell-1": "still", "cell-2": "2024-12-31"})
    assert browser.get(address).status_code == 404  # while a worker is at it
    work()
    assert Delivery.objects.get(pk=int(response.headers["Location"].split("/")[2])).state == "rejected"
    assert 'value="still"' in _page(browser, address)
    browser.post(address, {"cell-0": SECOND, "cell-1": "700", "cell-2": "2024-12-31"})
    work()
    found = HouseholdCount.objects.get(community__code=SECOND)
    assert (found.households, found.source.name) == (700, "street register")
    assert browser.get(address).status_code == 404
    assert [row.row for row in waiting_of(clerk)] == [4]


def waiting_of(user: User) -> list[WaitingRow]:
    return list(waiting(work_scope_of(user, "import.create")))


def test_a_row_is_let_go(hand_in: HandIn, work: Work, clerk: User, browser: Client) -> None:
    _store(hand_in, work, clerk, BROKEN)
    row = WaitingRow.objects.get(row=4)
    assert browser.post(f"/imports/waiting/{row.pk}/", {"decision": "drop"}).status_code == 302
    row.refresh_from_db()
    assert row.dropped_by == clerk
    assert [each.row for each in waiting_of(clerk)] == [3]


def test_when_its_delivery_is_undone_no_row_waits(hand_in: HandIn, work: Work, clerk: User) -> None:
    delivery = _store(hand_in, work, clerk, BROKEN)
    ask_to_undo(by=clerk, delivery=delivery.pk)
    work()
    assert waiting_of(clerk) == []


def test_a_proposed_type_is_decided(hand_in: HandIn, work: Work, clerk: User, browser: Client) -> None:
    text = "名称,类别,经度,纬度\n阳光幼儿园,教育,116.3001,40.0001\n"
    delivery = hand_in({"a.csv": text}, source_name="supplier")
    work()
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=True)
    work()
    (row,) = waiting_of(clerk)
    assert "added-facility_type" in _page(browser, f"/imports/waiting/{row.pk}/")
    posted = {
        "cell-0": "阳光幼儿园",
        "cell-1": "教育",
        "cell-2": "116.3001",
        "cell-3": "40.0001",
        "added-facility_type": "kindergarten",
    }
    browser.post(f"/imports/waiting/{row.pk}/", posted)
    work()
    found = Facility.objects.get()
    assert (found.facility_type, found.community and found.community.code) == ("kindergarten", FIRST)
    assert waiting_of(clerk) == []


def test_a_facility_without_a_community_is_stored_and_waits_for_one(
    hand_in: HandIn, work: Work, chief: User, clerk: User
) -> None:
    text = "设施名称,设施类型,经度,纬度,电话\n远处药店,药店,100.0,30.0,13800000000\n"
    _store(hand_in, work, chief, text, division=None)
    facility = Facility.objects.get()
    assert facility.community is None
    (row,) = waiting_of(chief)
    assert waiting_of(clerk) == []
    assert "13800000000" not in str(row.cells)
    client = Client()
    client.force_login(chief)
    page = _page(client, f"/imports/waiting/{row.pk}/")
    assert f'value="{facility.code}"' in page
    posted = {f"cell-{at}": text for at, (_header, text) in enumerate(row.cells)}
    client.post(f"/imports/waiting/{row.pk}/", {**posted, "added-facility_code": facility.code, "added-code": FIRST})
    work()
    (placed,) = Facility.objects.all()
    assert (placed.pk, placed.community and placed.community.code) == (facility.pk, FIRST)
    assert waiting_of(chief) == []


def test_three_people(hand_in: HandIn, work: Work, clerk: User) -> None:
    _store(hand_in, work, clerk, BROKEN)
    row = WaitingRow.objects.get(row=3)
    officer = make_worker("officer", Division.objects.get(code="900000000000"))
    planner = make_worker("planner", Division.objects.get(code="900102000000"))
    for user, number, status in ((officer, 2, 200), (planner, 0, 404)):
        client = Client()
        client.force_login(user)
        assert len(waiting_of(user)) == number
        assert client.get(f"/imports/waiting/{row.pk}/").status_code == status
    assert client.post(f"/imports/waiting/{row.pk}/", {"decision": "drop"}).status_code == 404
    client.force_login(make_user("stranger"))
    assert client.get("/imports/waiting/").status_code == 403
    row.refresh_from_db()
    assert row.dropped_at is None


def test_what_the_database_keeps_in_no_text_stops_nothing(hand_in: HandIn, work: Work, clerk: User, browser: Client) -> None:
    point = {"type": "Point", "coordinates": [116.3001, 40.0001]}
    own = {"设施编号": "F1", "设施类型": "药店", "设施名称": "a\u0000b\ud800", "x\u0000y": "z"}
    feature = {"type": "Feature", "properties": own, "geometry": point}
    text = json.dumps(
        {"type": "FeatureCollection", "features": [feature, {**feature, "properties": {**own, "设施名称": "好"}}]}
    )
    delivery = hand_in({"a.geojson": text}, source_name="street register")
    work()
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=True)
    work()
    assert Delivery.objects.get(pk=delivery.pk).state == "stored"
    (row,) = waiting_of(clerk)
    assert ["设施名称", "ab"] in row.cells
    assert browser.post(f"/imports/waiting/{row.pk}/", {"cell-2": "a\0b"}).status_code == 302
    work()
    assert waiting_of(clerk) == []
