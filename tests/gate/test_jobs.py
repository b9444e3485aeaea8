"""Revoked means now: when a job begins, at its next step, and before it commits. For imports, their undoing, and rounds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Grant, User
from accounts.services.people import deactivate_user
from assessments.models import Round, Scorecard
from assessments.services import working as rounds
from communities import acts
from communities.models import Division, HouseholdCount
from intake import services
from intake.deliveries.receiving import ask_to_store, ask_to_undo
from intake.deliveries.undoing import undo_delivery
from intake.models import Delivery
from tests.factories import make_grant, make_worker, revoke_all
from tests.factories.territory import Territory
from tests.intake.deliveries.conftest import HandIn, Work, clerk, hand_in, stored, work  # noqa: F401  fixtures
from tests.intake.making import FIRST
from tests.ordering.conftest import order

pytestmark = pytest.mark.django_db
ROWS = f"社区代码,户数,统计日期\n{FIRST},5,2024-12-31\n"


@contextmanager
def beside() -> Iterator[None]:
    """Outside of the act under way, as in another connection."""
    token = acts._going_on.set(None)
    try:
        yield
    finally:
        acts._going_on.reset(token)


def expire(user: User) -> None:
    """Its last day was yesterday."""
    Grant.objects.filter(user=user).update(valid_to=timezone.localdate() - timedelta(days=1))


def revoke(user: User) -> None:
    """By somebody else, whose act is none of the job's."""
    with beside():
        revoke_all(user)


def close(user: User) -> None:
    with beside():
        deactivate_user(by=None, user=user)


def lose_the_role(user: User) -> None:
    """Reads as before, and writes no longer."""
    revoke(user)
    make_grant(user, None, "viewer")


def lose_the_place(user: User) -> None:
    revoke(user)
    make_grant(user, Division.objects.order_by("-path").first())


LOSSES = [revoke, expire, close, lose_the_role, lose_the_place]
Lose = Callable[[User], None]


def first(lose: Lose, user: User, call: Callable[..., Any]) -> Callable[..., Any]:
    """``call``, and before it the loss."""

    def both(*args: Any, **options: Any) -> Any:
        lose(user)
        return call(*args, **options)

    return both


def then(lose: Lose, user: User, call: Callable[..., Any]) -> Callable[..., Any]:
    """``call``, and after it the loss."""

    def both(*args: Any, **options: Any) -> Any:
        made = call(*args, **options)
        lose(user)
        return made

    return both


def checked(hand_in: HandIn, work: Work) -> Delivery:  # noqa: F811  as everywhere
    delivery = hand_in({"a.csv": ROWS})
    work()
    return delivery


def ended(delivery: Delivery) -> tuple[str, str, int]:
    found = Delivery.objects.get(pk=delivery.pk)
    return found.state, found.fault, HouseholdCount.objects.count()


@pytest.mark.parametrize("lose", LOSSES)
def test_an_import_of_somebody_who_lost_it_is_not_begun(
    lose: Lose, hand_in: HandIn, work: Work, clerk: User  # noqa: F811
) -> None:  # fmt: skip
    delivery = checked(hand_in, work)
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    before = HouseholdCount.objects.count()
    lose(clerk)
    work()
    assert ended(delivery) == ("failed", "mandate_gone", before)


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("step", ["_take_in", "_check_whole", "record"])
def test_an_import_stops_at_its_next_step_and_is_not_committed(
    step: str, lose: Lose, hand_in: HandIn, work: Work, clerk: User, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    """``_take_in`` reports on the way; after ``record`` only the commit is left."""
    delivery = checked(hand_in, work)
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    before = HouseholdCount.objects.count()
    wrap = then if step == "record" else first
    monkeypatch.setattr(services, step, wrap(lose, clerk, getattr(services, step)))
    work()
    # What the loss itself wrote goes with the transaction of the import, as it would not if somebody else had written it.
    assert ended(delivery) == ("failed", "mandate_gone", before)


def test_a_check_stops_too(hand_in: HandIn, work: Work, clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    delivery = hand_in({"a.csv": ROWS})
    monkeypatch.setattr(services, "_take_in", first(revoke, clerk, services._take_in))
    work()
    assert ended(delivery)[:2] == ("failed", "mandate_gone")


@pytest.mark.parametrize("step", ["begin", "end"])
@pytest.mark.parametrize("lose", LOSSES)
def test_an_undoing_stops_and_everything_stays(
    lose: Lose, step: str, hand_in: HandIn, work: Work, clerk: User, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    delivery = checked(hand_in, work)
    ask_to_store(by=clerk, delivery=delivery.pk, good_rows=False)
    work()
    before = HouseholdCount.objects.count()
    ask_to_undo(by=clerk, delivery=delivery.pk)
    if step == "begin":
        lose(clerk)
    else:
        monkeypatch.setattr("intake.deliveries.working.undo_delivery", then(lose, clerk, undo_delivery))
    work()
    assert ended(delivery) == ("stored", "mandate_gone", before)


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("step", ["", "refresh_facts", "judge", "store_scorecards"])
def test_a_round_of_somebody_who_lost_it_stops_and_stores_nothing(
    step: str, lose: Lose, territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = make_worker("planner", territory.city)
    one = order(planner, territory.city)
    if step:
        monkeypatch.setattr(rounds, step, then(lose, planner, getattr(rounds, step)))
    else:
        lose(planner)
    rounds.work(one.pk)
    found = Round.objects.get(pk=one.pk)
    assert (found.state, found.trouble, found.finished_at) == ("failed", "mandate_gone", None)
    assert not Scorecard.objects.filter(round=one).exists()
