"""The quarterly return: computed from the records, corrected with a reason, frozen, revised; never changed in silence."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from assessments.models import Round
from communities.models import Act
from communities.sealing import verify
from facilities.models import Inventory
from pilots.models import Correction, KeyProject, Return
from pilots.returns.quarters import Quarter
from pilots.services.programmes import change_programme
from pilots.services.refusing import Refused
from pilots.services.returns.correcting import correct, corrected, take_back
from pilots.services.returns.drawing import draw_up
from pilots.services.returns.freezing import fingerprint_of, freeze_return
from tests.factories import Territory, make_facility
from tests.pilots.quarter import ALL, QUARTER, Office, drawn, make_office, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(territory: Territory) -> Office:
    return make_office(territory)


def test_it_counts_what_was_finished_and_leads_back_to_the_projects(office: Office, territory: Territory) -> None:
    one = drawn(office, territory)
    assert row(one, "213") == {"quarter": 1, "total": 2}
    lines = next(each["lines"] for each in one.drawn["rows"] if each["row"] == "213")
    assert [(line["of"], line["key"], line["thing"], line["in_quarter"]) for line in lines] == [
        ("project", office.early.pk, "kindergarten", False), ("project", office.late.pk, "kindergarten", True),
    ]  # fmt: skip
    assert [each["code"] for each in one.drawn["pilots"]] == [each.code for each in office.pilots]
    assert row(one, "211") == {"quarter": 0, "total": 0}


def test_it_says_how_the_verdicts_were_before_the_programme_and_are_now(office: Office, territory: Territory) -> None:
    """A kindergarten that opened in August closes the gap of the community in which it stands, and of no other."""
    Inventory.objects.update(complete_on=date(2025, 1, 1))  # that there was none is known from before the programme
    make_facility(territory.own[0], "kindergarten", floor_area="5000.00", opened_on=date(2026, 8, 1))
    one = drawn(office, territory)
    mine, other = one.drawn["pilots"][:2]
    assert "N48-FAC-04" in mine["closed"]
    assert "N48-FAC-04" in other["left"]
    assert mine["now"]["gaps"] < other["now"]["gaps"]
    assert one.first.as_of == date(2025, 12, 31)
    assert (one.before.as_of, one.now.as_of) == (date(2026, 6, 30), date(2026, 9, 30))
    assert {each.day for each in (one.first, one.before, one.now)} == {date(2026, 9, 30)}


def test_what_nobody_knew_before_has_not_appeared(office: Office, territory: Territory) -> None:
    """That there was no kindergarten was declared in June: before the programme nobody had looked."""
    told = drawn(office, territory).drawn["pilots"][0]
    assert "N48-FAC-04" in told["found"]
    assert told["appeared"] == []
    assert told["first"]["gaps"] == 0 < told["first"]["unknown"]


def test_the_day_of_before_may_be_another(office: Office, territory: Territory) -> None:
    terms = {"baseline_on": date(2026, 6, 30)}
    change_programme(by=None, programme=office.programme, terms=terms)
    one = drawn(office, territory)
    assert one.first.as_of == one.before.as_of == date(2026, 6, 30)
    assert "N48-FAC-04" in one.drawn["pilots"][0]["left"]


def test_the_coverage_has_its_numerator_and_denominator(office: Office, territory: Territory) -> None:
    now = drawn(office, territory).drawn["coverage"]["now"]
    assert (now["complete"], now["communities"]) == (0, 5)


def test_drawn_up_twice_it_is_the_same_one_and_judges_nothing_twice(office: Office, territory: Territory) -> None:
    first = drawn(office, territory)
    rounds = Round.objects.count()
    again = drawn(office, territory)
    assert (again.pk, again.drawn, Round.objects.count()) == (first.pk, first.drawn, rounds)


def test_a_correction_stands_beside_what_was_computed(office: Office, territory: Territory, planner: User) -> None:
    one = drawn(office, territory)
    made = correct(by=planner, of=one, row="213", amount=2, reason="两所未录入的托儿所")
    assert (corrected(one, "213"), row(one, "213")["quarter"]) == (3, 1)
    take_back(by=planner, correction=made)
    assert corrected(one, "213") == 1
    assert Correction.objects.get().withdrawn_by == planner


@pytest.mark.parametrize(
    ("row", "amount", "reason", "code"),
    [
        ("219", 1, "x", "no_such_row"), ("213", 0, "x", "correction_of_nothing"), ("213", 1, " ", "reason_missing"),
        ("213", -2, "x", "less_than_nothing"),
    ],
)  # fmt: skip
def test_what_is_no_correction_is_refused(
    row: str, amount: int, reason: str, code: str, office: Office, territory: Territory
) -> None:
    one = drawn(office, territory)
    with pytest.raises(Refused) as refused:
        correct(by=None, of=one, row=row, amount=amount, reason=reason)
    assert refused.value.code == code
    assert not Correction.objects.exists()


def test_frozen_nothing_of_it_changes_again(office: Office, territory: Territory, officer: User) -> None:
    one = drawn(office, territory)
    made = correct(by=None, of=one, row="213", amount=1, reason="x")
    done = freeze_return(by=officer, of=one, mark=fingerprint_of(one))
    assert done.fingerprint == fingerprint_of(done)
    assert all(each.frozen_at for each in Round.objects.filter(pk__in=(one.first_id, one.before_id, one.now_id)))
    for wrong in (
        lambda: Return.objects.update(why="x"), lambda: Return.objects.get().delete(), lambda: made.delete(),
        lambda: Correction.objects.update(amount=5), lambda: Correction.objects.create(of=one, row="213", amount=1, reason="x"),
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            wrong()
    for verb in (
        lambda: correct(by=None, of=one, row="213", amount=1, reason="x"), lambda: take_back(by=None, correction=made),
        lambda: freeze_return(by=officer, of=one, mark=fingerprint_of(one)),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.code == "return_frozen"
    assert verify()[1] is None


def test_what_comes_late_makes_a_revision_and_leaves_the_frozen_one(office: Office, territory: Territory) -> None:
    one = drawn(office, territory)
    correct(by=None, of=one, row="217", amount=1, reason="一家药店")
    freeze_return(by=None, of=one, mark=fingerprint_of(one))
    KeyProject.objects.filter(pk=office.early.pk).update(ended_on=date(2026, 9, 1))
    with pytest.raises(Refused) as refused:
        drawn(office, territory)
    assert refused.value.code == "reason_missing"
    revised = drawn(office, territory, why="第二季度误报")
    one.refresh_from_db()
    assert (row(one, "213")["quarter"], row(revised, "213")["quarter"]) == (1, 2)
    assert (one.revision, revised.revision, revised.why) == (1, 2, "第二季度误报")
    assert corrected(revised, "217") == 1


def test_what_has_changed_since_it_was_drawn_up_is_not_frozen(office: Office, territory: Territory) -> None:
    one = drawn(office, territory)
    make_facility(territory.own[0], "kindergarten", floor_area="5000.00", opened_on=date(2026, 8, 1))
    acts = Act.objects.count()
    with pytest.raises(Refused) as refused:
        freeze_return(by=None, of=one, mark=fingerprint_of(one))
    assert refused.value.code == "drawn_before_a_change"
    assert (Return.objects.get().frozen_at, Act.objects.count()) == (None, acts)
    freeze_return(by=None, of=(again := drawn(office, territory)), mark=fingerprint_of(again))


def test_nobody_confirms_the_own_correction(office: Office, territory: Territory, officer: User) -> None:
    one = drawn(office, territory)
    made = correct(by=officer, of=one, row="213", amount=1, reason="x")
    with pytest.raises(Refused) as refused:
        freeze_return(by=officer, of=one, mark=fingerprint_of(one))
    assert refused.value.code == "own_correction"
    take_back(by=officer, correction=made)
    freeze_return(by=officer, of=one, mark=fingerprint_of(one))


@pytest.mark.parametrize(
    ("quarter", "code"),
    [(Quarter(2025, 4), "quarter_outside_programme"), (Quarter(2028, 1), "quarter_to_come")],
)
def test_only_quarters_of_the_programme_that_have_begun(
    quarter: Quarter, code: str, office: Office, territory: Territory
) -> None:
    with pytest.raises(Refused) as refused:
        draw_up(by=None, scope=ALL, programme=office.programme, division=territory.province, quarter=quarter)
    assert refused.value.code == code


def test_one_that_is_drawn_up_within_the_quarter_is_not_frozen(office: Office, territory: Territory) -> None:
    this = Quarter.of(date.today())  # noqa: DTZ011  the quarter in which the test runs
    one = draw_up(by=None, scope=ALL, programme=office.programme, division=territory.province, quarter=this)
    with pytest.raises(Refused) as refused:
        freeze_return(by=None, of=one, mark=fingerprint_of(one))
    assert refused.value.code == "quarter_not_over"


def test_projects_that_nobody_has_given_to_a_pilot_are_told_and_not_counted(office: Office, territory: Territory) -> None:
    KeyProject.objects.filter(pk=office.late.pk).update(enrolment=None)
    one = drawn(office, territory)
    assert (one.drawn["loose"], row(one, "213")) == (1, {"quarter": 0, "total": 1})


def test_a_pilot_that_has_left_is_not_in_it(office: Office, territory: Territory) -> None:
    left = office.pilots[2]
    type(left).objects.filter(pk=left.pk).update(state="withdrawn", withdrawn_on=QUARTER.last)
    assert [each["id"] for each in drawn(office, territory).drawn["pilots"]] == [each.pk for each in office.pilots[:2]]


def test_what_was_corrected_in_earlier_quarters_stays_in_the_sum(office: Office, territory: Territory) -> None:
    second = draw_up(by=None, scope=ALL, programme=office.programme, division=territory.province, quarter=QUARTER.previous)
    correct(by=None, of=second, row="217", amount=4, reason="四家药店")
    assert drawn(office, territory).drawn["corrected_before"] == {}  # not frozen: it may still become another
    freeze_return(by=None, of=second, mark=fingerprint_of(second))
    assert drawn(office, territory).drawn["corrected_before"] == {"217": 4}


def test_a_pilot_that_leaves_takes_no_history_with_it(office: Office, territory: Territory) -> None:
    before = row(drawn(office, territory), "213")
    left = office.pilots[1]
    type(left).objects.filter(pk=left.pk).update(state="withdrawn", withdrawn_on=date(2026, 9, 1), reason="拆迁")
    one = drawn(office, territory)
    assert row(one, "213") == before
    assert [(each["code"], each["left_on"]) for each in one.drawn["gone"]] == [(left.code, "2026-09-01")]
    type(left).objects.filter(pk=left.pk).update(withdrawn_on=date(2026, 4, 1))  # before it was finished
    assert row(drawn(office, territory), "213") == {"quarter": 1, "total": 1}


def test_projects_stand_as_they_did_on_the_day(office: Office, territory: Territory) -> None:
    """What began in August and was finished in October was under way, and late, at the end of September."""
    KeyProject.objects.filter(pk=office.late.pk).update(
        begun_on=date(2026, 8, 1), due_on=date(2026, 9, 10), ended_on=date(2026, 10, 20)
    )
    told = drawn(office, territory).drawn["projects"][str(office.late.pk)]
    assert (told["state"], told["late"], told["begun_on"], told["ended_on"]) == ("under_way", 20, "2026-08-01", None)


def test_parts_never_come_to_more_than_their_whole(office: Office, territory: Territory) -> None:
    one = drawn(office, territory)  # one kindergarten: 213 is 1, 214 to 216 are 0
    correct(by=None, of=one, row="214", amount=1, reason="x")
    for more, amount in (("215", 1), ("213", -1)):
        with pytest.raises(Refused) as refused:
            correct(by=None, of=one, row=more, amount=amount, reason="x")
        assert refused.value.code == "parts_over_whole"
    correct(by=None, of=one, row="213", amount=1, reason="x")
    correct(by=None, of=one, row="215", amount=1, reason="x")


def test_only_what_was_seen_is_frozen(office: Office, territory: Territory) -> None:
    one = drawn(office, territory)
    seen = fingerprint_of(one)
    correct(by=None, of=one, row="217", amount=9, reason="x")
    with pytest.raises(Refused) as refused:
        freeze_return(by=None, of=one, mark=seen)
    assert refused.value.code == "return_changed"
    assert Return.objects.get().frozen_at is None
