"""Survey answers that contradict the register, the community's own row, or each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.contrib.postgres.aggregates import BitOr
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import SOURCE, Row, Tell, community_hits, day, label_bit, type_words
from assessments.facts.answers import current_on
from assessments.facts.register import declared_on
from communities.models import SurveyAnswer
from communities.survey_items import SURVEY_ITEMS, value_text
from communities.words import Words, both
from facilities.models import Facility, Inventory, ServedCommunity
from facilities.selectors import is_open_on

YES_NO = {"yes": True, "no": False}
HERE = OuterRef("community")


@dataclass(frozen=True)
class Said:
    """An item, and the answers to it that are meant."""

    item: str
    values: tuple[int, ...]

    @classmethod
    def read(cls, table: CheckTable, item: str, answers: str) -> Self:
        code = table.item(item)
        return cls(code, table.answers(answers, code))

    def rows(self, area: Area) -> QuerySet[SurveyAnswer]:
        """The answers that hold on the day."""
        said = SurveyAnswer.objects.filter(current_on(area.as_of), item=self.item, value__in=self.values)
        return area.limited(said).order_by()

    def tell(self, row: Row) -> dict[str, Figure]:
        return {"item": item_words(self.item), "answer": answer_words(self.item, row["said"]), "day": day(row["on"])}


def item_words(item: str) -> Words:
    found = SURVEY_ITEMS[item]
    return Words(found.zh, found.en)


def answer_words(item: str, value: int) -> Words:
    kind = SURVEY_ITEMS[item].kind
    return both(lambda lang: value_text(kind, value, lang))


def _hits(found: QuerySet[Any], tell: Tell, *labels: str) -> Iterator[Hit]:
    named = found.annotate(said=F("value"), on=F("answered_on"))
    return community_hits(named, tell, SOURCE, *labels, path="community__")


@dataclass(frozen=True)
class AgainstRegister:
    """An answer that supposes a facility where the complete list has none, or denies one that the register holds."""

    said: Said
    facility_type: str
    has_some: bool
    figures: ClassVar[frozenset[str]] = frozenset({"item", "answer", "day", "type"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        said, facility_type = Said.read(table, "item", "answers"), table.facility_type("type")
        return cls(said, facility_type, table.one_of("register", ("some", "none")) == "some")

    def found(self, area: Area) -> Iterator[Hit]:
        open_ones = Facility.objects.filter(is_open_on(area.as_of), facility_type=self.facility_type)
        own = open_ones.filter(community=HERE, served__isnull=True)
        shared = ServedCommunity.objects.filter(community=HERE, facility__in=open_ones)
        some = Q(Exists(own)) | Q(Exists(shared))
        complete = Inventory.objects.filter(declared_on(area.as_of), community=HERE, facility_type=self.facility_type)
        said = self.said.rows(area)
        if self.has_some:
            return _hits(said.filter(some).annotate(a=_bits(own), b=_bits(shared, "facility__")), self._tell, "a", "b")
        return _hits(said.filter(~some, Q(Exists(complete))).annotate(a=_bits(complete)), self._tell, "a")

    def _tell(self, row: Row) -> dict[str, Figure]:
        return {**self.said.tell(row), "type": type_words(self.facility_type)}


def _bits(rows: QuerySet[Any], path: str = "") -> Subquery:
    """The labels of all these rows together."""
    return Subquery(rows.order_by().values("community").annotate(bits=BitOr(label_bit(f"{path}{SOURCE}"))).values("bits"))


@dataclass(frozen=True)
class AgainstCommunity:
    """An answer that contradicts what the community's own row says."""

    said: Said
    field: str
    holds: bool
    figures: ClassVar[frozenset[str]] = frozenset({"item", "answer", "day"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        said, field = Said.read(table, "item", "answers"), table.one_of("field", ("central_heating", "in_block"))
        return cls(said, field, YES_NO[table.one_of("is", YES_NO)])

    def found(self, area: Area) -> Iterator[Hit]:
        said = self.said.rows(area).filter(**{f"community__{self.field}": self.holds})
        return _hits(said, self.said.tell, f"community__{SOURCE}")


@dataclass(frozen=True)
class AgainstAnswer:
    """An answer that leaves no room for another answer of the same community."""

    said: Said
    other: Said
    figures: ClassVar[frozenset[str]] = frozenset({"item", "answer", "day", "other", "other_answer"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(Said.read(table, "item", "answers"), Said.read(table, "other", "other_answers"))

    def found(self, area: Area) -> Iterator[Hit]:
        others = self.other.rows(area).filter(community=HERE)
        both_said = self.said.rows(area).filter(Exists(others)).annotate(
            other_value=Subquery(others.values("value")[:1]), a=_bits(others)
        )  # fmt: skip
        return _hits(both_said, self._tell, "a")

    def _tell(self, row: Row) -> dict[str, Figure]:
        other = {"other": item_words(self.other.item), "other_answer": answer_words(self.other.item, row["other_value"])}
        return {**self.said.tell(row), **other}
