"""Every id of the catalogue that concerns files is a case, or stands here with the reason why it is none."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.intake.catalogue import Case
from tests.intake.shared import SHARED
from tests.intake.test_catalogue_containers import CASES as CONTAINERS
from tests.intake.test_catalogue_places import CASES as PLACES
from tests.intake.test_catalogue_rows import CASES as ROWS

CATALOGUE = SHARED.parent / "design" / "reliability.md"
HEADINGS = re.compile(r"^### 2\.([A-Z]) .*$", re.M)
OF_FILES = "ABKL"
PAGES = "is about pages, not about files"
CHECKS = "is a check of the data that are stored (assessments/checks), not of the file"
ELSEWHERE: Mapping[str, str] = {
    "A45": "is about exports: CSV goes out in UTF-8 with its mark, never in GBK",
    "A50": "is about the web server: files come in by a command, there is no upload",
    "A51": "is about the web server: files come in by a command, there is no upload",
    "A53": "no hook for a scanner of viruses exists",
    "K01": PAGES,
    "K03": PAGES,
    "K07": PAGES,
    "K09": "is about pages, exports and the API",
    "K11": "is about names of users",
    "K14": "is about names and passwords of users",
    "L09": CHECKS,
    "L10": CHECKS,
    "L17": "is about how distances are judged (facilities/matching, assessments/facts)",
    "L19": "there are no tiles",
}
PARTLY: Mapping[str, str] = {
    "A01": "a rejected batch is recorded, as of every file that is refused",
    "A05": "an old workbook is read; only one under a new name is refused",
    "A25": "the header is found; a page that shows it before the file is stored does not exist",
    "A35": "the delimiter is found by what is there; it is not shown",
    "A47": "what changed is counted (new, changed, unchanged); no page shows it row by row",
    "B06": "divisions keep no successors: the nearest known division is named, nothing is mapped",
    "B22": "the verdict on an area of nought is under test with the rules",
    "B27": "shares are not said in files; docs/decisions/0008-shared-facilities.md",
    "B30": "closing before opening is an error here, not a warning: nobody can say which day is right",
    "B33": "that pages escape it is under test with the pages",
    "B37": "the days are kept; that they lie far apart is said by the checks of the data",
    "L03": "winding and repeated corners mean the same area: taken as they are; the repair is left to a GIS program",
    "L14": "500,000 features are a measure of time, not a case",
}


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """(letter, text) of each group."""
    found = list(HEADINGS.finditer(text))
    for heading, following in zip(found, [*found[1:], None], strict=True):
        yield heading[1], text[heading.end() : following.start() if following else len(text)]


def _listed(text: str) -> set[str]:
    """The ids of the groups about files."""
    groups = dict(_sections(text))
    return {
        number for letter in OF_FILES for number in re.findall(rf"(?:^|[;.] )\**({letter}[0-9]{{2}}) ", groups[letter], re.M)
    }


def _ids(cases: tuple[Case, ...]) -> set[str]:
    return {case.id for case in cases}


def _proven() -> set[str]:
    """The ids that a case or a test of its own proves."""
    names = (path.read_text("utf-8") for path in Path(__file__).parent.glob("test_catalogue_*.py"))
    tested = {
        number.upper() for text in names for name in re.findall(r"^def (test_\w+)", text, re.M) for number in _in_name(name)
    }
    return tested | _ids(CONTAINERS) | _ids(ROWS) | _ids(PLACES)


def _in_name(name: str) -> list[str]:
    return re.findall(r"(?<=_)[a-z][0-9]{2}(?=_)", name)


def test_every_id_about_files_is_a_case_or_has_its_reason() -> None:
    if not CATALOGUE.is_file():
        pytest.skip(f"the catalogue is not at {CATALOGUE}")
    listed = _listed(CATALOGUE.read_text("utf-8"))
    assert len(listed) > 80  # it was read, and by its present form
    assert listed - _proven() - ELSEWHERE.keys() == set()
    assert ELSEWHERE.keys() - listed == set()


def test_no_id_is_both_a_case_and_elsewhere_and_what_is_partly_done_is_done_partly() -> None:
    assert _proven() & ELSEWHERE.keys() == set()
    assert PARTLY.keys() - _proven() == set()
    assert all((*ELSEWHERE.values(), *PARTLY.values()))


def test_an_id_that_nobody_proves_would_be_found() -> None:
    text = "### 2.A a\nA01 x. \nA97 y.\n### 2.B b\nB01 z.\n### 2.K k\nK02 a; K98 b.\n### 2.L l\nL01 a; L02 b\n### 2.M m\n"
    assert _listed(text) - _proven() == {"A97", "K98"}
