"""The sums kept with a round are those of its cards, whoever asks and for whatever place."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from django.db.models import F
from django.http import QueryDict
from django.utils import timezone

from assessments.facts import FactSheet
from assessments.filters import GapFilter, ScorecardFilter
from assessments.law import rules_on
from assessments.models import Round, RoundSums, Scorecard
from assessments.selectors.gaps import gap_counts, gaps
from assessments.selectors.rounds import rounds
from assessments.selectors.scorecards import per_round, scorecards, totals, totals_by_child
from assessments.selectors.sums import kept_sums
from assessments.services.storing import store_scorecards
from assessments.standards.columns import Column, Facts
from assessments.standards.evaluate import Findings
from communities.models import Community
from communities.scope import EVERYWHERE, AreaScope
from tests.factories import make_community, make_division, make_round
from tests.factories.communities import DAY

pytestmark = pytest.mark.django_db
COUNTIES = ("900101", "900102", "900201", "9101", "92", "930101")
"""The fourth and the fifth stand for a city without counties and a province without cities."""
PATHS = (
    EVERYWHERE, "/90/", "/90/9001/", "/90/9001/900101/", "/90/9001/900101/900101001/", "/91/", "/91/9101/", "/92/", "/94/",
    "/91/9101/910100001/",
)  # fmt: skip
SCOPES = (
    AreaScope.everywhere(), AreaScope.nowhere(), AreaScope(("/90/9001/",)), AreaScope(("/90/", "/90/9002/", "/92/")),
    AreaScope(("/91/9101/910100001/",)), AreaScope(("/94/",)),
)  # fmt: skip
QUERIES = (
    "", "division=9001", "division=900101001", "rule=N48-FAC-04", "rule=N48-FAC-04&rule=N48-FAC-01&division=90",
    "domain=FAC", "domain=SVC&level=mandatory", "build_class=new", "search=900101", "division=94", "rule=nonsense",
)  # fmt: skip


def drawn(seed: int) -> Round:
    """A round of random answers over random places, stored by the verb that stores those of life."""
    draw, numbers = random.Random(seed), np.random.default_rng(seed)  # noqa: S311  a draw that can be drawn again
    codes = sorted(
        f"{county:0<6}{street:03}{number:03}"
        for county in draw.sample(COUNTIES, draw.randint(1, len(COUNTIES)))
        for street in range(1, draw.randint(2, 4))
        for number in range(1, draw.randint(2, 5))
    )
    found = [make_community(code, build_class=draw.choice(("new", "existing", "unknown"))) for code in codes]
    rules = tuple(rule for rule in rules_on(DAY) if not rule.places)
    one = Round.objects.create(day=DAY, as_of=DAY, packs=[], rules=[rule.code for rule in rules], software="x")
    Round.objects.filter(pk=one.pk).update(finished_at=timezone.now())
    known = numbers.random(len(codes)) < draw.choice((0, 0.5, 1))
    households = Column(numbers.integers(0, 5000, len(codes)), known)
    labels = numbers.integers(0, draw.choice((1, 2, 4)), len(codes))
    paths, pks = tuple(each.path for each in found), np.array([each.pk for each in found])
    sheet = FactSheet(Facts(tuple(codes), {"households": households}), pks, paths, labels, DAY)
    shape = (len(codes), len(rules))
    verdict = numbers.choice(np.array([1, 2, 3, 4], np.int8), shape, p=draw.choice(([0.9, 0.02, 0.02, 0.06], [0.25] * 4)))
    figures, there = numbers.integers(0, 100, shape), numbers.random(shape) < 0.5
    store_scorecards(
        one,
        sheet,
        Findings(codes, rules, verdict, np.zeros(shape, np.int8), figures, there, figures, there, figures),
    )
    return one


def answers(one: Round) -> list[object]:
    """All that readers say of sums, for every place and everybody."""
    said: list[object] = []
    for scope in SCOPES:
        said += [{each: value for each, value in per_round(scope, rounds(scope)).items() if value.communities}]
        for path in PATHS:
            said += [totals(scope, one, path), totals_by_child(scope, one, path), told(gap_counts(scope, one, path))]
        for query in QUERIES:
            listed = GapFilter(QueryDict(query), gaps(scope, one), scope=scope, one=one)
            said += [told(listed.counts()), listed.count()]
        for query in ("", "division=9001", "has_gaps=yes", "rule=N48-FAC-04", "verdict=gap"):
            cards = ScorecardFilter(QueryDict(query), scorecards(scope, one), scope=scope, one=one)
            said += [cards.totals(), cards.totals().communities if not cards.is_valid() else cards.count()]
    return said


def told(counts: object) -> tuple[object, ...]:
    """With the order of the rules."""
    return tuple(list(value.items()) if isinstance(value, dict) else value for value in vars(counts).values())


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("large", [1, 10_000])
def test_kept_sums_are_those_of_the_cards(seed: int, large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a few random rounds; of many more below, by ``make bench``."""
    kept_are_counted(seed, large, monkeypatch)


@pytest.mark.bench
@pytest.mark.parametrize("seed", range(2, 20))
@pytest.mark.parametrize("large", [1, 10_000])
def test_kept_sums_of_many_rounds_are_those_of_the_cards(seed: int, large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_are_counted(seed, large, monkeypatch)


def kept_are_counted(seed: int, large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.services.shelves.LARGE", large)
    one = drawn(seed)
    kept = answers(one)
    assert RoundSums.objects.filter(round=one).delete()[0]
    assert kept == answers(one)


def test_every_division_down_to_the_county_has_its_sums_and_no_other() -> None:
    for code in ("900101001001", "900102001001", "910100001001"):
        make_community(code)
    kept = RoundSums.objects.filter(round=make_round()).values_list("path", "communities")
    counties = {"/90/9001/900101/": 1, "/90/9001/900102/": 1}
    assert dict(kept) == {"/": 3, "/90/": 2, "/90/9001/": 2, **counties, "/91/": 1, "/91/9101/": 1}


def test_what_the_sums_do_not_know_is_added_up_from_the_cards() -> None:
    make_community("900101001001")
    one = make_round()
    everywhere = AreaScope.everywhere()
    assert kept_sums(everywhere, one, "/90/9001/900101/900101001/") is None
    assert kept_sums(AreaScope(("/90/9001/900101/900101001/",)), one, EVERYWHERE) is None
    assert kept_sums(everywhere, one, "/95/") == []
    assert [each.path for each in kept_sums(AreaScope(("/90/", "/90/9001/")), one, EVERYWHERE) or []] == ["/90/"]


CHANGES: list[Callable[[], object]] = [
    lambda: Scorecard.objects.filter(code="900101001001").update(met=F("met") + 1),
    lambda: Community.objects.filter(code="900101001001").delete(),
]


@pytest.mark.parametrize("change", CHANGES, ids=["update", "delete"])
@pytest.mark.parametrize("large", [1, 10_000])
def test_no_sums_outlive_the_cards_they_were_made_of(
    change: Callable[[], object], large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assessments.services.shelves.LARGE", large)
    make_community("900101001001")
    make_community("900101001002")
    changed, other = make_round(), make_round(division=make_division("90"))
    Scorecard.objects.filter(round=other, code="900101001001").delete()
    assert set(RoundSums.objects.values_list("round", flat=True)) == {changed.pk}
    change()
    assert not RoundSums.objects.exists()
    found = Scorecard.objects.filter(round=changed)
    assert totals(AreaScope.everywhere(), changed, EVERYWHERE).met == sum(card.met for card in found)
