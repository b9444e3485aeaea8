"""Pages, API and the national export over a round of the nation, against a hello-world view of the same server and raw COPY.

REQUESTS=7 of each address by turns, after one that is not counted; EXPORTS=1; DEEP=10 pages of 10,000 gaps above the deep one.
"""

import json
import os
import re
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final
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
        database = str(connection.settings_dict["NAME"])
        with served(database) as server:
            _tell_pages(told, server, addresses(server, found))
        with served(database) as server:  # another, whose memory has seen nothing yet
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
    """As it is and zipped; the rows must be as many as COPY's. Memory: after the gaps of one city, and after the nation's."""
    server.get("/gaps.csv?division=9001")
    small, rows = server.peak(), _Rows()
    works = {
        "plain": lambda: server.get("/gaps.csv", rows.plain(), **{"Accept-Encoding": "identity"}),
        "copy": lambda: rows.found.append(_copied(one)),
        "zipped": lambda: server.get("/gaps.csv", rows.zipped()),
    }
    took = by_turns(works, EXPORTS)
    assert set(rows.counted()) == {told.about["gaps"]}
    told.about |= {"export": took, "peak_small": small, "peak_national": server.peak()}
    told.ratio(f"gaps.csv, {rows.found[0]:,} rows, against COPY TO STDOUT", took["plain"], took["copy"], goal=">= 0.5")
    told.ratio("gaps.csv, zipped on the way, against COPY TO STDOUT", took["zipped"], took["copy"])
    told.ratio("memory of the server after it, against after a city's", server.peak(), small, unit="M", goal="flat")


class _Rows:
    """How many rows each file held: its lines that begin with a community's code."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self._files: list[_Lines] = []

    def plain(self) -> "_Lines":
        return self._file(lambda block: block)

    def zipped(self) -> "_Lines":
        return self._file(zlib.decompressobj(wbits=31).decompress)

    def _file(self, unpacked: Callable[[bytes], bytes]) -> "_Lines":
        self._files.append(_Lines(unpacked))
        return self._files[-1]

    def counted(self) -> list[int]:
        return [*self.found, *(each.total for each in self._files)]


class _Lines:
    """Counts while the blocks arrive; a line may lie across two of them."""

    def __init__(self, unpacked: Callable[[bytes], bytes]) -> None:
        self._unpacked, self._rest, self.total = unpacked, b"", 0

    def __call__(self, block: bytes) -> None:
        whole, _, self._rest = (self._rest + self._unpacked(block)).rpartition(b"\n")
        self.total += len(_ROW.findall(whole))


def _copied(one: Round) -> int:
    with connection.cursor() as cursor, cursor.copy(_COPY.format(one.pk)) as copy:
        return sum(1 for _ in copy)
