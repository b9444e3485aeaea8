"""With a real standby: what may lag is read from it, whatever else from the primary, and everybody sees what they wrote."""

import pytest
from django.contrib.sessions.models import Session
from django.db import InternalError, connections, router, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from communities.models import Community
from config.replica.middleware import COOKIE, ReplicaMiddleware
from config.replica.reads import MAY_LAG
from config.replica.router import PRIMARY, REPLICA, reading_from_replica
from config.replica.standby import FARTHEST, STANDBY, State
from intake.models import Delivery
from tests.factories import Territory, make_round
from tests.factories.communities import DAY
from tests.pages.reading import body_of
from tests.replica.addresses import address_of
from tests.replica.conftest import has_all, listening
from tests.replica.servers import Pair, wait_until

ROUNDS = "/api/v1/rounds/"


def newest(client: Client) -> int:
    """The number of the newest round that the API lists."""
    return int(client.get(ROUNDS).json()["results"][0]["id"])


def test_what_is_written_on_the_primary_appears_on_the_standby(standby: Pair) -> None:
    made = make_round()
    wait_until(lambda: Round.objects.using(REPLICA).filter(pk=made.pk).exists())
    assert Round.objects.using(REPLICA).get(pk=made.pk).fingerprint == made.fingerprint


def test_a_standby_that_lags_shows_the_past_and_the_primary_the_present(paused: Pair, newer: Round, anybody: Client) -> None:
    assert Round.objects.order_by("-pk")[0] == newer
    assert newest(anybody) < newer.pk


@pytest.mark.parametrize("name", sorted(MAY_LAG))
def test_what_may_lag_is_read_from_the_standby_to_its_end(standby: Pair, anybody: Client, name: str) -> None:
    one = Round.objects.using(REPLICA).latest("pk")
    with listening(standby) as heard, connections[PRIMARY].execute_wrapper(_refuse):
        response = anybody.get(address_of(name, one))
        body = body_of(response)
    assert (response.status_code, bool(body)) == (200, True)
    assert heard().count("pg_is_in_recovery") == 1


def _refuse(*_: object) -> None:
    raise AssertionError("a query reached the primary")


def test_the_rows_of_a_file_are_the_standbys_too(paused: Pair, anybody: Client, country: Territory) -> None:
    Community.objects.filter(pk=country.far.pk).update(name="另一名称")
    assert country.far.name in body_of(anybody.get("/communities.csv")).decode()
    assert "另一名称" in body_of(anybody.get("/api/v1/communities/?limit=100")).decode()
    Community.objects.filter(pk=country.far.pk).update(name=country.far.name)


@pytest.mark.parametrize("address", ["/communities/900101001001/", "/checks/", "/facts/", "/prices/", "/api/v1/facilities/"])
def test_what_is_judged_from_live_data_never_asks_the_standby(standby: Pair, anybody: Client, address: str) -> None:
    with listening(standby) as heard:
        assert anybody.get(address).status_code == 200
    assert heard() == ""


def test_a_card_shows_the_newest_round_while_the_standby_lags(paused: Pair, newer: Round, anybody: Client) -> None:
    assert f'"round":{newer.pk}' in anybody.get("/api/v1/scorecards/900101001001/").content.decode().replace(" ", "")


def test_nothing_of_a_request_that_writes_reaches_the_standby(standby: Pair, writer: Client) -> None:
    with listening(standby) as heard:
        made = writer.post(ROUNDS, {"division": "9001", "day": DAY.isoformat()}, content_type="application/json")
    assert (made.status_code, heard()) == (201, "")


def test_the_standby_refuses_to_be_written(standby: Pair) -> None:
    with pytest.raises(InternalError, match="read-only"):
        Community.objects.using(REPLICA).update(name="x")


def test_who_writes_sees_it_and_others_a_moment_later(paused: Pair, writer: Client, anybody: Client) -> None:
    before = newest(anybody)
    made = writer.post(ROUNDS, {"division": "9001", "day": DAY.isoformat()}, content_type="application/json")
    assert newest(writer) == made.json()["id"]
    assert newest(anybody) == before


