"""The peer that everybody writes first: communities with what hangs on them prefetched, one rule after the other in Python.

It keeps one row a community with arrays, as a scorecard does, in a table of its own, by bulk_create: what is kept is the same,
and the peer is spared a row a finding.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from assessments.standards.model import Verdict
from communities.models import Community
from tests.bench.nation_answers import DAY
from tests.bench.nation_rules import ANSWER, COUNT, PER, PlainRule

BATCH: Final = 1_000
RELATED: Final = ("facilities", "inventories", "answers", "household_counts")
TABLE: Final = "bench_loop_card"
_AT_LEAST: Final = "at_least"
_CLASSES: Final = {"existing": 0, "new": 1}


@cache
def card_model() -> type[models.Model]:
    """Made when it is asked for, so that no other test ever sees it among the models."""
    fields: dict[str, Any] = {
        "code": models.CharField(max_length=12, unique=True, db_collation="C"),
        "verdicts": ArrayField(models.SmallIntegerField()),
        "measured": ArrayField(models.BigIntegerField(null=True)),
        "required": ArrayField(models.BigIntegerField(null=True)),
        "shortfall": ArrayField(models.BigIntegerField(null=True)),
        "gaps": models.PositiveSmallIntegerField(),
        "Meta": type("Meta", (), {"app_label": "assessments", "db_table": TABLE, "managed": False}),
        "__module__": __name__,
    }
    return type("LoopCard", (models.Model,), fields)


def make_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
    with connection.schema_editor() as editor:
        editor.create_model(card_model())


def empty_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLE}")


@transaction.atomic
def judge_by_loop(rules: tuple[PlainRule, ...]) -> None:
    """Every community of the database, read, judged and stored."""
    model, cards = card_model(), []
    for community in Community.objects.prefetch_related(*RELATED).iterator(chunk_size=BATCH):
        found = _Known.of(community)
        answers = [found.judged(rule) for rule in rules]
        verdicts, measured, required, shortfall = (list(column) for column in zip(*answers, strict=True))
        gaps = verdicts.count(Verdict.GAP)
        cards.append(
            model(
                code=community.code, verdicts=verdicts, measured=measured, required=required, shortfall=shortfall, gaps=gaps
            )
        )  # fmt: skip
    model._default_manager.bulk_create(cards, batch_size=BATCH)


Answer = tuple[Verdict, int | None, int | None, int | None]
"""Verdict, measured, required, shortfall."""


@dataclass(frozen=True)
class _Known:
    """What is on record about one community. An amount is a lower bound; it is all where its list is declared complete."""

    counts: dict[str, int]
    areas: dict[tuple[str, str], list[int | None]]
    declared: set[str]
    answers: dict[str, int]
    own: dict[str, int | None]

    @classmethod
    def of(cls, community: Community) -> "_Known":
        counts: dict[str, int] = {}
        areas: dict[tuple[str, str], list[int | None]] = {}
        for one in community.facilities.all():
            if (one.opened_on and one.opened_on > DAY) or (one.closed_on and one.closed_on <= DAY):
                continue
            counts[one.facility_type] = counts.get(one.facility_type, 0) + 1
            for figure in ("floor_area", "activity_area"):
                area = getattr(one, figure)
                areas.setdefault((figure, one.facility_type), []).append(None if area is None else int(area * 100))
        declared = {
            one.facility_type
            for one in community.inventories.all()
            if one.complete_on <= DAY and (one.withdrawn_on is None or one.withdrawn_on > DAY)
        }
        answers = {
            one.item: one.value
            for one in community.answers.all()
            if one.answered_on <= DAY and (one.superseded_on is None or one.superseded_on > DAY)
        }
        past = [one for one in community.household_counts.all() if one.basis == "resident" and one.counted_on <= DAY]
        newest = max(past, key=lambda one: one.counted_on, default=None)
        own = {
            "households": newest.households if newest else None,
            "build_class": _CLASSES.get(community.build_class),
            "central_heating": None if community.central_heating is None else int(community.central_heating),
        }
        return cls(counts, areas, declared, answers, own)

    def fact(self, name: str) -> tuple[int, bool, bool]:
        """(value, whether it is the whole truth, whether it is a lower bound at least)."""
        stem, _, thing = name.partition(".")
        if stem == "count":
            return self.counts.get(thing, 0), thing in self.declared, True
        if stem in ("floor_area", "activity_area"):
            found = self.areas.get((stem, thing), [])
            return sum(each or 0 for each in found), thing in self.declared and None not in found, True
        value = self.answers.get(thing) if stem == "survey" else self.own[name]
        return value or 0, value is not None, False

    def judged(self, rule: PlainRule) -> Answer:
        applies = self._applies(rule)
        verdict, measured, required, lacking = self._tested(rule)
        if applies is None:
            return Verdict.UNKNOWN, None, None, None
        if not applies:
            return Verdict.NOT_APPLICABLE, None, None, None
        return verdict, measured, required, lacking if verdict is Verdict.GAP else None

    def _applies(self, rule: PlainRule) -> bool | None:
        if rule.condition is None:
            return True
        name, comparison, asked = rule.condition
        value, is_known, is_bound = self.fact(name)
        if comparison == _AT_LEAST:
            return True if value >= asked and (is_known or is_bound) else False if is_known else None
        return value == asked if is_known else None

    def _tested(self, rule: PlainRule) -> Answer:
        if rule.kind == ANSWER:
            value, is_known, _ = self.fact(f"survey.{rule.thing}")
            verdict = _decided(is_known and value >= rule.least, is_known and value < rule.least)
            return verdict, value if is_known else None, rule.least, rule.least - value
        if rule.kind == COUNT:
            value, is_known, _ = self.fact(f"count.{rule.thing}")
            met = value >= rule.least
            return _decided(met, is_known and not met), value if is_known or met else None, rule.least, rule.least - value
        return self._ratio(rule)

    def _ratio(self, rule: PlainRule) -> Answer:
        per = rule.kind == PER
        amount, amount_known, _ = self.fact(f"{'floor' if per else 'activity'}_area.{rule.thing}")
        base, base_known, base_grows = self.fact("households" if per else f"floor_area.{rule.thing}")
        undefined = base_known and base == 0
        enough = amount * rule.over >= base * rule.least
        met = enough and base_known and not undefined
        gap = not enough and (base_known or base_grows) and amount_known and not undefined
        need = -(-base * rule.least // rule.over)
        required = need if (base_known or gap) and not undefined else None
        return _decided(met, gap), amount if amount_known or met else None, required, need - amount


def _decided(met: bool, gap: bool) -> Verdict:  # noqa: FBT001  # two sides of one question
    return Verdict.MET if met else Verdict.GAP if gap else Verdict.UNKNOWN


DIFFERENT: Final = f"""
    SELECT count(*) FROM (SELECT * FROM assessments_scorecard WHERE round_id = %s) s FULL JOIN {TABLE} b USING (code)
     WHERE (s.verdicts IS DISTINCT FROM b.verdicts OR s.shortfall IS DISTINCT FROM b.shortfall
        OR s.measured IS DISTINCT FROM b.measured OR s.required IS DISTINCT FROM b.required)
"""


def differing(round_id: int) -> int:
    """How many communities the loop and the round do not answer alike, figure by figure. All are compared."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENT, [round_id])
        found: int = cursor.fetchone()[0]
    return found
