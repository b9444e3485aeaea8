"""`manage.py audit`."""

import random
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from communities.models import Seal
from tests.audit.acting_at_random import Somebody
from tests.audit.test_sealing import by_hand

pytestmark = pytest.mark.django_db


def audit(*words: str) -> str:
    said = StringIO()
    call_command("audit", *words, stdout=said)
    return said.getvalue().strip()


@pytest.fixture
def mark() -> str:
    Somebody(random.Random(3)).does(12)  # noqa: S311  # acts, not secrets
    return audit("head")


def test_a_log_that_holds_and_its_mark(mark: str) -> None:
    last = Seal.objects.get(number=int(mark.split(":")[0]))
    assert mark == f"{last.number}:{last.chained.hex()}"
    assert (
        audit("verify")
        == audit("verify", "--head", mark)
        == f"{last.number} acts, all as they were. {last.number} 项操作，全部无误。"
    )


def test_the_first_act_that_was_altered_is_named(mark: str) -> None:
    act = Seal.objects.get(number=4).act
    by_hand(f"UPDATE communities_act SET who = 'nobody' WHERE id = {act.pk}")  # noqa: S608  # a number
    with pytest.raises(CommandError) as failed:
        audit("verify")
    assert failed.value.returncode == 1
    assert str(failed.value).startswith("3 acts hold.")
    assert "seal 4: the act, or one of its changes, was altered." in str(failed.value)
    assert f"act {act.pk} {act.verb}" in str(failed.value)


def test_an_empty_log_and_a_mark_that_is_none() -> None:
    assert audit("head") == "0:"
    assert audit("verify") == "0 acts, all as they were. 0 项操作，全部无误。"
    with pytest.raises(CommandError, match="NUMBER:DIGITS"):
        audit("verify", "--head", "x")
