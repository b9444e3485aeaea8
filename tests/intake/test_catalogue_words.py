"""The catalogue, group K: language and encoding, as far as it concerns files."""

import unicodedata
from pathlib import Path

import pytest

from communities.models import Community
from intake.models import RowIssue
from intake.problems import shown
from tests.intake.catalogue import Case, Said, csv, prove
from tests.intake.making import FIRST, accepted, codes, counts, text_file

C = "社区代码,社区名称,街道\n"
NEW = "900101001004"
RARE = "㙟㘵䌷𡐓社区"
ACCENT = "Sample Cafe\u0301 Community"
H = "社区代码,社区名称,户数,统计日期\n"


def community(name: str) -> Case:
    """A community of this name, stored as it is."""
    return Case("K", name, csv(f"{C}{NEW},{name},一街道\n"), stored=True, then=lambda: name_of(NEW) == name)


def name_of(code: str) -> str:
    return Community.objects.get(code=code).name


def told(name: str, *says: Said, stored: bool = True) -> Case:
    return Case("K", name, csv(f"{C}{NEW},{name},一街道\n"), says, stored=stored)


@pytest.fixture
def three(stored_three: None, db: None, tmp_path: Path) -> Path:
    """Stored once for them all."""
    return tmp_path


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_k02_rare_characters(encoding: str, three: Path) -> None:
    prove(
        Case("K02", encoding, csv(f"{C}{NEW},{RARE},一街道\n", encoding), stored=True, then=lambda: name_of(NEW) == RARE), three
    )


def test_k05_a_limit_counts_characters_and_not_bytes(three: Path) -> None:
    prove(community("𡐓" * 100), three)
    too_long = Said("text_too_long", 2, "社区名称", "𡐓" * 39 + "…", tells=("101", "100"))
    prove(told("𡐓" * 101, too_long, stored=False), three)


@pytest.mark.parametrize("length", range(36, 44))
def test_k06_a_value_is_cut_between_characters(length: int) -> None:
    value = shown("𡐓" * length)
    assert len(value) == min(length, 40)
    assert set(value.removesuffix("…")) == {"𡐓"}
    assert value.encode("utf-8").decode("utf-8") == value


def test_k06_what_is_kept_of_a_long_value_is_whole(three: Path) -> None:
    prove(
        told("甲" * 38 + "𡐓" * 80, Said("text_too_long", 2, "社区名称", "甲" * 38 + "𡐓…", tells=("118",)), stored=False),
        three,
    )
    assert RowIssue.objects.get().value == "甲" * 38 + "𡐓…"


def test_k10_marks_of_direction_in_names_of_files_and_things(three: Path) -> None:
    text = f"{C}{NEW},丁\u202e社区,一街道\n"
    problem = Said("text_tidied", 2, "社区名称", "丁\\u202e社区", tells=("1",))
    make = lambda folder: text_file(folder, "a\u202evsc.csv", text)  # noqa: E731
    prove(Case("K10", "both", make, (problem,), stored=True, then=lambda: name_of(NEW) == "丁社区"), three)


def test_k13_one_name_in_two_forms_is_one_name(three: Path) -> None:
    composed = unicodedata.normalize("NFC", ACCENT)
    assert composed != ACCENT
    head = "社区代码,社区名称,英文名称,街道\n"
    accepted(text_file(three, "a.csv", f"{head}{NEW},丁社区,{ACCENT},一街道\n"), source="s")
    again = accepted(text_file(three, "b.csv", f"{head}{NEW},丁社区,{composed},一街道\n"), source="s")
    assert Community.objects.get(code=NEW).name_en == composed
    assert counts(again) == [(0, 0, 1)]


@pytest.mark.parametrize("dot", "·•・‧")
def test_k15_a_middle_dot_is_kept_and_is_no_other_name(dot: str, three: Path) -> None:
    prove(community(f"阿依{dot}古丽社区"), three)
    same = accepted(text_file(three, "h.csv", f"{H}{NEW},阿依·古丽社区居委会,5,2024-01-01\n{FIRST},甲,5,2024-01-01\n"))
    assert codes(same) == []
