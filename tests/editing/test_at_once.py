"""Several people edit the same entries at the same time, and none of their edits is lost."""

import threading
from collections import Counter
from typing import Any

import pytest
from django.db import connections

from accounts.models import User
from communities.models import Act, Change, Compound
from communities.scope import AreaScope
from communities.sealing import verify
from intake.editing.entries import Entry, entry_of
from intake.editing.kinds import ENTRY_KINDS
from intake.editing.writing import Conflict, Wish, edit_entry
from tests.factories import make_community, make_source, make_user

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, OBJECTS, EDITS = 8, 3, 6
KIND = ENTRY_KINDS["compound"]


def test_eight_threads_lose_no_edit() -> None:
    """Each adds one to a figure, reads again where it was too slow, and so on: the sum says whether any was lost."""
    community, source = make_community("900101001001"), make_source()
    keys = [
        Compound.objects.create(code=f"C-{n}", name=f"小区{n}", community=community, households=1, source=source).pk
        for n in range(OBJECTS)
    ]
    people = [make_user(f"clerk{number}") for number in range(THREADS)]
    conflicts, faults = Counter[str](), list[BaseException]()

    def edit_all(number: int) -> None:
        try:
            for turn in range(EDITS):
                _add_one(people[number], community, keys[(number + turn) % OBJECTS], conflicts)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=edit_all, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sum(found or 0 for found in Compound.objects.values_list("households", flat=True)) == OBJECTS + THREADS * EDITS
    assert Act.objects.filter(verb="edit_compound").count() == THREADS * EDITS
    assert Change.objects.filter(table=KIND.table, how="changed").count() == THREADS * EDITS
    assert verify() == (THREADS * EDITS, None)
    print(f"{THREADS} threads, {THREADS * EDITS} edits of {OBJECTS} objects, {conflicts['met']} conflicts, 0 lost")  # noqa: T201


def _add_one(by: User, community: Any, key: int, conflicts: Counter[str]) -> None:
    """Reads, adds one, and writes; again from the start where somebody was faster."""
    while True:
        one = entry_of(KIND, community, key, "zh")
        assert isinstance(one, Entry)
        wanted = {"households": str(int(one.cells["households"]) + 1)}
        try:
            assert edit_entry(one, one.version, Wish(by, AreaScope.everywhere(), community, wanted)) == []
        except Conflict:
            conflicts["met"] += 1
        else:
            return
