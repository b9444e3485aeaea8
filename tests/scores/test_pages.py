"""The page of scores: none by default; under chosen weights each person's own list, with its weights."""

import csv
import io
import re

import pytest
from django.test import Client
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from accounts.models import User
from assessments.models import Round, Scorecard
from assessments.scores.loading import weight_sets
from assessments.views import lists
from communities.models import Community, Provenance
from tests.api.reading import as_person, body_of
from tests.factories import Territory, make_round, make_source
from tests.scores.listing import expected

CARD = re.compile(r'href="/communities/(\d{12})/[^"]*"')
RANK = re.compile(r'data-label="Rank"[^>]*>\s*<span>([^<]+)</span>')
NEXT = re.compile(r'rel="next" href="([^"]+)"')
PREVIOUS = re.compile(r'rel="prev" href="([^"]+)"')
CHOSEN = "/scores/?weights=equal_domains"


@pytest.fixture
def reader(settings: Settings) -> Client:
    """Anybody, in English, where reading is open."""
    settings.OPEN_READING = True
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return body_of(response).decode("utf-8-sig")


def test_there_is_no_score_by_default(scored: Round, reader: Client) -> None:
    text = text_of(reader, "/scores/")
    assert "There is no single score by default" in text
    assert CARD.findall(text) == []
    for each in weight_sets():
        assert f'href="?weights={each.id}"' in text
        assert each.title.en in text
    assert text.count("No published official weights for complete communities were found.") == len(weight_sets())


@pytest.mark.parametrize("weights", [each.id for each in weight_sets()])
def test_a_score_stands_below_its_weights_and_says_how_far_ranks_move(weights: str, scored: Round, reader: Client) -> None:
    text = text_of(reader, f"/scores/?weights={weights}")
    assert CARD.findall(text) == [code for code, _ in expected(scored, weights)]
    for words in ("Who says so", "Ranks move at most", "Ranks move on average", "weight doubled", "weight halved"):
        assert words in text
    assert text.index("Weights of the domains") < text.index("Score, 0 to 100")
    assert re.search(r"\d\.\d–\d+\.\d", text)


def test_ranks_are_within_the_division(scored: Round, reader: Client) -> None:
    text = text_of(reader, f"{CHOSEN}&division=9001")
    assert CARD.findall(text) == [code for code, _ in expected(scored, "equal_domains", "9001")]
    assert "4 communities" in text
    assert RANK.findall(text) == [str(rank or "—") for _, rank in expected(scored, "equal_domains", "9001")]


