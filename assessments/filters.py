"""The lists of a round: its scorecards and its gaps."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from assessments.law import rule_named
from assessments.models import Gap, Round, Scorecard
from assessments.scores.loading import weight_set, weight_sets
from assessments.scores.model import WeightSet
from assessments.selectors.gaps import GapCounts, counts_over, kept_gap_counts, of_rules
from assessments.selectors.scorecards import Totals, totals, totals_over
from assessments.standards.model import Domain, Level, Rule, Verdict
from communities.divisions import path_of
from communities.filters import AnyOf, AtLeast, OneOf, Order, Ordering, Search, SpokenFilterSet, Within, YesNo
from communities.filters.base import Rows
from communities.filters.community import BUILD_CLASS, BUILD_CLASSES, BY_CODE, DIVISION, SEARCH
from communities.filters.kinds import Choices
from communities.language import in_reader_language, reader_lang
from communities.scope import EVERYWHERE
from communities.words import Words

NAMES = ("community__name", "community__name_en")
NOT_CHOSEN = Words("未选择", "Not chosen")
RULE = Words("规则", "Rule")
VERDICT_ALONE = Words("verdict 须与 rule 一起给出。", "Give verdict together with rule.")
VERDICTS = {verdict.code: verdict.words for verdict in Verdict}
DOMAINS = {domain.value: domain.words for domain in Domain}
LEVELS = {level.value: level.words for level in Level}


def rule_choices(one: Round) -> Choices:
    """The rules of a round: code -> code and name."""
    return {rule.code: Words(f"{rule.code} {rule.name.zh}", f"{rule.code} {rule.name.en}") for rule in rules_of(one)}


def rules_of(one: Round) -> Iterator[Rule]:
    return (rule_named(code) for code in one.rules)


class _OfRound(SpokenFilterSet):
    """``one`` is the round of the list; its rules are the choices of ``rule``.

    ``queryset`` holds all rows of the round in the scope: nothing else may narrow it, for the sums would not know.
    """

    def __init__(self, *args: Any, one: Round, **options: Any) -> None:
        self.one = one
        super().__init__(*args, **options)
        self.filters["rule"].offers(rule_choices(one))

    @property
    def path(self) -> str:
        """The path below which the rows lie."""
        self.form.is_valid()
        code = self.form.cleaned_data.get("division")
        return path_of(code) if code else EVERYWHERE


class _RuleAnswer(OneOf):
    """Narrows together with ``verdict``: a rule alone asks for its gaps."""

    def narrow(self, rows: Rows, value: str) -> Rows:
        at = self.parent.one.rules.index(value)
        verdict = Verdict[(self.parent.form.cleaned_data.get("verdict") or "gap").upper()]
        found = rows.filter(**{f"verdicts__{at}": verdict.value})
        # Says the same once more, in the way for which there is an index.
        return found.filter(failed__contains=[at + 1]) if verdict is Verdict.GAP else found

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": ["N48-FAC-01"]}


class _VerdictOfRule(OneOf):
    def filter(self, qs: Rows, value: str) -> Rows:  # noqa: ARG002  ``rule`` has done it
        return qs


class ScorecardFilter(_OfRound):
    """Scorecards by place, by the answer of a rule, by what is missing, by class and name.

    Gaps and unknowns are those of the binding rules about the community: what stands between it and being complete.
    """

    orders = {
        "code": BY_CODE,
        "name": Order(Words("名称", "name"), "by_name", F("community__name")),
        "gaps": Order(Words("短板数", "gaps"), "gaps"),
        "unknown": Order(Words("待核实数", "unknown"), "unknown"),
        "households": Order(Words("户数", "households"), "by_households", Coalesce("households", Value(-1))),
    }

    division = Within(DIVISION)
    search = Search(SEARCH, names=NAMES)
    rule = _RuleAnswer(
        RULE, choices={}, help_words=Words("与 verdict 连用；单独使用时为短板", "with verdict; alone it means its gaps")
    )
    verdict = _VerdictOfRule(Words("判定", "Verdict"), choices=VERDICTS)
    has_gaps = YesNo(Words("有短板", "Has gaps"), Q(gaps__gt=0))
    complete = YesNo(Words("完整社区", "Complete"), Q(gaps=0, unknown=0))
    min_gaps = AtLeast(Words("短板数不少于", "Gaps at least"), "gaps", most=1000)
    build_class = OneOf(BUILD_CLASS, "community__build_class", choices=BUILD_CLASSES)
    ordering = Ordering(orders)

    class Meta:
        model = Scorecard
        fields: list[str] = []

    def is_valid(self) -> bool:
        asked = self.form.is_valid() and self.form.cleaned_data
        if asked and asked["verdict"] and not asked["rule"]:
            self.form.add_error("verdict", ValidationError(VERDICT_ALONE.of(reader_lang()), code="bad_value"))
        return not self.form.errors

    def totals(self) -> Totals:
        """Sums over the cards that are left, kept ones where nothing but the place narrows them."""
        if self.is_valid() and self.asked_names() <= {"division"}:
            return totals(self.scope, self.one, self.path)
        return totals_over(self.qs if self.is_valid() else self.queryset.none())

    def count(self) -> int:
        return self.totals().communities if self.asked_names() <= {"division"} else super().count()


class _OfRules(AnyOf):
    """Narrows together with ``domain`` and ``level``, once for all three."""

    def filter(self, qs: Rows, value: list[str]) -> Rows:  # noqa: ARG002  the FilterSet reads all three
        return qs

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string"}, "examples": [["N48-FAC-01"]]}


class _OfLaw(OneOf):
    def filter(self, qs: Rows, value: str) -> Rows:  # noqa: ARG002  the FilterSet reads all three
        return qs


_BY_RULE = ("rule", "domain", "level")


class GapFilter(_OfRound):
    """Gaps by place, rule, domain, level, class and name."""

    tie = ("code", "position")
    orders = {
        "code": BY_CODE,
        "rule": Order(Words("规则", "rule"), "position"),
        "shortfall": Order(Words("缺口（同一规则内可比）", "shortfall (comparable within one rule)"), "shortfall"),
    }

    division = Within(DIVISION)
    search = Search(SEARCH, names=NAMES)
    rule = _OfRules(RULE, choices={})
    domain = _OfLaw(Words("领域", "Domain"), choices=DOMAINS)
    level = _OfLaw(Words("级别", "Level"), choices=LEVELS)
    build_class = OneOf(BUILD_CLASS, "community__build_class", choices=BUILD_CLASSES)
    ordering = Ordering(orders)

    class Meta:
        model = Gap
        fields: list[str] = []

    def filter_queryset(self, queryset: Rows) -> Rows:
        rules = self.rules()
        return super().filter_queryset(queryset if rules is None else of_rules(queryset, self.one, rules))

    def rules(self) -> list[str] | None:
        """The codes of the rules whose gaps are asked for, None for those of all."""
        asked = self.form.cleaned_data
        if not any(asked.get(name) for name in _BY_RULE):
            return None
        return [rule.code for rule in rules_of(self.one) if _is_asked(rule, asked)]

    def cards(self, cards: QuerySet[Scorecard]) -> QuerySet[Scorecard]:
        """Those of the scorecards to which the gaps that are left belong, in the order of their codes, up or down as asked."""
        rules = self.rules()
        positions = [self.one.rules.index(code) + 1 for code in rules or ()]
        failing = cards.filter(gaps__gt=0) if rules is None else cards.filter(failed__overlap=positions)
        found: QuerySet[Scorecard] = self.narrowed(failing)
        return found.order_by(self.order()[0])

    def counts(self) -> GapCounts:
        """Of the gaps that are left, from the sums kept with the round where only place and rules narrow them."""
        if not self.is_valid():
            return GapCounts({})
        is_kept = self.asked_names() <= {"division", *_BY_RULE}
        kept = kept_gap_counts(self.scope, self.one, self.path, self.rules()) if is_kept else None
        return counts_over(self.qs) if kept is None else kept

    def count(self) -> int:
        return self.counts().total


def _is_asked(rule: Rule, asked: dict[str, Any]) -> bool:
    named = not asked.get("rule") or rule.code in asked["rule"]
    in_domain = not asked.get("domain") or rule.domain == asked["domain"]
    return named and in_domain and (not asked.get("level") or rule.level == asked["level"])


class _WeightSet(OneOf):
    def _pairs(self) -> Sequence[tuple[str, str]]:
        return [("", in_reader_language(NOT_CHOSEN)), *super()._pairs()[1:]]

    def filter(self, qs: Rows, value: str) -> Rows:  # noqa: ARG002  weights narrow nothing: the list is scored by them
        return qs


class ScoreFilter(SpokenFilterSet):
    """Scores by place, under weights that must be chosen: none are the default."""

    weights = _WeightSet(Words("权重", "Weights"), choices=lambda: {each.id: each.title for each in weight_sets()})
    division = Within(DIVISION)

    def __init__(self, *args: Any, one: Round, **options: Any) -> None:
        self.one = one
        super().__init__(*args, **options)

    class Meta:
        model = Scorecard
        fields: list[str] = []

    @property
    def chosen(self) -> WeightSet | None:
        """The chosen weights, None where none have been, or none that there are."""
        self.form.is_valid()
        asked = self.form.cleaned_data.get("weights")
        return weight_set(asked) if asked else None

    @property
    def path(self) -> str:
        """The path below which communities are compared."""
        self.form.is_valid()
        code = self.form.cleaned_data.get("division")
        return path_of(code) if code else EVERYWHERE


class RoundFilter(SpokenFilterSet):
    """Rounds by place; the newest first."""

    tie = ("-id",)

    division = Within(DIVISION, "division__path")

    class Meta:
        model = Round
        fields: list[str] = []
