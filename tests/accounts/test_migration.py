"""Mandates become grants: nobody gains or loses anything, there and back."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

CODE = "900100000000"
BEFORE, AFTER = [("accounts", "0001_initial")], [("accounts", "0003_no_mandates")]


def moved(target: list[tuple[str, str]]) -> Any:
    """The models as they were after ``target``."""
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.mark.django_db(transaction=True)
def test_a_mandate_becomes_a_planner_and_a_clerk() -> None:
    try:
        old = moved(BEFORE)
        user = old.get_model("accounts", "User").objects.create(username="li")
        divisions = old.get_model("communities", "Division").objects
        city = divisions.create(code=CODE, name="x", level="city", path="/90/9001/")
        mandates = old.get_model("accounts", "Mandate").objects
        mandates.create(user=user, division=city, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31), reason="why")
        mandates.create(user=user, division=None, valid_from=date(2026, 2, 1), reason="")
        rows = moved(AFTER).get_model("accounts", "Grant").objects.order_by("pk")
        said = ("role", "division__code", "valid_from", "valid_to", "reason", "granted_by", "revoked_at")
        year = (date(2026, 1, 1), date(2026, 12, 31), "why", None, None)
        ever = (date(2026, 2, 1), None, "mandate", None, None)
        assert list(rows.values_list(*said)) == [
            ("planner", CODE, *year), ("clerk", CODE, *year), ("planner", None, *ever), ("clerk", None, *ever),
        ]  # fmt: skip
        back = moved(BEFORE).get_model("accounts", "Mandate").objects.order_by("pk")
        assert list(back.values_list("division__code", "reason")) == [(CODE, "why"), (None, "mandate")]
    finally:
        moved(MigrationExecutor(connection).loader.graph.leaf_nodes())  # as whoever tests next expects it
