"""The log is written once; whatever is altered in it all the same is named."""
# ruff: noqa: S608  # statements of words that stand here

import random

import pytest
from django.db import DatabaseError, connection, transaction

from communities.acts import acting
from communities.models import Act, Change, HouseholdCount, Seal
from communities.sealing import Broken, Head, Why, head, verify
from tests.audit.acting_at_random import Somebody
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TABLES = ("communities_act", "communities_change", "communities_seal")


@pytest.fixture
def log() -> Head:
    """Some acts, and the head of their chain."""
    Somebody(random.Random(7)).does(30)  # noqa: S311  # acts, not secrets
    return head()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def by_hand(*statements: str) -> None:
    """As somebody who owns the database and puts the triggers aside."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in TABLES:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for statement in statements:
        run(statement)


def test_a_log_that_nobody_touched_holds(log: Head) -> None:
    assert log.number > 15
    assert verify() == (log.number, None)
    assert verify(log) == (log.number, None)
    assert verify(Head(3, Seal.objects.get(number=3).chained.hex())) == (log.number, None)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET act_id = 1", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_refuses_to_alter_it(table: str, statement: str, log: Head) -> None:
    run("SET LOCAL wanzheng.may_empty = 'off'")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    said = statement.format(table).replace("act_id = 1", "id = 1" if table == "communities_act" else "act_id = 1")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        run(said)
    assert verify(log) == (log.number, None)


# {act} is that of the seal {number}.
ALTERED = {
    "who did it": ("UPDATE communities_act SET who = 'nobody' WHERE id = {act}", Why.ALTERED),
    "when": ("UPDATE communities_act SET done_at = done_at + interval '1 microsecond' WHERE id = {act}", Why.ALTERED),
    "why": ("UPDATE communities_act SET why = why || '.' WHERE id = {act}", Why.ALTERED),
    "what became": ("UPDATE communities_change SET after = after || '{{\"source_id\": 77}}' WHERE act_id = {act}", Why.ALTERED),
    "the row": ("UPDATE communities_change SET first = first + 1, last = last + 1 WHERE act_id = {act}", Why.ALTERED),
    "a change less": ("DELETE FROM communities_change WHERE act_id = {act}", Why.CHANGES),
    "a change more": (
        """INSERT INTO communities_change (act_id, "table", how, first, last) VALUES ({act}, 'x', 'created', 1, 1)""",
        Why.CHANGES,
    ),
    "a seal less": ("DELETE FROM communities_seal WHERE number = {number}", Why.GONE),
    "a link": ("UPDATE communities_seal SET chained = sha256(chained) WHERE number = {number}", Why.LINK),
    "a digest": ("UPDATE communities_seal SET digest = sha256(digest) WHERE number = {number}", Why.ALTERED),
    "an act beside": (
        "INSERT INTO communities_act (verb, who, done_at, request, via, why) VALUES ('x', '', 'now', '', '', '')", Why.UNSEALED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_what_is_altered_by_hand_is_named(what: str, log: Head) -> None:
    seal = Seal.objects.filter(number__gt=4, changes__gt=0)[0]
    statement, why = ALTERED[what]
    by_hand(statement.format(act=seal.act_id, number=seal.number))
    holds, broken = verify()
    beside = why is Why.UNSEALED
    assert broken is not None
    assert (broken.why, broken.number) == (why, None if beside else seal.number)
    assert holds == (log.number if beside else seal.number - 1)


def test_a_forged_rest_of_the_chain_shows_by_a_head_that_was_kept_elsewhere(log: Head) -> None:
    by_hand(
        "UPDATE communities_act SET who = 'nobody' WHERE id = (SELECT act_id FROM communities_seal WHERE number = 9)",
        "DELETE FROM communities_seal WHERE number >= 9",
        "SELECT communities_append(id) FROM communities_act a WHERE NOT EXISTS "
        "(SELECT FROM communities_seal s WHERE s.act_id = a.id) ORDER BY id",
    )
    assert verify() == (log.number, None)
    assert verify(log)[1] == Broken(Why.OTHER, log.number, Seal.objects.get(number=log.number).act_id)


def test_an_end_that_was_cut_off_shows_by_a_head_that_was_kept_elsewhere(log: Head) -> None:
    last = f"(SELECT act_id FROM communities_seal WHERE number = {log.number})"
    by_hand(
        f"DELETE FROM communities_change WHERE act_id = {last}",
        f"CREATE TEMPORARY TABLE gone ON COMMIT DROP AS SELECT {last} AS id",
        f"DELETE FROM communities_seal WHERE number = {log.number}",
        "DELETE FROM communities_act WHERE id IN (SELECT id FROM gone)",
    )
    assert verify() == (log.number - 1, None)
    assert verify(log)[1] == Broken(Why.CUT_OFF, log.number, None)


def test_without_its_seal_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(act: Act) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr("communities.acts.seal", refuse)
    with pytest.raises(DatabaseError, match="no room"):
        _counted()
    assert not Act.objects.exists()
    assert not HouseholdCount.objects.exists()


def test_without_its_note_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr("communities.copying.note_created", refuse)
    with pytest.raises(DatabaseError, match="no room"):
        _counted()
    assert not Act.objects.exists()
    assert not HouseholdCount.objects.exists()


def _counted() -> None:
    somebody = Somebody(random.Random(1))  # noqa: S311  # acts, not secrets
    with transaction.atomic():
        somebody.counts_households()


def test_an_act_says_who_and_how_it_came_about() -> None:
    anna = make_user("anna")
    with acting(by=anna, verb="test", why="x" * 400) as act:
        pass
    act.refresh_from_db()
    assert (act.by, act.who, act.via, len(act.why)) == (anna, "anna", "command", 300)
    assert not Change.objects.filter(act=act).exists()
    assert verify() == (1, None)
