"""What a draft would change, against a count made by hand with fractions from the stored rows."""

from collections import Counter
from fractions import Fraction

import pytest

from assessments.facts import read_facts
from assessments.law import pack_or_folder
from assessments.selectors.impact import Impact, flips, impact_of
from assessments.standards.impact import State
from communities.scope import AreaScope
from intake.sample import SAMPLE_DAY

pytestmark = pytest.mark.django_db
ALL = AreaScope.everywhere()
DRAFT = "example-raise-to-40"


@pytest.fixture(scope="module")
def raised(sample_city: None) -> Impact:
    return impact_of(ALL, pack_or_folder(DRAFT), day=SAMPLE_DAY, as_of=SAMPLE_DAY)


def by_hand(per_100: int) -> dict[str, State]:
    """Each community's answer to so many m2 per 100 households, from the two facts alone."""
    facts = read_facts(ALL, as_of=SAMPLE_DAY).facts
    area, homes = facts.column("floor_area.service_complex"), facts.column("households")
    answers = {}
    for row, code in enumerate(facts.codes):
        need = Fraction(int(homes.value[row]) * per_100)  # in hundredths: 100 * m2 = per_100 * households
        if not homes.known[row] or not homes.value[row]:
            answers[code] = State.UNKNOWN
        elif area.value[row] >= need:
            answers[code] = State.MET
        else:
            answers[code] = State.GAP if area.known[row] else State.UNKNOWN
    return answers


def test_raising_30_to_40_flips_whom_the_fractions_say(raised: Impact) -> None:
    before, after = by_hand(30), by_hand(40)
    thing = raised.things[0]
    assert thing.change.thing == "N48-FAC-01"
    expected = Counter((before[code], after[code]) for code in before)
    assert thing.change.counts() == dict(expected)
    named = {flip.code: (flip.before, flip.after) for flip in flips(raised, thing)}
    assert named == {code: (before[code], after[code]) for code in before if before[code] != after[code]}
    assert (State.MET, State.GAP) in named.values()


def test_the_area_to_be_made_up_is_the_sum_of_the_shortfalls(raised: Impact) -> None:
    facts = read_facts(ALL, as_of=SAMPLE_DAY).facts
    area, homes = facts.column("floor_area.service_complex").value, facts.column("households").value
    for per_100, found in ((30, raised.things[0].area_before), (40, raised.things[0].area_after)):
        gaps = [row for row, state in enumerate(by_hand(per_100).values()) if state is State.GAP]
        assert found == sum(int(homes[row]) * per_100 - int(area[row]) for row in gaps)


def test_every_remedy_has_its_bill_and_says_that_prices_are_placeholders(raised: Impact) -> None:
    bills = raised.things[0].bills
    assert [bill.remedy.code for bill in bills] == ["new_build", "purchase", "swap", "lease", "retrofit"]
    assert all(bill.after and bill.before and bill.after.low > bill.before.low for bill in bills if bill.after)
    assert all(bill.after.is_placeholder for bill in bills if bill.after)


def test_a_draft_of_another_place_changes_nothing_here(sample_city: None) -> None:
    found = impact_of(ALL, pack_or_folder("cn-hb-2023-draft"), day=SAMPLE_DAY, as_of=SAMPLE_DAY)
    assert [int(thing.change.flipped.sum()) for thing in found.things] == [0]


def test_nobody_sees_a_community_outside_the_mandate(sample_city: None) -> None:
    found = impact_of(AreaScope.nowhere(), pack_or_folder(DRAFT), day=SAMPLE_DAY, as_of=SAMPLE_DAY)
    assert len(found.sheet) == 0
    assert flips(found, found.things[0]) == []
