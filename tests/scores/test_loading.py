"""Weight sets: those that ship, and what a file must not say."""

from pathlib import Path

import pytest

from assessments.scores.loading import FOLDER, load_weight_sets, weight_set, weight_sets
from assessments.scores.model import DOMAINS
from assessments.standards.model import Confidence, Domain
from assessments.standards.strict_table import PackError

GOOD = (FOLDER / "facilities_first.toml").read_text(encoding="utf-8")
BAD = {
    "misspelt key": ("place = 3", "plaec = 3", "place: is missing"),
    "one key more": ("place = 3", "place = 3\ndefault = true", "default: is not a field here"),
    "another id": ('id = "facilities_first"', 'id = "facilities"', "is not the file's name"),
    "no place": ("place = 3", "place = 0", "not above 0"),
    "per what": ('per = "domain"', 'per = "person"', "'person' is not known"),
    "from memory": ('confidence = "D"', 'confidence = "M"', "M is not for weights"),
    "official": ('confidence = "D"', 'confidence = "V"', "V is not for weights"),
    "one language": ('title.en = "Facilities first"\n', "", "en: is missing"),
    "no source": ("source.zh = ", "quelle.zh = ", "zh: is missing"),
    "a domain is missing": ('BLK = "0.05"\n', "", "BLK: is missing"),
    "the programme": ('BLK = "0.05"', 'BLK = "0.05"\nPRG = "0.05"', "PRG: is not a field here"),
    "a float": ('BLK = "0.05"', "BLK = 0.05", "0.05 is not a text in quotes"),
    "a fraction": ('BLK = "0.05"', 'BLK = "1/20"', "'1/20' is not a decimal"),
    "an exponent": ('BLK = "0.05"', 'BLK = "5e-2"', "'5e-2' is not a decimal"),
    "below nothing": ('BLK = "0.05"', 'BLK = "-0.05"', "'-0.05' is not a decimal"),
    "nothing": ('BLK = "0.05"', 'BLK = "0.00"', "the domain would be hidden"),
    "no TOML": ("place = 3", "place = ", "file: content"),
}


def test_four_sets_ship_and_equal_domains_are_offered_first() -> None:
    assert [each.id for each in weight_sets()] == ["equal_domains", "equal_rules", "facilities_first", "people_first"]


def test_nobody_official_says_so_and_every_set_says_that() -> None:
    for each in weight_sets():
        assert each.confidence is Confidence.D
        assert "No published official weights" in each.source.en
        assert "没有找到官方公布" in each.source.zh


def test_shares_add_up_to_exactly_one_and_the_programme_has_none() -> None:
    assert Domain.PRG not in DOMAINS
    for each in weight_sets():
        assert sum(each.weights.share(domain) for domain in DOMAINS) == 1


def test_people_first_stresses_services() -> None:
    weights = weight_set("people_first").weights
    assert max(DOMAINS, key=weights.share) is Domain.SVC


def test_there_is_no_set_of_another_name() -> None:
    with pytest.raises(KeyError):
        weight_set("default")


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_says_where_and_what(what: str, tmp_path: Path) -> None:
    before, after, complaint = BAD[what]
    assert before in GOOD
    (tmp_path / "facilities_first.toml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_weight_sets(tmp_path)
    assert complaint in str(caught.value)
    assert "facilities_first.toml" in str(caught.value)
    assert "To mend it:" in str(caught.value)


def test_two_sets_do_not_stand_in_one_place(tmp_path: Path) -> None:
    (tmp_path / "facilities_first.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.toml").write_text(GOOD.replace('"facilities_first"', '"other"'), encoding="utf-8")
    with pytest.raises(PackError, match="3 is taken twice"):
        load_weight_sets(tmp_path)
