"""Nothing leaves its area: the planner takes the city's rows, the officer the province's, the stranger none."""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from accounts.models import User
from communities.scope import AreaScope
from intake.exports import EXPORTS, FORMATS, formats_of, sheet_of
from intake.exports import written as pieces_of
from tests.exports.country import CANARY, make_all, settle
from tests.exports.files import changes_nothing, written
from tests.exports.snapshots import exact
from tests.factories import Territory, make_community, make_inventory, make_territory
from tests.factories.communities import DAY
from tests.factories.once import stored_once
from tests.pages.conftest import Browser
from tests.pages.reading import body_of

FILES = [(kind, suffix) for kind in EXPORTS for suffix in formats_of(kind)]
ROWS = {
    "divisions": 6, "division_boundaries": 2, "division_counts": 2, "communities": 4, "boundaries": 4, "households": 8,
    "compounds": 4, "facilities": 9, "premises": 4, "survey": 4, "inventory": 4,
}  # fmt: skip
DIGITS = {"divisions": 4, "division_boundaries": 6, "division_counts": 6}
"""How much of a code a file shows, where that is not all of it."""


@pytest.fixture(scope="module")
def settled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Territory]:
    """Made once for them all."""
    with stored_once(django_db_blocker, _settled) as made:
        yield made


def _settled() -> Territory:
    territory = make_territory()
    settle(territory)
    return territory


@pytest.fixture(autouse=True)
def territory(settled: Territory, db: None) -> Territory:
    return deepcopy(settled)


def address(kind: str, suffix: str, query: str = "") -> str:
    return f"/files/{kind}/data.{suffix}{query}"


def text_of(browser: Browser, user: User, where: str) -> str:
    response = browser(user, "en").get(where)
    assert response.status_code == 200
    body = body_of(response)
    if not where.partition("?")[0].endswith("xlsx"):
        return body.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


def rows_in(text: str, suffix: str) -> int:
    """Rows below the heads: every one ends with its provenance."""
    return text.count({"csv": ",recorded\r\n", "xlsx": "<t>recorded</t>", "geojson": '"provenance": "recorded"'}[suffix])


@pytest.mark.parametrize(("kind", "suffix"), FILES)
def test_the_planner_takes_the_city_and_nothing_of_the_rest(
    kind: str, suffix: str, planner: User, territory: Territory, browser: Browser
) -> None:
    text = text_of(browser, planner, address(kind, suffix))
    assert rows_in(text, suffix) == ROWS[kind]
    for secret in (CANARY, territory.near.code, territory.far.code, territory.near.code[:9], territory.far.code[:9]):
        assert secret not in text


@pytest.mark.parametrize(("kind", "suffix"), FILES)
def test_the_officer_takes_the_province_and_nothing_beyond(
    kind: str, suffix: str, officer: User, territory: Territory, browser: Browser
) -> None:
    text = text_of(browser, officer, address(kind, suffix))
    assert rows_in(text, suffix) == ROWS[kind] + {"divisions": 3, "households": 2, "facilities": 2}.get(kind, 1)
    assert territory.near.code[: DIGITS.get(kind, 12)] in text
    for secret in (f"{CANARY}-91", territory.far.code, territory.far.code[:9]):
        assert secret not in text


@pytest.mark.parametrize(("kind", "suffix"), FILES)
def test_the_stranger_takes_nothing(kind: str, suffix: str, stranger: User, territory: Territory, browser: Browser) -> None:
    for query in ("", "?division=9001", "?division=91"):
        assert browser(stranger).get(address(kind, suffix, query)).status_code == 403
    page = browser(stranger, "en").get("/files/").content.decode()
    assert "data.csv" not in page
    assert "There is no area that you may see." in page


@pytest.mark.parametrize(("kind", "suffix"), FILES)
def test_somebody_unknown_is_asked_to_log_in(kind: str, suffix: str, anonymous: object, browser: Browser) -> None:
    assert browser().get(address(kind, suffix)).headers["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize(("query", "status"), [
    ("?division=900101", 200), ("?division=90", 200), ("?division=9002", 404), ("?division=91", 404), ("?division=77", 404),
    ("?division=x", 404), ("?division=%00", 404), ("?division=9001011", 404),
])  # fmt: skip
def test_a_division_narrows_and_never_widens(
    query: str, status: int, planner: User, territory: Territory, browser: Browser
) -> None:
    response = browser(planner, "en").get(address("communities", "csv", query))
    assert response.status_code == status
    if status == 200:
        text = body_of(response).decode()
        assert rows_in(text, "csv") == (2 if "900101" in query else 4)
        assert CANARY not in text


@pytest.mark.parametrize("where", ["/files/nothing/data.csv", "/files/survey/data.geojson", "/files/survey/data.pdf"])
def test_what_nobody_writes_is_not_found(where: str, planner: User, browser: Browser) -> None:
    assert browser(planner).get(where).status_code == 404


def test_a_download_says_what_it_is_and_is_kept_by_no_cache(planner: User, browser: Browser) -> None:
    response = browser(planner).get(address("facilities", "geojson", "?division=900101"))
    assert response.streaming
    assert '"wanzheng-facilities-900101-2' in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith('.geojson"')
    assert response["Cache-Control"] == "private, no-store"
    assert browser(planner).post(address("facilities", "csv")).status_code == 405


def test_the_page_links_every_file(planner: User, browser: Browser) -> None:
    page = browser(planner, "en").get("/files/").content.decode()
    assert [where for where in (address(*each) for each in FILES) if f'href="{where}"' not in page] == []
    assert "/files/survey/data.geojson" not in page


@pytest.mark.parametrize(("kind", "suffix"), [each for each in FILES if each[1] != "xlsx"])
def test_a_download_that_breaks_off_leaves_no_cursor_behind(
    kind: str, suffix: str, territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"intake.exports.{suffix}_file.LINES", 1)
    whole = AreaScope.everywhere()
    sheet = sheet_of(whole, kind, EXPORTS[kind], lang="zh", is_map=suffix == "geojson", division=None, today=DAY)
    pieces = pieces_of(sheet, FORMATS[suffix])
    for _ in range(3):
        next(pieces)
    assert cursors() > 0
    pieces.close()
    assert cursors() == 0


def cursors() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("paths", [("/90/9001/",), ("/90/9001/900101/", "/91/")])
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "geojson"])
def test_what_a_part_of_the_country_writes_changes_nothing(
    suffix: str, paths: tuple[str, ...], territory: Territory, tmp_path: Path
) -> None:
    files, before = written(tmp_path, suffix, "zh", AreaScope(paths)), exact()
    assert len(files) == len(EXPORTS)
    changes_nothing(files)
    assert exact() == before


@pytest.mark.parametrize(("kind", "suffix"), FILES)
def test_the_number_of_queries_does_not_grow(
    kind: str, suffix: str, planner: User, territory: Territory, browser: Browser
) -> None:
    client = browser(planner)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            body_of(client.get(address(kind, suffix)))
        return len(queries)

    few = asked()
    for number in range(10, 20):
        community = make_community(f"9001010010{number}")
        make_all(community, f"own {number}")
        make_inventory(community, "canteen")
    assert asked() == few
    assert few <= 8