def test_what_was_written_is_remembered_for_longer_than_a_standby_may_lag(
    standby: Pair, anybody: Client, settings: Settings
) -> None:
    settings.REPLICA_MAX_LAG = 86_400
    told = anybody.post("/i18n/setlang/", {"language": "en"}).cookies[COOKIE]
    assert int(told["max-age"]) > settings.REPLICA_MAX_LAG
    assert (told["httponly"], told["samesite"]) == (True, "Lax")


def test_who_wrote_is_read_from_the_standby_again_once_it_has_it(standby: Pair, writer: Client) -> None:
    made = writer.post(ROUNDS, {"division": "9001", "day": DAY.isoformat()}, content_type="application/json")
    wait_until(has_all)
    with listening(standby) as heard:
        assert newest(writer) == made.json()["id"]
    assert "assessments_round" in heard()


@pytest.mark.parametrize("said", ["", "x", "0/1", "'; DROP TABLE", "FFFFFFFFF-0"])
def test_a_cookie_that_says_nothing_is_no_cookie(standby: Pair, anybody: Client, said: str) -> None:
    anybody.cookies[COOKIE] = said
    with listening(standby) as heard:
        assert anybody.get(ROUNDS).status_code == 200
    assert "assessments_round" in heard()


def test_who_a_person_is_and_what_they_bring_is_the_primarys(standby: Pair) -> None:
    with listening(standby) as heard, reading_from_replica():
        assert User.objects.filter(username="planner").exists()
        assert list(Delivery.objects.all()) == []
        assert Session.objects.count() >= 0
    assert heard() == ""


def test_a_transaction_reads_where_it_writes(paused: Pair) -> None:
    with reading_from_replica():
        with transaction.atomic():
            made = make_round()
            assert Round.objects.filter(pk=made.pk).exists()
        assert Round.objects.filter(pk=made.pk).exists(), "from the first write on"
    with reading_from_replica():
        assert not Round.objects.filter(pk=made.pk).exists()


def test_a_transaction_reads_what_was_written_past_the_router(paused: Pair, country: Territory) -> None:
    with reading_from_replica(), transaction.atomic(), connections[PRIMARY].cursor() as cursor:
        cursor.execute("UPDATE communities_community SET name = '另一名称' WHERE id = %s", [country.far.pk])
        assert Community.objects.get(pk=country.far.pk).name == "另一名称"
        transaction.set_rollback(True)


def test_what_is_drawn_late_is_read_from_the_standby_too(paused: Pair, newer: Round, rf: RequestFactory) -> None:
    def late(_: HttpRequest) -> SimpleTemplateResponse:
        drawn = engines["django"].from_string("{% for one in rounds %}<{{ one.pk }}>{% endfor %}")
        return SimpleTemplateResponse(drawn, {"rounds": Round.objects.all()})

    request = rf.get("/rounds/")
    request.resolver_match = resolve("/rounds/")
    answered = ReplicaMiddleware(lambda _: HttpResponse()).process_view(request, late, (), {})
    assert answered is not None
    assert f"<{newer.pk}>" not in body_of(answered).decode()


def test_tables_are_never_made_on_the_standby(standby: Pair) -> None:
    assert router.allow_migrate_model(PRIMARY, Community)
    assert not router.allow_migrate_model(REPLICA, Community)


def test_an_address_that_the_standby_does_not_know_yet_is_found(paused: Pair, newer: Round, anybody: Client) -> None:
    assert anybody.get(f"/rounds/{newer.pk}/").status_code == 200
    assert anybody.get(f"{ROUNDS}{newer.pk}/").json()["id"] == newer.pk
    assert anybody.get(f"/rounds/{newer.pk + 1}/").status_code == 404


def test_a_standby_that_lags_too_far_is_not_read(paused: Pair, newer: Round, anybody: Client, settings: Settings) -> None:
    settings.REPLICA_MAX_LAG = 0
    assert newest(anybody) == newer.pk
    assert anybody.get("/healthz").json() == {"status": "ok", "replica": State.LAGGING}


def test_an_idle_primary_is_no_lag(standby: Pair, settings: Settings) -> None:
    settings.REPLICA_MAX_LAG = 0
    assert STANDBY.state() is State.READY
    assert STANDBY.state(FARTHEST) is State.BEHIND
