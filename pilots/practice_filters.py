"""The experience library: what is looked for, narrowed by place, kind and text, the most useful first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import QueryDict
from django.utils import timezone

from assessments.labels import LABELS
from assessments.law import packs
from assessments.selectors.cards import facility_type_of
from communities.divisions import short_code
from communities.filters import AnyOf, OneOf, Search, SpokenFilterSet, Within
from communities.filters.base import Rows
from communities.filters.community import BUILD_CLASS, BUILD_CLASSES, DIVISION
from communities.models import Community
from communities.scope import AreaScope
from communities.selectors import communities, household_count
from communities.words import Lang, Words
from facilities.catalogue import FACILITY_TYPES
from pilots.models import Practice
from pilots.practices.content import WAYS, WRITTEN
from pilots.practices.likeness import BANDS, Likeness, apart
from pilots.practices.ranking import Offered, Rank, Wanted, reasons
from pilots.programmes.kinds import KINDS
from pilots.selectors.practices import place_in_library

NAMES: Final = ("enrolment__community__name", "enrolment__community__name_en")
FOR: Final = "for"
"""The parameter that names the community to compare with. It narrows nothing."""
FOR_WORDS: Final = Words(
    "社区代码：与该社区规模、建设类型最相近的排在前面，并说明理由",
    "Code of a community: those most like it come first, and it is said why",
)


@cache
def rule_choices() -> Mapping[str, Words]:
    """Every rule of the book."""
    return {
        rule.code: Words(f"{rule.code} {rule.name.zh}", f"{rule.code} {rule.name.en}")
        for pack in packs()
        for rule in pack.rules
    }


@cache
def types_of_rules() -> Mapping[str, str]:
    """Rule -> the facility type that it speaks of; empty where it speaks of none."""
    return {rule.code: facility_type_of(rule) for pack in packs() for rule in pack.rules}


class _Published(Within):
    """A division by its name, where something is published in it."""

    def in_words(self, value: str, lang: Lang) -> str:
        found = place_in_library(self.parent.scope, value)
        if found is None:
            return short_code(value)
        return found.name_en or found.name if lang == "en" else found.name


class _LookedFor(AnyOf):
    """One of the three things of which any will do: the FilterSet reads them together."""

    def filter(self, qs: Rows, value: list[str]) -> Rows:  # noqa: ARG002  as said
        return qs


class _OfRules(_LookedFor):
    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string"}, "examples": [["N48-FAC-04"]]}


class _InText(Search):
    """Part of any text, or of the name of the community. No codes: those of a place are for who may read there."""

    def narrow(self, rows: Rows, value: str) -> Rows:
        wanted = Q(pk__in=[])
        for name in self.names:
            wanted |= Q(**{f"{name}__icontains": value})
        return rows.filter(wanted)


class PracticeFilter(SpokenFilterSet):
    """Practices that closed a gap of one of the rules, or are about one of the facility types (or that of a rule), or one of
    the ways: in this order, and within it those of communities most like ``own``.
    """

    tie = ("rank", "apart", "-id")

    rule = _OfRules(Words("短板对应的规则", "Rule of the gap"), "rules", choices=rule_choices)
    type = _LookedFor(
        Words("设施类型", "Facility type"), "facility_types",
        choices={code: Words(found.zh, found.en) for code, found in FACILITY_TYPES.items()},
    )  # fmt: skip
    way = _LookedFor(Words("补短板方式", "Way"), "ways", choices=dict(WAYS))
    search = _InText(Words("文字", "Words in the text"), names=(*WRITTEN, *NAMES))
    division = _Published(DIVISION)
    programme = OneOf(
        Words("试点项目类别", "Kind of programme"), "enrolment__programme__kind",
        choices={code: kind.words for code, kind in KINDS.items()},
    )  # fmt: skip
    build_class = OneOf(BUILD_CLASS, "build_class", choices=BUILD_CLASSES)

    class Meta:
        model = Practice
        fields: list[str] = []

    def __init__(self, *args: Any, own: Likeness | None = None, **options: Any) -> None:
        self.own = own
        super().__init__(*args, **options)
        # so that even no rows can be ordered, where a filter cannot be read
        self.queryset: Rows = self.queryset.annotate(rank=Value(int(Rank.ANY)), apart=Value(0))

    def wanted(self) -> Wanted:
        """What is looked for."""
        asked = self.form.cleaned_data if self.form.is_valid() else {}
        rules, types = asked.get("rule") or [], asked.get("type") or []
        of_rules = [found for rule in rules if (found := types_of_rules()[rule])]
        return Wanted(rules, list(dict.fromkeys([*types, *of_rules])), asked.get("way") or [])

    def narrowed(self, queryset: Rows) -> Rows:
        wanted = self.wanted()
        found: Rows = super().narrowed(queryset).annotate(rank=_rank(wanted), apart=_apart(self.own))
        return found if wanted.is_nothing else found.filter(rank__lt=Rank.ANY)

    def why(self, one: Practice) -> list[Words]:
        """Why it is shown; empty where nothing was looked for and nothing is compared."""
        return reasons(Offered(one.rules, one.facility_types, one.ways, one.likeness), self.wanted(), self.own)


def _rank(wanted: Wanted) -> Case:
    return Case(
        *(
            When(**{f"{column}__overlap": list(values)}, then=Value(int(rank)))
            for rank, column, values in (
                (Rank.SAME_RULE, "rules", wanted.rules),
                (Rank.SAME_TYPE, "facility_types", wanted.facility_types),
                (Rank.SAME_WAY, "ways", wanted.ways),
            )
            if values
        ),
        default=Value(int(Rank.ANY)),
        output_field=IntegerField(),
    )


def _apart(own: Likeness | None) -> Case | Value:
    """The same for every practice where there is nothing to compare with."""
    if own is None:
        return Value(0, output_field=IntegerField())
    pairs = ((band, code) for band in BANDS for code in BUILD_CLASSES)
    whens = [When(band=band, build_class=code, then=Value(apart(band, code, own))) for band, code in pairs]
    return Case(*whens, default=Value(0), output_field=IntegerField())


@dataclass(frozen=True)
class Own:
    """The community that practices are compared with, and the labels of what is known of it."""

    community: Community
    likeness: Likeness
    labels: int


def compared_with(query: QueryDict, scope: AreaScope) -> Own | None:
    """The community of ``?for=``, where it lies in the scope: what is not readable is as if it had not been named."""
    code = query.get(FOR, "")
    if not (code.isascii() and code.isdecimal() and len(code) == 12):
        return None
    found = communities(scope).defer("boundary").filter(code=code).first()
    if found is None:
        return None
    counted = household_count(found, as_of=timezone.localdate())
    labels = LABELS[found.source.provenance] | (LABELS[counted.source.provenance] if counted else 0)
    return Own(found, Likeness(counted.households if counted else None, found.build_class), labels)
