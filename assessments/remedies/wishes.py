"""What a plan is asked for: money by year, what counts most, and what is fixed beforehand. Pure; kept with the plan as JSON."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from communities.words import Words

MOST_YEARS: Final = 10
MOST_YUAN: Final = 10**12


class Objective(StrEnum):
    """What a closed gap is worth (assessments/remedies/worth.py)."""

    HOUSEHOLDS = "households"
    LEVELS = "levels"
    WORST_FIRST = "worst_first"
    OLD_AND_YOUNG = "old_and_young"


class PricePoint(StrEnum):
    """Which figure of a range of prices the budget is held against."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


OBJECTIVE_WORDS: Final = {
    Objective.HOUSEHOLDS: Words("惠及户数最多", "most households served"),
    Objective.LEVELS: Words("强制性要求优先", "mandatory requirements first"),
    Objective.WORST_FIRST: Words("短板最多的社区优先", "communities with most gaps first"),
    Objective.OLD_AND_YOUNG: Words("一老一小优先", "the old and the young first"),
}
OBJECTIVE_MEANING: Final = {
    Objective.HOUSEHOLDS: Words("每个短板按社区户数计", "each gap counts as many as its community has households"),
    Objective.LEVELS: Words(
        "强制性条文的短板计 10，其他约束性短板计 1", "a gap in a mandatory requirement counts 10, any other that binds 1"
    ),
    Objective.WORST_FIRST: Words("每个短板按所在社区的短板数计", "each gap counts as many as its community has gaps"),
    Objective.OLD_AND_YOUNG: Words(
        "按户数计，幼儿园、托儿所、老年服务站、社区食堂、无障碍、适老化和适儿化改造的短板再乘 3",
        "by households; three times for kindergarten, nursery, elderly station, canteen, barrier-free ways, and works for the "
        "old and the young",
    ),
}
PRICE_WORDS: Final = {
    PricePoint.LOW: Words("价格区间的低值", "the low price of each range"),
    PricePoint.MIDDLE: Words("价格区间的中值", "the middle of each range"),
    PricePoint.HIGH: Words("价格区间的高值", "the high price of each range"),
}


class BadWish(ValueError):
    """``trouble`` is one of assessments.troubles; ``about`` fills its words."""

    def __init__(self, trouble: str, **about: Any) -> None:
        super().__init__(trouble, about)
        self.trouble, self.about = trouble, about


@dataclass(frozen=True)
class Never:
    """No measure of this way (empty: of any) below the path."""

    path: str
    way: str = ""


@dataclass(frozen=True)
class Must:
    """The gap of a rule in a community has to be closed."""

    code: str
    rule: str


@dataclass(frozen=True)
class Wishes:
    """``budgets``: yuan of each year, the first of which is ``first_year``: what is built, bought, fitted out, and rents.

    ``floor``: of each district's worth of gaps that can be closed at all, the least part to be closed, in percent. ``rate``:
    what a year of waiting takes off the worth, as for money. ``is_known_only``: only where premises are known, none still to
    be found on the market. ``sharing``: how many more communities a facility that stands may take on; ``joint``: how many one
    that is built may serve. Raises BadWish.
    """

    budgets: tuple[int, ...]
    first_year: int
    objective: Objective = Objective.HOUSEHOLDS
    price: PricePoint = PricePoint.MIDDLE
    carries_over: bool = False
    floor: int = 0
    rate: Decimal = Decimal("0.035")
    is_known_only: bool = False
    sharing: int = 0
    joint: int = 1
    never: tuple[Never, ...] = ()
    must: tuple[Must, ...] = ()

    def __post_init__(self) -> None:
        if not self.budgets:
            raise BadWish("no_budget")
        if len(self.budgets) > MOST_YEARS:
            raise BadWish("too_many_years", most=MOST_YEARS)
        for year, yuan in enumerate(self.budgets, self.first_year):
            if not 0 <= yuan <= MOST_YUAN:
                raise BadWish("bad_budget", year=str(year))
        if not 0 <= self.floor <= 100:  # percent
            raise BadWish("bad_floor")
        if not 0 <= self.rate < 1:
            raise BadWish("bad_rate")

    @property
    def year_worth(self) -> tuple[int, ...]:
        """What a unit of worth closed in each year comes to: 1000 in the first, less by the rate in each that follows."""
        return tuple(round(1_000 / (1 + self.rate) ** year) for year in range(len(self.budgets)))

    def is_barred(self, path: str, way: str) -> bool:
        return any(path.startswith(each.path) and each.way in ("", way) for each in self.never)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "rate": str(self.rate), "budgets": list(self.budgets)}


def wishes_of(kept: dict[str, Any]) -> Wishes:
    """What ``as_json`` has made."""
    never = tuple(Never(**each) for each in kept["never"])
    must = tuple(Must(**each) for each in kept["must"])
    return Wishes(
        **{
            **kept, "budgets": tuple(kept["budgets"]), "objective": Objective(kept["objective"]),
            "price": PricePoint(kept["price"]), "rate": Decimal(kept["rate"]), "never": never, "must": must,
        }
    )  # fmt: skip