def test_pages_lose_and_repeat_no_row(scored: Round, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = CARD.findall(text_of(reader, CHOSEN))
    monkeypatch.setattr(lists, "ROWS", 4)
    first = text_of(reader, CHOSEN)
    following = NEXT.search(first)
    assert following
    second = text_of(reader, "/scores/" + following[1].replace("&amp;", "&"))
    assert CARD.findall(first) + CARD.findall(second) == whole
    back = PREVIOUS.search(second)
    assert back
    assert CARD.findall(text_of(reader, "/scores/" + back[1].replace("&amp;", "&"))) == CARD.findall(first)


@pytest.mark.parametrize("cursor", ["x", "%00", "999999999999", "W10"])
def test_a_cursor_that_is_not_ours_begins_at_the_start(cursor: str, scored: Round, reader: Client) -> None:
    assert CARD.findall(text_of(reader, f"{CHOSEN}&cursor={cursor}")) == CARD.findall(text_of(reader, CHOSEN))


@pytest.mark.parametrize("query", ["weights=nope", "weights=equal_domains&division=x", "weights=%00"])
def test_what_cannot_be_read_shows_no_score_and_says_so(query: str, scored: Round, reader: Client) -> None:
    text = text_of(reader, f"/scores/?{query}")
    assert CARD.findall(text) == []
    assert "The filter has an error" in text
    assert "field__error" in text
    for suffix in ("csv", "xlsx"):
        assert reader.get(f"/scores.{suffix}?{query}").status_code == 302


def test_a_file_without_weights_leads_to_the_page(scored: Round, reader: Client) -> None:
    assert reader.get("/scores.csv").headers["Location"] == "/scores/?"
    assert reader.get("/scores.pdf?weights=equal_domains").status_code == 404


def test_htmx_gets_the_fragment(scored: Round, reader: Client) -> None:
    part = reader.get(CHOSEN, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert len(CARD.findall(part)) == 6


def test_a_division_without_communities_says_so(scored: Round, reader: Client) -> None:
    assert "Nothing matches" in text_of(reader, f"{CHOSEN}&division=900199&round={scored.pk}")


def test_labels_are_shown_with_the_scores(territory: Territory, reader: Client) -> None:
    sample = make_source("sample", provenance=Provenance.SAMPLE)
    Community.objects.filter(pk=territory.near.pk).update(source=sample)
    make_round()
    assert 'data-provenance="sample"' in text_of(reader, CHOSEN)
    assert "data-provenance=" not in text_of(reader, f"{CHOSEN}&division=9001")
    assert text_of(reader, "/scores.csv?weights=equal_domains").startswith("含示例数据，不得引用。")


def test_the_file_holds_the_list_with_its_weights(scored: Round, reader: Client) -> None:
    rows = list(csv.reader(io.StringIO(text_of(reader, "/scores.csv?weights=people_first"), newline="")))
    wanted = expected(scored, "people_first")
    assert [(row[0].strip(), int(row[5]) if row[5] else None) for row in rows[1:7]] == wanted
    about = {row[0]: row[1] for row in rows[8:]}
    assert about["Old and young first"].startswith("Public services 45.0%; ")
    assert "No published official weights" in about["Who says so"]
    assert about["How far ranks move under other weights"].startswith("at most ")
    assert about["Public services: weight doubled"].endswith("on average")
    assert about["Rows"] == "6"


def test_the_sheet_holds_numbers_and_gaps_where_nothing_applies(scored: Round, reader: Client) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body_of(reader.get("/scores.xlsx?weights=equal_rules"))))
    head, *rows = book.get_sheet_by_name("Scores").to_python(skip_empty_area=False)
    at = head.index("Score (%, unknown as not met)")
    assert [row[0] for row in rows] == [code for code, _ in expected(scored, "equal_rules")]
    assert all(float(str(row[at])) <= float(str(row[at + 1])) for row in rows[:-1])
    assert rows[-1][5] == rows[-1][at] == ""


def test_the_list_of_communities_leads_here(scored: Round, reader: Client) -> None:
    assert f'href="/scores/?round={scored.pk}"' in text_of(reader, "/communities/")


def test_nothing_yet_says_which_commands_to_run(db: None, reader: Client) -> None:
    assert "manage.py assess" in text_of(reader, "/scores/")
    assert reader.get("/scores.csv?weights=equal_domains").status_code == 404


def test_each_person_ranks_the_own_communities(
    scored: Round, planner: User, officer: User, stranger: User, territory: Territory
) -> None:
    for address in (CHOSEN, "/scores.csv?weights=equal_domains"):
        city, province = text_of(as_person(planner), address), text_of(as_person(officer), address)
        assert territory.near.code not in city
        assert territory.far.code not in city + province
        assert all(community.code in city for community in territory.own)
        assert territory.near.code in province
    assert text_of(as_person(planner), CHOSEN).count("/communities/90") == 4
    for address in (CHOSEN, "/scores.csv?weights=equal_domains"):
        assert as_person(stranger).get(address).status_code == 403


def test_a_division_outside_the_mandate_holds_nothing(scored: Round, planner: User) -> None:
    for code in ("9002", "91"):
        assert CARD.findall(text_of(as_person(planner), f"{CHOSEN}&division={code}&round={scored.pk}")) == []


def test_somebody_unknown_is_asked_to_log_in(scored: Round, anonymous: object) -> None:
    for address in ("/scores/", CHOSEN, "/scores.csv?weights=equal_domains"):
        response = Client().get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/login/?next=")


def test_nothing_can_be_posted(scored: Round, reader: Client) -> None:
    assert reader.post("/scores/").status_code == 405
    assert Scorecard.objects.count() == 6
