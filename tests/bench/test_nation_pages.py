"""Pages, API and the national export over a round of the nation, against a hello-world view of the same server and raw COPY.

REQUESTS=7 of each address by turns, after one that is not counted; EXPORTS=1; DEEP=10 pages of 10,000 gaps above the deep one.
"""

import json
import os
import re
import zlib
from functools import partial
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection

from assessments.models import Gap, Round
from tests.bench.nation_base import COMMUNITIES, nation
from tests.bench.nation_data import Nation
from tests.bench.nation_rounds import Rounds
from tests.bench.nation_server import Server, served
from tests.bench.nation_table import Told, by_turns

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nation_databases")]
REQUESTS: Final = int(os.environ.get("REQUESTS", "7"))
EXPORTS: Final = int(os.environ.get("EXPORTS", "1"))
DEEP: Final = int(os.environ.get("DEEP", "10"))
HELLO: Final = "/hello/"
RULE: Final = "N48-FAC-04"
_ROW: Final = re.compile(rb"^[0-9]{12}[\t,]", re.MULTILINE)
_COPY: Final = """
    COPY (SELECT g.code, c.name, d.name, d.code, c.build_class, g.rule, g.measured, g.required, g.shortfall, g.labels
            FROM assessments_gap g JOIN communities_community c ON c.id = g.community_id
            JOIN communities_division d ON d.id = c.division_id
           WHERE g.round_id = {} ORDER BY g.code, g.position) TO STDOUT (FORMAT csv)
"""


def test_pages_and_exports() -> None:
    told, rounds = Told("pages", {"communities": COMMUNITIES, "requests": REQUESTS}), Rounds()
    with nation(COMMUNITIES) as found:
        rounds.ensure()
        told.about["gaps"] = Gap.objects.filter(round=rounds.one).count()
        with served(str(connection.settings_dict["NAME"])) as server:
            _tell_pages(told, server, addresses(server, found))
            _tell_export(told, server, rounds.one)
    told.tell()


def addresses(server: Server, found: Nation) -> dict[str, str]:
    """Name -> address. A community from the middle of the nation."""
    code = found.country.codes[len(found) // 2]
    deep = f"/api/v1/gaps/?limit=100&count=none&cursor={_deep(server)}"
    return {
        "hello": HELLO,
        "home": "/",
        "division page": f"/divisions/{code[:4]}/",
        "community list": "/communities/",
        "card": f"/communities/{code}/",
        "gap list": "/gaps/",
        "gap list of a rule": f"/gaps/?rule={RULE}",
        "gap list of a division": f"/gaps/?division={code[:4]}",
        "gap list of both": f"/gaps/?rule={RULE}&division={code[:4]}",
        "API gaps": "/api/v1/gaps/",
        "API gaps, count=none": "/api/v1/gaps/?count=none",
        "API gaps, deep": deep,
        "API gaps of a rule, count=none": f"/api/v1/gaps/?rule={RULE}&count=none",
        "API gaps of a division, count=none": f"/api/v1/gaps/?division={code[:4]}&count=none",
        "API scorecards": "/api/v1/scorecards/",
        "API scorecards, count=none": "/api/v1/scorecards/?count=none",
        "API scorecard": f"/api/v1/scorecards/{code}/",
        "rounds": "/rounds/",
    }


def _deep(server: Server) -> str:
    """The cursor of a page DEEP times 10,000 gaps down, or of the last before the end."""
    cursor, address = "", "/api/v1/gaps/?limit=10000&count=none"
    for _ in range(DEEP):
        answer: list[bytes] = []
        server.get(address, answer.append)
        following = json.loads(zlib.decompress(b"".join(answer), wbits=31))["next"]
        if following is None:
            break
        (cursor,) = parse_qs(urlsplit(following).query)["cursor"]
        address = f"/api/v1/gaps/?limit=10000&count=none&cursor={cursor}"
    return cursor


def _tell_pages(told: Told, server: Server, asked: dict[str, str]) -> None:
    works = {name: partial(server.get, address) for name, address in asked.items()}
    for work in works.values():
        work()
    took = by_turns(works, REQUESTS)
    told.about["seconds"] = took
    for name in list(asked)[1:]:
        is_goal = name in ("community list", "card", "gap list", "home")
        told.ratio(f"{name} against hello", took[name] * 1_000, took["hello"] * 1_000, unit="ms", goal=">= 0.4" * is_goal)


def _tell_export(told: Told, server: Server, one: Round) -> None:
    """The rows must be as many. Memory: after the gaps of one city, and after those of the nation."""
    server.get("/gaps.csv?division=9001")
    small = server.peak()
    asked: dict[str, Any] = {}
    took = by_turns(
        {"export": lambda: asked.update(rows=_rows(server)), "copy": lambda: asked.update(copied=_copied(one))}, EXPORTS
    )
    assert asked["rows"] == asked["copied"] == told.about["gaps"]
    told.about |= {"export": took, "peak_small": small, "peak_national": server.peak()}
    told.ratio(f"gaps.csv, {asked['rows']:,} rows, against COPY TO STDOUT", took["export"], took["copy"], goal=">= 0.5")
    told.ratio("memory of the server after it, against after a city's", server.peak(), small, unit="M", goal="flat")


def _rows(server: Server) -> int:
    """Lines that begin with a community's code, in a file that arrives zipped in blocks."""
    unpack, rest, total = zlib.decompressobj(wbits=31), b"\n", 0

    def each(block: bytes) -> None:
        nonlocal rest, total
        text = rest + unpack.decompress(block)
        whole, _, rest = text.rpartition(b"\n")
        total += len(_ROW.findall(whole))

    server.get("/gaps.csv", each)
    return total + len(_ROW.findall(rest))


def _copied(one: Round) -> int:
    with connection.cursor() as cursor, cursor.copy(_COPY.format(one.pk)) as copy:
        return sum(1 for _ in copy)
