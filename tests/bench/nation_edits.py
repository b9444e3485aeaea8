"""One facility changed by the verb, and the card that has to be current after it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from assessments.facts import read_facts
from assessments.models import Round, Scorecard
from assessments.selectors.cards import Card, card, rules_of
from assessments.selectors.scorecards import scorecard
from assessments.standards.evaluate import evaluate
from communities.copying import Changes
from facilities.models import Facility
from facilities.services import FACILITY_FIELDS, record_facilities
from tests.bench.nation_data import COMPLEX, TYPES, Nation
from tests.bench.nation_rounds import ALL

RULE: Final = "N48-FAC-01"
_AREA: Final = FACILITY_FIELDS.index("floor_area") + 1
_METRE: Final = Decimal("1.00")


@dataclass(frozen=True)
class Edit:
    """The row of a service complex that is its committee's only one, one m2 larger; and what the card must then measure."""

    code: str
    row: tuple[object, ...]
    before: tuple[object, ...]
    measured: str

    def write(self) -> None:
        record_facilities(by=None, changes=Changes(changed=[self.row]))

    def put_back(self) -> None:
        """Others measure the same nation."""
        record_facilities(by=None, changes=Changes(changed=[self.before]))


def edits(nation: Nation, number: int) -> list[Edit]:
    """``number`` committees drawn from those whose list of complexes is complete, whose one complex has its area."""
    found, size = nation.facilities, len(nation)
    here = (found.kind == COMPLEX) & found.open
    alone = np.bincount(found.row[here], minlength=size) == 1
    fine = (
        here & alone[found.row] & nation.declared[found.row, COMPLEX] & (found.floor >= 0) & (nation.households[found.row] > 0)
    )
    chosen = np.random.default_rng(size).choice(np.flatnonzero(fine), number, replace=False)
    return [_edit(nation, int(at)) for at in chosen]


def _edit(nation: Nation, at: int) -> Edit:
    stored = Facility.objects.filter(pk=at + 1).values_list("pk", *FACILITY_FIELDS).get()
    area = stored[_AREA] + _METRE
    assert stored[1 + FACILITY_FIELDS.index("facility_type")] == TYPES[COMPLEX]
    row = (*stored[:_AREA], area, *stored[_AREA + 1 :])
    return Edit(nation.country.codes[int(nation.facilities.row[at])], row, stored, f"{area}")


def card_of(one: Round, code: str) -> Card:
    """As the page reads it: the scorecard, its facts, every rule judged anew."""
    found = scorecard(ALL, one, code)
    assert found is not None
    return card(ALL, found)


def judged_now(found: Scorecard) -> str:
    """Every rule of the round judged by the facts of now; what RULE measures, as text."""
    one, rules = found.round, rules_of(found.round)
    names = {name for rule in rules for name in rule.inputs()}
    sheet = read_facts(ALL, under=found.community.path, as_of=one.as_of, names=names)
    findings = evaluate(rules, sheet.facts, one.day)
    return f"{Decimal(int(findings.measured[0, one.rules.index(RULE)])) / 100:.2f}"


def measured(found: Card) -> str | None:
    """What the card has measured for RULE, as text."""
    told = [each.explanation for domain in found.domains for each in domain.findings]
    return next(each.trace["measured"] for each in told if each.rule.code == RULE)
