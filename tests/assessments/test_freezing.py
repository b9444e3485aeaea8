"""A round can be judged again, frozen, and dropped; a frozen one never changes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from assessments.facts import FactSheet
from assessments.models import FrozenFacts, Round, RoundSums, Scorecard
from assessments.services.freezing import IsFrozen, NotTheSame, drop_round, freeze_round
from assessments.services.verifying import Verification, verified, verify
from communities.models import Community
from facilities.models import Facility, Inventory
from tests.factories import make_community, make_facility, make_households, make_inventory, make_round
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
TABLE = "assessments_scorecard_r"


@pytest.fixture
def town() -> list[Community]:
    found = [make_community(f"90010100100{number}") for number in (1, 2, 3)]
    for community in found:
        make_households(community, 1000)
        make_inventory(community, "kindergarten")
    make_facility(found[0], "kindergarten")
    return found


@pytest.fixture(params=["small", "large"])
def judged(request: pytest.FixtureRequest, town: list[Community], monkeypatch: pytest.MonkeyPatch) -> Round:
    """A round whose scorecards lie among the others, and one whose scorecards have a table of their own."""
    if request.param == "large":
        monkeypatch.setattr("assessments.services.shelves.LARGE", 1)
    return make_round()


def said(command: str, one: Round) -> str:
    out = StringIO()
    call_command(command, str(one.pk), stdout=out)
    return out.getvalue()


def tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith(TABLE)]


def test_a_large_round_lies_in_a_table_of_its_own_with_the_indexes_and_keys_of_the_others(
    town: list[Community], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.services.shelves.LARGE", 3)
    one = make_round()
    own = f"{TABLE}{one.pk}"
    assert tables() == [own]
    assert Scorecard.objects.filter(round=one).count() == 3
    assert len(set(Scorecard.objects.values_list("pk", flat=True))) == 3
    with connection.cursor() as cursor:
        shapes = [
            {
                (tuple(each["columns"]), each["unique"] or each["primary_key"], each.get("type"), each["foreign_key"])
                for each in connection.introspection.get_constraints(cursor, table).values()
                if not each["check"]
            }
            for table in ("assessments_scorecard", own)
        ]
    assert shapes[0] - shapes[1] == {(("round_id",), False, "idx", None)}  # there is but one round in it
    assert shapes[1] <= shapes[0]


def test_judged_again_a_round_is_identical(judged: Round) -> None:
    found = verify(judged)
    assert found.is_identical
    assert found.communities == 3
    assert "is identical: 3 communities" in said("verify", judged)


def test_what_differs_is_said_community_by_community_and_rule_by_rule(judged: Round) -> None:
    Facility.objects.all().delete()
    make_community("900101001009")
    found = verify(judged)
    assert not found.is_identical
    assert not found.facts_same
    assert found.new == ("900101001009",)
    assert found.differing == ("900101001001",)
    assert any(rule in found.by_rule for rule in judged.rules)
    with pytest.raises(CommandError, match="differs"):
        said("verify", judged)


def test_a_changed_answer_is_found_though_the_facts_are_the_same(judged: Round) -> None:
    card = Scorecard.objects.order_by("code").last()
    assert card is not None
    Scorecard.objects.filter(pk=card.pk).update(measured=[7, *card.measured[1:]])
    found = verify(judged)
    assert found.facts_same
    assert found.differing == (card.code,)
    assert found.by_rule == {}


def test_another_law_text_is_named(judged: Round) -> None:
    Round.objects.filter(pk=judged.pk).update(
        packs=[{**judged.packs[0], "checksum": "0" * 64}, {"id": "gone", "version": "1", "checksum": ""}]
    )
    judged.refresh_from_db()
    assert [(each.id, each.now is None) for each in verify(judged).packs] == [(judged.packs[0]["id"], False), ("gone", True)]


def test_a_frozen_round_stays_identical_whatever_becomes_of_the_data(judged: Round) -> None:
    assert "is frozen" in said("freeze", judged)
    Inventory.objects.all().delete()
    Facility.objects.all().delete()
    make_community("900101001009")
    frozen = Round.objects.get(pk=judged.pk)
    assert frozen.frozen_at
    assert verify(frozen).is_identical
    assert FrozenFacts.objects.filter(round=frozen).count() == 3


@pytest.mark.parametrize(
    "table", ["assessments_scorecard", "assessments_frozenfacts", "assessments_round", "assessments_roundsums"]
)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_a_frozen_round(judged: Round, table: str, statement: str) -> None:
    freeze_round(by=None, pk=judged.pk)
    with pytest.raises(IntegrityError, match="frozen round"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_another_round_can_still_be_changed(town: list[Community]) -> None:
    freeze_round(by=None, pk=make_round().pk)
    other = make_round()
    assert Scorecard.objects.filter(round=other).update(met=0) == 3


def test_a_round_is_not_frozen_once_the_data_has_changed(judged: Round) -> None:
    Facility.objects.all().delete()
    with pytest.raises(NotTheSame):
        freeze_round(by=None, pk=judged.pk)
    with pytest.raises(CommandError, match="the data has changed"):
        said("freeze", judged)
    assert not FrozenFacts.objects.exists()


def test_a_round_is_dropped_with_all_its_scorecards_and_no_others(judged: Round) -> None:
    other = make_round()
    assert "is gone" in said("drop_round", judged)
    for model in (Scorecard, RoundSums):
        assert set(model._default_manager.values_list("round_id", flat=True)) == {other.pk}
    assert f"{TABLE}{judged.pk}" not in tables()
    with pytest.raises(CommandError, match="no round"):
        said("drop_round", judged)


def test_a_frozen_round_is_not_dropped(judged: Round) -> None:
    freeze_round(by=None, pk=judged.pk)
    with pytest.raises(IsFrozen):
        drop_round(by=None, pk=judged.pk)
    with pytest.raises(CommandError, match="stays"):
        said("drop_round", judged)
    with pytest.raises(CommandError, match="frozen already"):
        said("freeze", judged)
    assert Scorecard.objects.filter(round=judged).count() == 3
    assert judged.as_of == DAY


def test_what_is_frozen_is_what_was_found_to_be_the_same(judged: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writes between the look and the keeping."""

    def overtaken(one: Round, sheet: FactSheet) -> Verification:
        found = verified(one, sheet)
        Facility.objects.all().delete()
        return found

    monkeypatch.setattr("assessments.services.freezing.verified", overtaken)
    assert verify(freeze_round(by=None, pk=judged.pk)).is_identical
