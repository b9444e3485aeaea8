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
_NO_YEAR: Final = Words("“{name}”没有实施年份。", "“{name}” has no year.")
_NO_ANSWER: Final = Words(
    "尚未说明：请选择结合的工作并写明如何结合；不结合的，请写明原因。",
    "Not answered: choose the works and say how they are combined; or say why there is none.",
)
_NO_HOW: Final = Words("已选择结合的工作，尚未写明如何结合。", "The works are chosen; how they are combined is not said.")
_OWNER: Final = Words("责任部门", "the department in charge")
_MONEY: Final = Words("投资", "its cost")


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
        "sequence": (*_text(content, "sequence"), *_years(content.projects)),
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
        lacks = [
            words for words, is_there in ((_OWNER, one.get("owner")), (_MONEY, one.get("yuan") is not None)) if not is_there
        ]
        if lacks:
            what = Words("、".join(each.zh for each in lacks), ", ".join(each.en for each in lacks))
            yield Words(_LACKS.zh.format(name=one["name"], what=what.zh), _LACKS.en.format(name=one["name"], what=what.en))


def _years(projects: Sequence[Project]) -> Iterator[Words]:
    yield from (_NO_YEAR.filled(name=one["name"]) for one in projects if not one.get("year"))


def _combination(content: Content) -> Iterator[Words]:
    if not content.texts.get("combination", "").strip():
        yield _NO_HOW if content.combined else _NO_ANSWER


def _there(code: str, content: Content) -> Words:
    """What a complete section holds, in a few words."""
    if code == "projects":
        number = len(content.projects)
        return Words(f"共 {number} 个，责任部门和投资齐全。", f"{number} in all, each with its department and cost.")
    if code == "combination" and not content.combined:
        return Words("不结合其他改造，原因已写明。", "With none, and why is said.")
    return _FILLED
