"""A file that calls itself synthetic can never pass for recorded, and never replaces what is recorded."""

from pathlib import Path

import pytest

from communities.models import Division, HouseholdCount, Source
from intake.services import bring_in
from tests.intake.making import COMMUNITIES, FIRST, accepted, bring, codes, counts, text_file

PLAIN = f"社区代码,户数,统计日期\n{FIRST},5,2024-01-01\n"
MARKED = f"社区代码,户数,统计日期,数据性质\n{FIRST},6,2024-01-01,synthetic_clipped\n"


@pytest.mark.parametrize(
    ("name", "text", "options", "provenance"),
    [
        ("h.csv", PLAIN, {}, "recorded"),
        ("h.csv", PLAIN, {"provenance": "synthetic"}, "synthetic"),
        ("h.csv", MARKED, {}, "synthetic"),
        ("h_SYNTHETIC_2023.csv", PLAIN, {}, "synthetic"),
        ("合成户数.csv", PLAIN, {}, "synthetic"),
        ("示例户数.csv", PLAIN, {}, "sample"),
        ("SAMPLE.csv", PLAIN, {}, "sample"),
        ("resample.csv", PLAIN, {}, "recorded"),
        ("h.csv", MARKED, {"provenance": "sample"}, "sample"),
    ],
)
def test_provenance(name: str, text: str, options: dict[str, str], provenance: str, three: Path) -> None:
    outcome = accepted(text_file(three, name, text), licence="CC BY 4.0", supplier="某局", **options)
    source = Source.objects.get(pk=outcome.parts[0].source or 0)
    assert (source.name, source.provenance, source.licence, source.supplier) == (name, provenance, "CC BY 4.0", "某局")


@pytest.mark.parametrize(("name", "text"), [("h.csv", MARKED), ("SYNTHETIC.csv", PLAIN)])
def test_synthetic_cannot_be_called_recorded(name: str, text: str, three: Path) -> None:
    assert codes(bring(text_file(three, name, text), provenance="recorded")) == ["provenance_conflict"]


def test_a_source_keeps_its_provenance(three: Path) -> None:
    accepted(text_file(three, "h.csv", PLAIN), source="户数")
    assert "source_differs" in codes(bring(text_file(three, "g.csv", MARKED), source="户数"))


def test_synthetic_figures_never_replace_recorded_ones(three: Path) -> None:
    accepted(text_file(three, "h.csv", PLAIN))
    assert codes(bring(text_file(three, "g.csv", MARKED))) == ["recorded_stays"]
    same = text_file(three, "same.csv", MARKED.replace(",6,", ",5,"))
    assert counts(accepted(same)) == [(0, 0, 1)]
    assert HouseholdCount.objects.get().source.provenance == "recorded"


def test_recorded_figures_take_over_from_synthetic_ones(three: Path) -> None:
    accepted(text_file(three, "g.csv", MARKED))
    assert counts(accepted(text_file(three, "h.csv", PLAIN.replace(",5,", ",6,")))) == [(0, 1, 0)]
    assert HouseholdCount.objects.get().source.provenance == "recorded"


def test_the_same_figures_from_another_source_of_the_kind_are_no_change(three: Path) -> None:
    assert counts(accepted(text_file(three, "again.csv", COMMUNITIES))) == [(0, 0, 3)]


def test_synthetic_answers_do_not_take_over_from_recorded_ones(three: Path) -> None:
    head = "社区代码,调查项,结果,调查日期\n"
    accepted(text_file(three, "s.csv", f"{head}{FIRST},供水,完好,2024-01-01\n"))
    later = text_file(three, "synthetic.csv", f"{head}{FIRST},供水,缺损,2024-02-01\n")
    assert codes(bring(later)) == ["recorded_stays"]


def test_an_unknown_word_is_said(three: Path) -> None:
    assert codes(accepted(text_file(three, "h.csv", MARKED.replace("synthetic_clipped", "大概")))) == ["provenance_unknown"]


@pytest.mark.django_db
def test_an_invented_division_is_labelled_until_a_recorded_list_names_it(tmp_path: Path) -> None:
    path = text_file(tmp_path, "c.csv", COMMUNITIES)
    assert bring_in(paths=[path], by=None, provenance="sample").accepted
    assert set(Division.objects.values_list("provenance", flat=True)) == {"sample"}
    assert bring_in(paths=[path], by=None, source="official list", provenance="recorded").accepted
    assert set(Division.objects.values_list("provenance", flat=True)) == {"recorded"}
    assert bring_in(paths=[path], by=None, source="another sample", provenance="sample").accepted
    assert set(Division.objects.values_list("provenance", flat=True)) == {"recorded"}
