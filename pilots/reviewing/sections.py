"""How far a work plan is: six sections, each complete or not, with the reason. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from communities.words import Words
from pilots.reviewing.content import DRAFT_MARK, Content, Project

SECTIONS: Final[Mapping[str, Words]] = {
    "goals": Words("试点目标", "Goals"),
    "content": Words("试点内容", "Content"),
    "projects": Words("重点项目", "Key projects"),
    "sequence": Words("实施时序", "Sequence and timing"),
    "safeguards": Words("保障措施", "Safeguards"),
    "combination": Words("统筹结合", "Combination with other works"),
}
"""The five sections of the notice (its clause 5), and the works that it wants pilots combined with."""
_EMPTY: Final = Words("尚未填写。", "Nothing is written yet.")
_DRAFTED: Final = Words(
    f"仍有“{DRAFT_MARK}”标记，请核对内容后删除标记。",
    "A program drafted it and its mark still stands: read the text, amend it, and take the mark out.",
)
_FILLED: Final = Words("已填写。", "Written.")
_NO_PROJECT: Final = Words("还没有重点项目。", "There is no key project yet.")
_LACKS: Final = Words("“{name}”缺少：{what}。", "“{name}” lacks: {what}.")
_NO_DAYS: Final = Words(
    "“{name}”没有写明计划起止日期，时序无从判断。", "“{name}” has no planned days, so its place in time is not known."
)
_NO_YEAR: Final = Words("“{name}”没有实施年份。", "“{name}” has no year.")
_OUT_OF_ORDER: Final = Words(
    "“{name}”的计划完成日期早于计划开始日期。", "“{name}” is to be finished before it starts: correct one of the two days."
)
_NO_ANSWER: Final = Words(
    "尚未说明：请选择结合的工作并写明如何结合；不结合的，请写明原因。",
    "Not answered: choose the works and say how they are combined; or say why there is none.",
)
_NO_HOW: Final = Words("已选择结合的工作，尚未写明如何结合。", "The works are chosen; how they are combined is not said.")
_MONEY: Final = Words("投资", "its cost")
_CARES: Final[Mapping[str, Words]] = {
    "owner": Words("责任部门", "the department in charge"),
    "starts_on": Words("计划开始日期", "the day on which it starts"),
    "due_on": Words("计划完成日期", "the day by which it is finished"),
}
_SOURCE: Final = Words("资金来源", "a source of its money")


@dataclass(frozen=True)
class Section:
    """``reasons``: what is missing, or, of a complete one, what there is."""

    code: str
    is_complete: bool
    reasons: tuple[Words, ...]

    @property
    def words(self) -> Words:
        return SECTIONS[self.code]


def sections_of(content: Content) -> tuple[Section, ...]:
    """All six, in the order of SECTIONS."""
    parts = {
        "goals": tuple(_text(content, "goals")), "content": tuple(_text(content, "content")),
        "projects": tuple(_projects(content.projects)),
        "sequence": (*_text(content, "sequence"), *_times(content.projects)),
        "safeguards": tuple(_text(content, "safeguards")), "combination": tuple(_combination(content)),
    }  # fmt: skip
    return tuple(Section(code, not parts[code], parts[code] or (_there(code, content),)) for code in SECTIONS)


def missing(content: Content) -> tuple[str, ...]:
    """Codes of the sections that are not complete."""
    return tuple(each.code for each in sections_of(content) if not each.is_complete)


def _text(content: Content, name: str) -> Iterator[Words]:
    text = content.texts.get(name, "")
    if not text.strip():
        yield _EMPTY
    elif DRAFT_MARK in text:
        yield _DRAFTED


def _projects(projects: Sequence[Project]) -> Iterator[Words]:
    if not projects:
        yield _NO_PROJECT
    for one in projects:
        lacks = list(_lacking(one))
        if lacks:
            what = Words("、".join(each.zh for each in lacks), ", ".join(each.en for each in lacks))
            yield Words(_LACKS.zh.format(name=one["name"], what=what.zh), _LACKS.en.format(name=one["name"], what=what.en))


def _lacking(one: Project) -> Iterator[Words]:
    """Of one that is finished, who was in charge and when it was planned is asked no more: nobody can write it now. What was
    not kept when it was submitted is not asked either.
    """
    if not one.get("finished_on"):
        yield from (words for name, words in _CARES.items() if name in one and not one[name])
    if one.get("yuan") is None:
        yield _MONEY
    if "funding" in one and not one["funding"]:
        yield _SOURCE


def _times(projects: Sequence[Project]) -> Iterator[Words]:
    for one in projects:
        starts, due = one.get("starts_on"), one.get("due_on")
        if not one.get("year"):
            yield _NO_YEAR.filled(name=one["name"])
        if starts and due and due < starts:
            yield _OUT_OF_ORDER.filled(name=one["name"])
        if "due_on" in one and not (starts and due) and not one.get("finished_on"):
            yield _NO_DAYS.filled(name=one["name"])


def _combination(content: Content) -> Iterator[Words]:
    if not content.texts.get("combination", "").strip():
        yield _NO_HOW if content.combined else _NO_ANSWER


def _there(code: str, content: Content) -> Words:
    """What a complete section holds, in a few words."""
    if code == "projects":
        return _projects_there(content.projects)
    if code == "combination" and not content.combined:
        return Words("不结合其他改造，原因已写明。", "With none, and why is said.")
    return _FILLED


def _projects_there(projects: Sequence[Project]) -> Words:
    """An amount that nobody knows is said to be unknown: a source that is named is enough to submit, not to add up."""
    number = len(projects)
    if any("funding" not in one for one in projects):
        return Words(
            f"共 {number} 个，责任部门和投资齐全；报审时尚不保存起止日期和资金来源。",
            f"{number} in all, each with its department and cost. Days and sources of money were not yet kept at that time.",
        )
    unknown = sum(each is None for one in projects for each in one["funding"].values())
    if unknown:
        return Words(
            f"共 {number} 个，责任部门、投资、起止日期和资金来源齐全；另有 {unknown} 项计划金额未知。",
            f"{number} in all, each with department, cost, days and sources of money; planned amounts not known: {unknown}.",
        )
    return Words(
        f"共 {number} 个，责任部门、投资、起止日期和资金来源齐全。",
        f"{number} in all, each with department, cost, days and sources of money.",
    )
