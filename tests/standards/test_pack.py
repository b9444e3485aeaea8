"""The pack of the 2022 notice is complete and consistent with itself."""

import re
from collections import Counter

import pytest

from assessments.standards.checking import uncited_distances, unread_items, unused
from assessments.standards.loading import pack_ids, pack_named
from assessments.standards.model import Confidence, Domain, Level, Pack

PER_DOMAIN = {"SVC": 9, "COM": 9, "BLK": 4, "INF": 17, "ENV": 5, "SMT": 9, "GOV": 10, "PRG": 11}


def test_all_74_rules_stand_in_their_domains(pack: Pack) -> None:
    assert Counter(rule.domain.value for rule in pack.rules) == PER_DOMAIN
    assert all(re.fullmatch(r"N48-(FAC|COM|BLK|INF|ENV|SMT|GOV|PRG)-\d\d", rule.code) for rule in pack.rules)


def test_the_levels_are_those_of_the_notice(pack: Pack) -> None:
    assert Counter(rule.level for rule in pack.rules) == {
        Level.MANDATORY: 16, Level.REQUIRED: 52, Level.ENCOURAGED: 2, Level.INFORMATIONAL: 4,
    }  # fmt: skip


def test_every_survey_item_is_read_by_a_rule() -> None:
    assert unread_items([pack_named(pack_id) for pack_id in pack_ids()]) == ()


@pytest.mark.parametrize("pack_id", pack_ids())
def test_every_clause_and_parameter_is_used(pack_id: str) -> None:
    assert [fault.line() for fault in unused(pack_named(pack_id))] == []


@pytest.mark.parametrize("pack_id", pack_ids())
def test_a_distance_in_a_fact_name_is_the_distance_of_a_cited_parameter(pack_id: str) -> None:
    assert [fault.line() for fault in uncited_distances(pack_named(pack_id))] == []


def test_what_is_our_own_reading_is_marked_so(pack: Pack) -> None:
    ours = {p.id for p in pack.parameters.values() if p.values[0].confidence is Confidence.D}
    assert ours == {
        "colocated_share", "colocated_distance", "service_types", "block_coverage", "block_distance", "maturity_asked",
    }  # fmt: skip


def test_nothing_claims_to_have_been_compared_with_the_official_text(pack: Pack) -> None:
    assert not any(value.checked_on for parameter in pack.parameters.values() for value in parameter.values)


def test_domains_and_levels_speak_both_languages() -> None:
    words = [each.words for kind in (Domain, Level, Confidence) for each in kind]
    assert all(re.search(r"[一-鿿]", word.zh) and word.en.isascii() for word in words)
