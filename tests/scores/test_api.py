"""/api/v1/weights/ and /api/v1/scores/: the same list as the page, and a problem document where no weights are chosen."""

from fractions import Fraction
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from assessments.models import Round
from assessments.scores.loading import weight_sets
from tests.api.reading import as_person, body_of, is_problem, results
from tests.factories import Territory, make_round
from tests.scores.listing import expected

SCORES = "/api/v1/scores/?weights=equal_domains"
IDS = [each.id for each in weight_sets()]


@pytest.fixture
def reader(settings: Settings) -> Client:
    settings.OPEN_READING = True
    return Client()


def listed(rows: list[dict[str, Any]]) -> list[tuple[str, int | None]]:
    return [(row["community"]["code"], row["rank"]) for row in rows]


def test_the_weights_are_listed_and_say_who_says_so(db: None, reader: Client) -> None:
    rows = results(reader, "/api/v1/weights/")
    assert [row["id"] for row in rows] == IDS
    for row in rows:
        assert row["confidence"] == "D"
        assert len(row["weights"]) == 7
        shares = [each["share"] for each in row["weights"]]
        assert sum(map(Fraction, shares)) == 1 if row["per"] == "domain" else shares == [None] * 7


@pytest.mark.parametrize("query", ["", "division=9001", "weights=", "format=csv", "weights=nope", "weights=nope&format=xlsx"])
def test_without_weights_there_is_no_score(query: str, scored: Round, reader: Client) -> None:
    document = is_problem(reader.get(f"/api/v1/scores/?{query}"), 400, "bad_value")
    assert document["errors"][0]["parameter"] == "weights"
    assert document["errors"][0]["allowed"] == IDS


@pytest.mark.parametrize("weights", IDS)
@pytest.mark.parametrize("division", ["", "9001", "900101"])
def test_the_list_is_the_oracles(weights: str, division: str, scored: Round, reader: Client) -> None:
    answer = reader.get(f"/api/v1/scores/?weights={weights}&division={division}").json()
    assert listed(answer["results"]) == expected(scored, weights, division)
    assert answer["count"] == len(answer["results"])
    assert answer["weights"]["id"] == weights
    assert len(answer["moves"]["under"]) == 17
    assert answer["moves"]["most"] == max(each["most"] for each in answer["moves"]["under"])


def test_what_is_sent_is_enough_to_reach_the_score_again(scored: Round, reader: Client) -> None:
    for row in results(reader, SCORES):
        judged = [share for share in row["shares"] if share["judged"]]
        low = sum((Fraction(share["weight"]) * share["met"] / share["judged"] for share in judged), Fraction(0))
        assert row["low"] is None if not judged else 0 <= low * 100 - Fraction(row["low"]) < Fraction(1, 10)
        assert row["rank"] is None or row["rank_best"] <= row["rank"] <= row["rank_worst"]
        assert (row["low"] == row["high"]) == (row["unknown"] == 0)


def test_pages_go_on_in_the_round_they_began_in(scored: Round, reader: Client) -> None:
    whole = results(reader, SCORES)
    first = reader.get(f"{SCORES}&limit=4")
    make_round()
    second = reader.get(first.json()["next"]).json()
    assert first.json()["results"] + second["results"] == whole
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert (first.json()["previous"], second["next"]) == (None, None)
    assert reader.get(second["previous"]).json()["results"] == first.json()["results"]
    assert QueryDict(first.json()["next"].partition("?")[2])["round"] == str(scored.pk)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("cursor=999999999999", "bad_cursor"),
        ("limit=0", "bad_value"),
        ("limit=x", "bad_value"),
        ("limit=10001", "bad_value"),
        ("division=x", "bad_value"),
        ("wieghts=1", "unknown_parameter"),
        ("count=none", "unknown_parameter"),
        ("format=csv&limit=3", "unknown_parameter"),
        ("lang=en", "unknown_parameter"),
    ],
)
def test_what_cannot_be_read_is_a_problem(query: str, code: str, scored: Round, reader: Client) -> None:
    is_problem(reader.get(f"{SCORES}&{query}"), 400, code)


def test_there_is_no_round_yet(territory: Territory, planner: User) -> None:
    is_problem(as_person(planner).get(SCORES), 404, "no_round")


def test_each_person_ranks_the_own_communities(
    scored: Round, planner: User, officer: User, stranger: User, territory: Territory
) -> None:
    assert listed(results(as_person(planner), SCORES)) == expected(scored, "equal_domains", "9001")
    assert listed(results(as_person(officer), SCORES)) == expected(scored, "equal_domains", "90")
    assert as_person(planner).get(f"{SCORES}&division=91").json().get("results", []) == []
    assert as_person(stranger).get(SCORES).json().get("results", []) == []
    file = body_of(as_person(planner).get(f"{SCORES}&format=csv")).decode()
    assert territory.near.code not in file
    assert territory.own[0].code in file


def test_nobody_is_asked_to_log_in(scored: Round, anonymous: object) -> None:
    for address in (SCORES, "/api/v1/weights/"):
        is_problem(Client().get(address), 401, "not_authenticated")


def test_it_is_read_only(scored: Round, planner: User) -> None:
    for address in ("/api/v1/scores/", "/api/v1/weights/"):
        is_problem(as_person(planner).post(address, "{}", content_type="application/json"), 405, "method_not_allowed")


def test_the_file_and_the_list_are_the_same(scored: Round, reader: Client) -> None:
    rows = body_of(reader.get(f"{SCORES}&format=csv&lang=en")).decode().splitlines()
    answer = results(reader, SCORES)
    assert len(rows) == len(answer) + 1
    for line, row in zip(rows[1:], answer, strict=True):
        cells = line.split(",")
        assert cells[0] == row["community"]["code"]
        assert cells[5:10] == [
            str(row[key] if row[key] is not None else "") for key in ("rank", "rank_best", "rank_worst", "low", "high")
        ]
