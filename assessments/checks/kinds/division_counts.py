"""Counts of a county's communities against what a census counted in the county."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Self

from django.contrib.postgres.aggregates import ArrayAgg, BitOr
from django.db.models import Max, Sum, TextField, Value
from django.db.models.functions import Concat, Left

from assessments.checks.area import Area
from assessments.checks.check_table import CheckTable
from assessments.checks.kinds.amounts import Amount, amount_named
from assessments.checks.model import Figure, Hit
from assessments.checks.rows import Row, community_hits, day, label_bit, plain, ratio
from communities.divisions import short_code
from communities.models import Community, Counted, DivisionCount
from communities.selectors import valid_on
from communities.words import Words

COUNTY = Concat(Left("code", 6), Value("000000"), output_field=TextField())
"""The code of the county of a community, or of its city where there are no counties (Dongguan, 441900)."""


@dataclass(frozen=True)
class AboveCensus:
    """``amount`` of all communities of a county adds up to more than ``at_most`` times what the newest census counted there.

    It is told at the community with the largest amount, where a wrong figure weighs most; whole counties are added up, also
    where only a part of one is asked for. Communities without a count add nothing: a sum that is too small is no fault.
    """

    amount: Amount
    counted: str
    at_most: Decimal
    figures: ClassVar[frozenset[str]] = frozenset({"county", "amount", "communities", "counted", "day", "ratio", "most"})

    @classmethod
    def read(cls, table: CheckTable) -> Self:
        return cls(amount_named(table, "amount"), table.one_of("counted", Counted.values), table.number("at_most"))

    def found(self, area: Area) -> Iterator[Hit]:
        counted = {row["division__code"]: row for row in self._counted(area)}
        sums = {row["codes"][0]: row for row in self._sums(area, list(counted))}
        above = {code: row for code, row in sums.items() if row["amount"] > self.at_most * counted[row["county"]]["number"]}

        def tell(row: Row) -> dict[str, Figure]:
            return _figures(above[row["code"]], counted[above[row["code"]]["county"]])

        for hit in community_hits(area.communities().filter(code__in=list(above)), tell):
            own = above[hit.place.code]
            yield replace(hit, labels=own["labels"] | counted[own["county"]]["labels"])

    def _counted(self, area: Area) -> Iterable[Row]:
        """The newest count of every division that has one."""
        known = DivisionCount.objects.filter(what=self.counted, counted_on__lte=area.as_of, number__gt=0)
        newest = known.order_by("division_id", "-counted_on").distinct("division").annotate(labels=label_bit())
        return newest.values("division__code", "division__name", "division__name_en", "counted_on", "number", "labels")

    def _sums(self, area: Area, counted: list[str]) -> Iterable[Row]:
        """Of each county of the area with a count: the sum, its labels, and the codes of the communities, the largest first."""
        touched = area.communities().annotate(county=COUNTY).filter(county__in=counted).values("county")
        whole = Community.objects.filter(valid_on(area.as_of)).order_by().annotate(county=COUNTY).filter(county__in=touched)
        known = whole.annotate(own=self.amount.value(area.as_of), bits=self.amount.bits(area.as_of)).filter(own__isnull=False)
        codes, most = ArrayAgg("code", order_by=["-own", "code"]), Max("own")
        return known.values("county").annotate(amount=Sum("own"), most=most, labels=BitOr("bits"), codes=codes)


def _figures(summed: Row, counted: Row) -> dict[str, Figure]:
    """What the sentence may say. A county without an English name is named by its code."""
    code = short_code(counted["division__code"])
    return {
        "county": Words(f"{counted['division__name']}（{code}）", counted["division__name_en"] or code),
        "communities": plain(len(summed["codes"])), "amount": plain(summed["amount"]), "counted": plain(counted["number"]),
        "ratio": ratio(summed["amount"], counted["number"]), "day": day(counted["counted_on"]), "most": plain(summed["most"]),
    }  # fmt: skip
