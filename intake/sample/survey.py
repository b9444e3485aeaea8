"""The survey of the sample: a wide workbook of inspections and a long file of answers with evidence. A blank was not asked."""

from collections.abc import Iterator
from datetime import date

from intake.sample import holes
from intake.sample.chance import day_between, draw, happens, one_of
from intake.sample.dates import SAMPLE_DAY, SURVEY_DAYS
from intake.sample.facilities import facilities
from intake.sample.items import (
    ASKED,
    CONSULTATIONS,
    EXISTING_FLAGS,
    INSPECTED,
    MATTERS,
    PLAIN_FLAGS,
    SITE_FLAGS,
    STATE_ITEMS,
)
from intake.sample.people import SampleCommunity, communities, good
from intake.sample.pilots import pilot_answers
from intake.sample.tables import Row, Table, table

BLANK_PERCENT = 5
Answer = tuple[str, str]


def is_blank(community: SampleCommunity, item: str) -> bool:
    """A few answers are missing everywhere, except where everything was asked."""
    if community.code in holes.COMPLETE:
        return False
    return happens(BLANK_PERCENT, "blank", community.code, item)


def survey_day(community: SampleCommunity) -> date:
    return day_between(*SURVEY_DAYS, "survey", community.code)


def state_answer(community: SampleCommunity, item: str) -> str:
    """完好, 缺损 or 缺失; heating is looked at only where it is central."""
    if item == "heating" and community.central_heating != "是":
        return ""
    if good(community, "state", item):
        return "完好"
    return one_of(("缺损", "缺损", "缺失"), "state-bad", community.code, item)


def maturity_answer(community: SampleCommunity, item: str) -> str:
    """运行 where things are good, else one of the lower steps."""
    runs = community.code in holes.COMPLETE or happens(70, "runs", community.code, item)
    if good(community, "maturity", item) and runs:
        return "运行"
    return one_of(("部分", "部分", "规划中", "无"), "step", community.code, item)


def inspected_value(community: SampleCommunity, item: str) -> str:
    if is_blank(community, item):
        return ""
    answer = state_answer if item in STATE_ITEMS else maturity_answer
    return answer(community, item)


def surveyed() -> Iterator[SampleCommunity]:
    return (each for each in communities() if each.code != holes.NEVER_SURVEYED)


def inspection_row(community: SampleCommunity) -> Row:
    values = (inspected_value(community, item) for item in INSPECTED)
    return (community.code, *values, survey_day(community))


def inspections() -> Table:
    """One row for each surveyed community, one column for each state and each smart-service item."""
    names = " ".join(INSPECTED.values())
    return table(f"社区代码 {names} 调查日期", map(inspection_row, surveyed()))


def flag(community: SampleCommunity, item: str) -> Answer:
    return item, "是" if good(community, "flag", item) else "否"


def has_open_site(community: SampleCommunity) -> bool:
    """Whether an e-bike site of the register is open: only then is its fire safety asked about."""
    return any(
        facility.facility_type == "ebike_site" and facility.community == community.code
        for facility in facilities()
        if facility.open_on(SAMPLE_DAY)
    )


def plain_answers(community: SampleCommunity) -> Iterator[Answer]:
    for item in PLAIN_FLAGS:
        if item == "ebike_site_possible" and community.code == holes.SITE_THOUGH_IMPOSSIBLE:
            yield item, "否"
        else:
            yield flag(community, item)


def conditional_answers(community: SampleCommunity) -> Iterator[Answer]:
    """What is asked only of existing communities, and only where there is an e-bike site."""
    if community.build_class != "新建":
        yield from (flag(community, item) for item in EXISTING_FLAGS)
    if has_open_site(community):
        yield from (flag(community, item) for item in SITE_FLAGS)


def consultation_answers(community: SampleCommunity) -> Iterator[Answer]:
    """Whether each of the three matters arose, and, where it did, whether people were heard."""
    for matter, heard in zip(MATTERS, CONSULTATIONS, strict=True):
        contrary = community.code == holes.CONSULTED_WITHOUT_MATTER and matter == "arose_size_change"
        arose = happens(45, matter, community.code) and not contrary
        yield matter, "是" if arose else "否"
        if arose:
            yield flag(community, heard)
        elif contrary:
            yield heard, "是"


def kept(community: SampleCommunity, answers: Iterator[Answer]) -> Iterator[Answer]:
    """The answers without the deliberate blanks; a contrary answer always stays."""
    contrary = (holes.SITE_THOUGH_IMPOSSIBLE, holes.CONSULTED_WITHOUT_MATTER)
    return ((item, value) for item, value in answers if value and (community.code in contrary or not is_blank(community, item)))


def answers_of(community: SampleCommunity) -> Iterator[Answer]:
    """Every answer of a community in the long file. Programme answers have their own blanks."""
    yield from kept(community, plain_answers(community))
    yield from kept(community, conditional_answers(community))
    yield from kept(community, consultation_answers(community))
    yield from ((item, value) for item, value in pilot_answers(community) if value)


def evidence_of(community: SampleCommunity, item: str) -> str:
    return f"示例：会议纪要第{draw('minutes', community.code, item) % 90 + 10}号"


def note_of(community: SampleCommunity, item: str) -> str:
    """A remark where the answer contradicts another one on purpose."""
    contrary = {
        (holes.SITE_THOUGH_IMPOSSIBLE, "ebike_site_possible"): "示例：与设施登记不一致",
        (holes.CONSULTED_WITHOUT_MATTER, "consulted_size_change"): "示例：与事项登记不一致",
    }
    return contrary.get((community.code, item), "")


def answer_row(community: SampleCommunity, item: str, value: str) -> Row:
    return (community.code, ASKED[item], value, survey_day(community), evidence_of(community, item),
            note_of(community, item))  # fmt: skip


def answers() -> Table:
    """One row for each answer that is not an inspection."""
    rows = (answer_row(each, item, value) for each in surveyed() for item, value in answers_of(each))
    return table("社区代码 调查项 结果 调查日期 证明材料 备注", rows)
