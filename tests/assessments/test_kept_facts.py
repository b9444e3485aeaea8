"""What is kept is what the rows say: after any write, for any day, of any place."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.facts import FactSheet, read_facts, scan_facts
from assessments.facts.layout import kept_names
from assessments.facts.sheet import facts_in
from assessments.models import KeptFacts, StaleFacts
from assessments.services.keeping import LOCK, refresh_facts
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from tests.assessments.town import TODAY, Town
from tests.factories import make_block, make_community, make_facility, make_households, make_source

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
SEEDS, WRITES = 4, 25


def told(sheet: FactSheet) -> dict[str, object]:
    """Everything a sheet says, to be compared."""
    columns = {name: sheet.facts.column(name) for name in kept_names()}
    return {
        "codes": sheet.facts.codes, "pk": sheet.pk.tolist(), "paths": sheet.paths, "labels": sheet.labels.tolist(),
        **{name: list(zip(column.value.tolist(), column.known.tolist(), strict=True)) for name, column in columns.items()},
    }  # fmt: skip


def same(under: str, as_of: date) -> None:
    asked = {"under": under, "as_of": as_of, "names": kept_names()}
    assert told(read_facts(ALL, **asked)) == told(scan_facts(ALL, **asked))  # type: ignore[arg-type]  # three keywords


@pytest.mark.parametrize("seed", range(SEEDS))
def test_after_any_write_the_facts_are_those_of_the_rows(seed: int) -> None:
    live_in(Town(seed), WRITES)


@pytest.mark.bench
@pytest.mark.parametrize("seed", range(100, 140))
def test_after_many_more_writes_too(seed: int) -> None:
    live_in(Town(seed), 100)


def live_in(town: Town, writes: int) -> None:
    """Whatever is written, of what is kept nothing is told that the rows do not say."""
    refresh_facts(on=TODAY)
    for _ in range(writes):
        town.write()
        same(*town.draw.choice([(EVERYWHERE, TODAY), (EVERYWHERE, town.day()), (town.any(Community).path, town.day())]))
        if town.draw.random() < 0.5:
            refresh_facts(on=town.draw.choice([TODAY, TODAY, town.day()]))


def queries(under: str, as_of: date = TODAY) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read_facts(ALL, under=under, as_of=as_of, names=kept_names())
    return len(asked)


def test_kept_facts_are_read_at_one_look_and_marked_ones_out_of_the_rows() -> None:
    one, other = (make_community(f"90010100100{number}") for number in (1, 2))
    refresh_facts(on=TODAY)
    assert queries(EVERYWHERE) == 1
    make_facility(one)
    assert queries(other.path) == 1
    assert queries(one.path) > 1
    assert refresh_facts(on=TODAY) == 1
    assert queries(EVERYWHERE) == 1
    assert not StaleFacts.objects.exists()


def test_kept_facts_hold_until_the_next_day_on_which_something_begins() -> None:
    community = make_community()
    make_facility(community, opened_on=TODAY + timedelta(days=3))
    make_households(community, 10, counted_on=TODAY - timedelta(days=5))
    refresh_facts(on=TODAY)
    kept = KeptFacts.objects.get()
    assert (kept.since, kept.until) == (TODAY - timedelta(days=5), TODAY + timedelta(days=3))
    assert queries(EVERYWHERE, TODAY + timedelta(days=2)) == 1
    assert queries(EVERYWHERE, TODAY + timedelta(days=3)) > 1
    assert queries(EVERYWHERE, TODAY - timedelta(days=6)) > 1


def test_kept_facts_hold_no_longer_than_whoever_shared_the_block_was_gone() -> None:
    block = make_block()
    kept, _gone = (
        make_community(
            f"90010100100{number}", block=block, in_block=True, valid_to=until, source=make_source(label, provenance=label)
        )
        for number, until, label in ((1, None, "recorded"), (2, TODAY, "sample"))
    )
    refresh_facts(on=TODAY + timedelta(days=9))
    assert KeptFacts.objects.get(community_id=kept.pk).since == TODAY + timedelta(days=1)
    same(EVERYWHERE, TODAY)


def test_another_law_book_keeps_other_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    make_community()
    refresh_facts(on=TODAY)
    monkeypatch.setattr("assessments.facts.reading.checksum", lambda: "another book")
    assert queries(EVERYWHERE) > 1


@pytest.mark.django_db(transaction=True)
def test_a_write_while_the_rows_are_read_leaves_its_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    community = make_community()

    def read_and_be_overtaken(*asked: Any) -> FactSheet:
        sheet = facts_in(*asked)
        elsewhere(lambda: make_facility(community, "nursery"))
        return sheet

    monkeypatch.setattr("assessments.services.keeping.facts_in", read_and_be_overtaken)
    refresh_facts(on=TODAY)
    assert StaleFacts.objects.filter(community_id=community.pk).exists()
    same(EVERYWHERE, TODAY)


@pytest.mark.django_db(transaction=True)
def test_a_write_that_is_not_committed_keeps_its_mark_until_it_is() -> None:
    community = make_community()
    refresh_facts(on=TODAY)
    with transaction.atomic():
        make_facility(community, "nursery")
        elsewhere(lambda: refresh_facts(on=TODAY))
    assert StaleFacts.objects.filter(community_id=community.pk).exists()
    same(EVERYWHERE, TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_do_not_keep_facts_at_once() -> None:
    make_community()
    done: list[int] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        elsewhere(lambda: done.append(refresh_facts(on=TODAY)))
    assert done == [0]
    same(EVERYWHERE, TODAY)


def elsewhere(work: Callable[[], object]) -> None:
    """Done, and committed, over a connection of its own."""

    def run() -> None:
        work()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
