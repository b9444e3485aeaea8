"""Completeness, what the projects cover, what changed between two revisions, the mark of the whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.reviewing.comparing import NOT_KEPT, Change, compared, drifted, projects_compared, sentences
from pilots.reviewing.content import DRAFT_MARK, TEXTS, About, Content, fingerprint
from pilots.reviewing.coverage import coverage
from pilots.reviewing.next_words import next_words
from pilots.reviewing.offices import Level, offices
from pilots.reviewing.sections import SECTIONS, missing, sections_of
from pilots.reviewing.states import Case, State

PROJECT = {
    "key": 1, "name": "幼儿园租赁", "way": "lease", "year": 2027, "yuan": 100, "owner": "住建局", "builds": [],
    "closes": [["900101001001", "N48-FAC-04"]], "labels": 0, "starts_on": "2027-03-01", "due_on": "2027-12-31",
    "funding": {"city": 100}, "finished_on": None,
}  # fmt: skip
OLD = {name: PROJECT[name] for name in ("key", "name", "way", "year", "yuan", "owner", "builds", "closes", "labels")}
"""As it was submitted before days and money were kept."""
FULL = Content(dict.fromkeys(TEXTS, "写明。"), (), (PROJECT,))


def without(**said: str) -> Content:
    return Content({**FULL.texts, **said}, FULL.combined, FULL.projects)


def with_project(**said: object) -> Content:
    return Content(FULL.texts, (), ({**PROJECT, **said},))


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        (FULL, ()),
        (without(risks=""), ()),
        *((without(**{name: " \n"}), (name,)) for name in ("goals", "content", "sequence", "safeguards", "combination")),
        (Content(FULL.texts, (), ()), ("projects",)),
        (with_project(owner=""), ("projects",)),
        (with_project(yuan=None), ("projects",)),
        (with_project(yuan=0), ()),
        (with_project(year=None), ("sequence",)),
        (with_project(starts_on=None), ("projects", "sequence")),
        (with_project(due_on=None), ("projects", "sequence")),
        (with_project(starts_on="2027-12-31"), ()),
        (with_project(starts_on="2028-01-01"), ("sequence",)),
        (with_project(funding={}), ("projects",)),
        (with_project(funding={"city": None}), ()),
        (with_project(owner="", starts_on=None, due_on=None, finished_on="2027-05-01"), ()),
        (with_project(funding={}, finished_on="2027-05-01"), ("projects",)),
        (Content(FULL.texts, (), (OLD,)), ()),
        (Content({**FULL.texts, "combination": ""}, ("old_block",), FULL.projects), ("combination",)),
        (Content({}, (), ()), tuple(SECTIONS)),
        (without(goals=f"{DRAFT_MARK}一、总体目标"), ("goals",)),
    ],
)
def test_what_is_missing(content: Content, lacks: tuple[str, ...]) -> None:
    assert missing(content) == lacks
    for each in sections_of(content):
        assert each.reasons[0].zh
        assert each.reasons[0].en


def test_what_a_project_lacks_is_named() -> None:
    found = next(
        each for each in sections_of(with_project(owner="", yuan=None, due_on=None, funding={})) if each.code == "projects"
    )
    assert found.reasons[0].zh == "“幼儿园租赁”缺少：责任部门、计划完成日期、投资、资金来源。"


def test_an_amount_that_nobody_knows_is_said_to_be_unknown() -> None:
    found = next(each for each in sections_of(with_project(funding={"city": None, "other": 0})) if each.code == "projects")
    assert "另有 1 项计划金额未知" in found.reasons[0].zh


def test_unknown_is_no_gap_and_not_covered() -> None:
    found = coverage(["N48-FAC-04", "N48-FAC-05"], ["N48-FAC-06"], [PROJECT], "900101001001")
    assert (found.covered, found.open, found.unknown) == (("N48-FAC-04",), ("N48-FAC-05",), ("N48-FAC-06",))
    assert "现有短板 2 项，重点项目覆盖 1 项；另有 1 项情况不明" in found.words.zh
    assert coverage(["N48-FAC-04"], [], [PROJECT], "900101001002").covered == ()


@given(st.text(alphabet="甲乙。；!\n\r ab", max_size=40), st.text(alphabet="甲乙。；!\n\r ab", max_size=40))
def test_both_texts_can_be_read_from_what_changed(before: str, after: str) -> None:
    pieces = compared(before, after)
    old = "".join(piece.text for piece in pieces if piece.change is not Change.ADDED)
    new = "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED)
    assert (old, new) == (before.replace("\r\n", "\n"), after.replace("\r\n", "\n"))


def test_only_the_sentence_that_changed_is_marked() -> None:
    pieces = compared("先建幼儿园。再建食堂。最后验收。", "先建幼儿园。再建药店。最后验收。")
    assert [(piece.change.value, piece.text) for piece in pieces] == [
        ("same", "先建幼儿园。"), ("removed", "再建食堂。"), ("added", "再建药店。"), ("same", "最后验收。"),
    ]  # fmt: skip
    assert sentences("一；二\n三") == ["一；", "二\n", "三"]


def test_projects_that_came_went_and_changed() -> None:
    other = {**PROJECT, "key": 2}
    found = projects_compared([PROJECT, other], [{**PROJECT, "yuan": 200, "labels": 1}, {**PROJECT, "key": 3}])
    assert [each["key"] for each in found.added] == [3]
    assert [each["key"] for each in found.removed] == [2]
    assert [each.fields for each in found.altered] == [(("yuan", 100, 200),)]
    assert projects_compared([PROJECT], [dict(PROJECT)]).is_none


def test_what_was_not_kept_is_no_change_but_for_what_is_said_since() -> None:
    now = {**PROJECT, "risk": "", "milestones": [], "due_on": None}
    (altered,) = projects_compared([OLD], [now]).altered
    assert altered.fields == (("starts_on", NOT_KEPT, "2027-03-01"), ("funding", NOT_KEPT, {"city": 100}))
    assert drifted([OLD], [now]) == 0
    assert drifted([OLD], [{**now, "yuan": 1}]) == 1
    assert drifted([OLD], [now, {**now, "key": 2}]) == 1
    assert drifted([PROJECT], [{**PROJECT, "finished_on": "2027-05-01"}]) == 0


def test_the_mark_speaks_of_every_word_and_number() -> None:
    def mark(content: Content, revision: int = 1) -> str:
        return fingerprint(content, About(1, "900101001001", revision))

    others = [
        *(without(**{name: "另写。"}) for name in TEXTS), with_project(yuan=101),
        Content(FULL.texts, ("old_block",), (PROJECT,)),
    ]  # fmt: skip
    marks = {mark(each) for each in (FULL, *others)} | {mark(FULL, 2)}
    assert len(marks) == len(others) + 2
    stored = Content(dict(FULL.texts), [], json.loads(json.dumps([PROJECT])))
    assert mark(stored) == mark(FULL)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("levels", [["district", "city", "province"], ["city"], []])
def test_who_may_do_what_next_is_always_said(state: State, levels: list[str]) -> None:
    found = offices("/90/9001/900101/900101001/900101001001/", levels)
    level = found[0].level if found else Level.CITY
    said = next_words(Case(state, found, level if state is State.SUBMITTED else None), (), {})
    assert said
    assert all(words.zh and words.en and "{" not in words.zh + words.en for words in said)


def test_the_sentence_of_an_office() -> None:
    found = offices("/11/1101/110108/110108001/110108001001/", ["district", "city", "province"])
    said = next_words(Case(State.SUBMITTED, found, Level.DISTRICT), (Level.CITY,), {})
    assert "Waits for the review of 110108 (district)" in said[0].en
    assert said[1].en == "Then, in this order: 11 (province)."
    assert "no city above its districts" in said[-1].en
