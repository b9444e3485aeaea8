"""Who may do what next with a work plan, in words. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from communities.words import Words
from pilots.reviewing.offices import LEVEL_WORDS, Level, Office
from pilots.reviewing.states import OPEN, Case, State, office_now

_WAITS: Final = Words(
    "等待{place}（{level}）审核：由管辖{place}或其上级的审定官员办理，编写、修改或报审过本版及其重点项目的人员以及已在其他层级审核通过本版的人员除外。",
    "Waits for the review of {place} ({level}): by officials with a mandate for {place} or above who did not write, edit or "
    "submit this revision, wrote none of its key projects and have not approved it at another level.",
)
_THEN: Final = Words("通过后依次报送：{places}。", "Then, in this order: {places}.")
_LAST: Final = Words(
    "这是最后一级审核，通过后本版即生效。", "This is the last review: once it is approved, this revision is in force."
)
_WITHDRAW: Final = Words(
    "尚无任何一级通过，报审人可以撤回。", "No office has approved it yet: whoever submitted it may take it back."
)
_DRAFT: Final = Words(
    "由当地规划评估员或数据录入员编辑；内容完整后报审，首先送{place}（{level}）审核。",
    "Planners and data clerks of the place may edit it, and submit it once it is complete: first to {place} ({level}).",
)
_RETURNED: Final = Words(
    "已退回修改：由当地规划评估员或数据录入员按意见修改后重新报审，并从第一级{place}（{level}）重新开始审核。",
    "Returned: planners and data clerks of the place amend it as the remarks say and submit it again. "
    "The review then begins at the first level again: {place} ({level}).",
)
_NO_OFFICE: Final = Words(
    "本试点项目规定的审核层级在当地都不存在，无法报审；请先调整项目的审核层级。",
    "The place has none of the levels that the programme names for reviews, so the plan cannot be submitted. "
    "Change the levels of the programme first.",
)
_MISSING: Final = Words(
    "还有 {number} 个部分不完整，暂不能报审。", "Sections that are not complete: {number}. Until then it cannot be submitted."
)
_APPROVED: Final = Words(
    "本版已生效。如需调整，由当地规划评估员或数据录入员启动修订；新版批准之前，本版继续有效。",
    "It is in force. For changes, planners and data clerks of the place begin a new revision; until that is approved, "
    "this one stays in force.",
)
_NEWER: Final = Words(
    "本版已生效，新的修订版正在办理；新版批准之前，本版继续有效。",
    "It is in force. A newer revision is under way; until that is approved, this one stays in force.",
)
_SUPERSEDED: Final = Words(
    "本版已被新版替代，不能再操作。", "A newer revision has taken its place: nothing more can be done with it."
)
_LEFT: Final = Words(
    "社区已退出试点，工作方案只供查阅。", "The community has left the programme: the plan can be read, and no more."
)
_PASSED_OVER: Final = {
    Level.DISTRICT: Words("当地不设区县，区县一级审核从略。", "The place has no districts: that level is passed over."),
    Level.CITY: Words(
        "当地的区县之上不设地级市，市一级审核从略。",
        "The place has no city above its districts: that level is passed over.",
    ),
    Level.PROVINCE: Words("当地没有省级区划，省级审核从略。", "The place lies in no province: that level is passed over."),
}


def next_words(case: Case, skipped: tuple[Level, ...], names: Mapping[str, Words]) -> list[Words]:
    """One sentence each. ``names``: those of divisions by their short codes; ``skipped``: levels the place does not have."""
    if not case.takes_part:
        return [_LEFT]
    if case.state in OPEN:
        return [*_open(case, names), *(_PASSED_OVER[level] for level in skipped)]
    if case.state is State.SUBMITTED:
        return [*_submitted(case, names), *(_PASSED_OVER[level] for level in skipped)]
    if case.state is State.APPROVED:
        return [_NEWER if case.has_newer else _APPROVED]
    return [_SUPERSEDED]


def _open(case: Case, names: Mapping[str, Words]) -> Iterator[Words]:
    if not case.offices:
        yield _NO_OFFICE
        return
    yield _named(_RETURNED if case.state is State.RETURNED else _DRAFT, case.offices[0], names)
    if case.missing:
        yield _MISSING.filled(number=len(case.missing))


def _submitted(case: Case, names: Mapping[str, Words]) -> Iterator[Words]:
    now = office_now(case)
    if now is None:
        yield _NO_OFFICE
        return
    yield _named(_WAITS, now, names)
    later = case.offices[case.offices.index(now) + 1 :]
    yield _then(later, names) if later else _LAST
    if not case.is_passed:
        yield _WITHDRAW


def _then(later: tuple[Office, ...], names: Mapping[str, Words]) -> Words:
    places = [office_words(each, names) for each in later]
    return Words(
        _THEN.zh.format(places="、".join(p.zh for p in places)), _THEN.en.format(places=", ".join(p.en for p in places))
    )


def office_words(office: Office, names: Mapping[str, Words]) -> Words:
    """The division and its level."""
    name, level = names.get(office.code, Words(office.code, office.code)), LEVEL_WORDS[office.level]
    return Words(f"{name.zh}（{level.zh}）", f"{name.en} ({level.en})")


def _named(said: Words, office: Office, names: Mapping[str, Words]) -> Words:
    name, level = names.get(office.code, Words(office.code, office.code)), LEVEL_WORDS[office.level]
    return Words(said.zh.format(place=name.zh, level=level.zh), said.en.format(place=name.en, level=level.en))
