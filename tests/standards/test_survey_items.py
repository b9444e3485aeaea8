"""Answers of the survey: read in Chinese, English and code, shown in both, refused with what would be understood."""

import pytest

from communities.survey_items import (
    SURVEY_ITEMS,
    VOCABULARIES,
    AnswerError,
    SurveyGroup,
    SurveyItem,
    SurveyKind,
    item_named,
    parse_answer,
    parse_value,
    value_code,
    value_text,
)


def test_every_group_and_kind_is_in_use() -> None:
    assert {item.group for item in SURVEY_ITEMS.values()} == set(SurveyGroup)
    assert {item.kind for item in SURVEY_ITEMS.values()} == set(SurveyKind)


@pytest.mark.parametrize("item", SURVEY_ITEMS.values(), ids=lambda item: item.code)
def test_an_item_is_found_by_code_and_both_names(item: SurveyItem) -> None:
    assert item_named(item.code) is item_named(f" {item.zh} ") is item_named(item.en.upper()) is item


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("water_supply", "完好", 2), ("water_supply", "DEFECTIVE", 1), ("water_supply", "缺失 ", 0),
        ("sponge_city", "是", 1), ("sponge_city", "No", 0), ("sponge_city", "１", 1),
        ("sensing", "规划中", 1), ("sensing", "operating", 3), ("sensing", "无", 0),
        ("pilot_end_month", "2024-10", 24297), ("pilot_end_month", "2024年10月", 24297),
        ("pilot_end_month", "2024/10/31", 24297),
        ("coverage_all", "1,234", 1234), ("coverage_all", "０", 0),
    ],
)  # fmt: skip
def test_an_answer_is_read(code: str, text: str, value: int) -> None:
    assert parse_answer(SURVEY_ITEMS[code], text) == value


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("water_supply", "3"), ("water_supply", ""), ("sponge_city", "也许"), ("sensing", "4"), ("pilot_end_month", "2024-13"),
        ("pilot_end_month", "2024"), ("coverage_all", "-1"), ("coverage_all", "1.5"), ("coverage_all", "9" * 30),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_read_says_what_can(code: str, text: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(SURVEY_ITEMS[code], text)
    assert caught.value.accepted_zh in str(caught.value)
    assert caught.value.accepted_en in str(caught.value)


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_every_word_of_a_vocabulary_reads_back(kind: SurveyKind) -> None:
    for answer in VOCABULARIES[kind]:
        texts = {value_code(kind, answer.value), value_text(kind, answer.value, "zh"), value_text(kind, answer.value, "en")}
        assert {parse_value(kind, text) for text in texts | set(answer.also)} == {answer.value}


def test_months_and_counts_read_back() -> None:
    assert [parse_value(SurveyKind.MONTH, value_text(SurveyKind.MONTH, 24297, lang)) for lang in ("zh", "en")] == [24297] * 2
    assert parse_value(SurveyKind.COUNT, value_text(SurveyKind.COUNT, 1_234_567, "en")) == 1_234_567
    with pytest.raises(KeyError):
        value_text(SurveyKind.STATE, 9, "en")
