"""Money against worth, as plan_curve.html draws it, and the same as a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.contexts import Cell, Table
from assessments.models import RemedyPlan
from assessments.remedies.plan_words import WORTH_UNITS
from assessments.templatetags.components import Column, yuan
from assessments.views.language import number, spoken
from assessments.views.plans.words import SCALE, asked, worth_text

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 360, 220, 12, 28, 26, 12


@dataclass(frozen=True)
class Dot:
    """A point of the drawing; ``is_plan``: the plan of the page."""

    x: str
    y: str
    is_plan: bool
    label: str


@dataclass(frozen=True)
class Curve:
    """As plan_curve.html takes it: points of the two lines, dots, words of the axes."""

    width: int
    height: int
    worth: str
    bound: str
    dots: Sequence[Dot]
    base: str
    right: str
    unit: str
    most_money: str
    most_worth: str
    table: Table


Told = dict[str, Any]


def curve_of(plan: RemedyPlan) -> Curve | None:
    """None where there are too few points for a line."""
    points: list[Told] = plan.told.get("curve", [])
    top = max((each["bound"] for each in points), default=0)
    if len(points) < 2 or not top:
        return None
    money, spent = max(each["yuan"] for each in points), sum(asked(plan).budgets)
    dots = [_dot(each, money, top, is_plan=each["yuan"] == spent) for each in points]
    origin = f"{_x(0, money)},{_y(0, top)}"
    objective = asked(plan).objective
    return Curve(
        width=WIDTH, height=HEIGHT, dots=dots, base=_y(0, top), right=f"{WIDTH - RIGHT}",
        worth=" ".join([origin, *(f"{each.x},{each.y}" for each in dots)]),
        bound=" ".join([origin, *(f"{_x(each['yuan'], money)},{_y(each['bound'], top)}" for each in points)]),
        unit=spoken(WORTH_UNITS[objective]), most_money=yuan(money), most_worth=number(round(top / SCALE)),
        table=_table(plan, points, spent),
    )  # fmt: skip


def _dot(each: Told, money: int, top: int, *, is_plan: bool) -> Dot:
    return Dot(_x(each["yuan"], money), _y(each["worth"], top), is_plan, yuan(each["yuan"]))


def _x(yuan_: int, most: int) -> str:
    return f"{LEFT + (WIDTH - LEFT - RIGHT) * yuan_ / most:.1f}"


def _y(worth: int, most: int) -> str:
    return f"{HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * worth / most:.1f}"


def _table(plan: RemedyPlan, points: Sequence[Told], spent: int) -> Table:
    columns = (
        Column(_("Budget in all"), "number"), Column(_("Best plan found"), "number"), Column(_("No plan can exceed"), "number"),
        Column(_("Gaps closed"), "number"),
    )  # fmt: skip
    objective = asked(plan).objective
    rows = [
        [
            Cell(yuan(each["yuan"]), note=_("this plan") if each["yuan"] == spent else ""),
            *(Cell(worth_text(each[name], objective)) for name in ("worth", "bound")), Cell(number(each["closed"])),
        ]
        for each in points
    ]  # fmt: skip
    return Table(_("Other budgets: money against worth"), columns, rows, titled=True)
