"""A line of a plan in words: what it builds, what it closes, why it was chosen, what it costs."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.law import rule_named
from assessments.models import PlannedRemedy, RemedyPlan
from assessments.remedies.plan_words import chosen_words
from assessments.remedies.prices import PriceLine
from assessments.standards.units import Unit, shown
from assessments.views.language import lang_now, spoken
from assessments.views.plans.words import asked, thing_word
from assessments.views.price_words import money_range
from communities.words import Words

Told = Mapping[str, Any]


def account_text(line: PlannedRemedy, plan: RemedyPlan) -> str:
    """Why it was chosen, in numbers."""
    return spoken(chosen_words(line.account, len(line.closes), asked(plan).objective))


def built_text(told: Told) -> str:
    """One thing that it brings about, with its size."""
    thing = thing_word(told["thing"])
    match told["kind"]:
        case "built":
            return with_area(thing, told.get("floor_area") or told.get("site_area"))
        case "extended":
            return with_area(_("%(thing)s, extended") % {"thing": thing}, told.get("floor_area"))
        case "given_over":
            return with_area(_("%(thing)s: rooms given over to residents") % {"thing": thing}, told.get("activity_area"))
        case "shared":
            return _("%(thing)s, shared with a neighbour") % {"thing": thing}
    return _("%(thing)s, put in order") % {"thing": thing}


def with_area(text: str, area: str | None) -> str:
    return f"{text} {area_text(area)}" if area else text


def area_text(area: str | None) -> str:
    """m2 as told by a plan: ``1128.90`` is ``1,128.90 ㎡``."""
    return shown(int(Decimal(area) * 100), Unit.AREA, lang_now()) if area else ""


def builds_texts(line: PlannedRemedy) -> list[str]:
    """Things that it brings about, each once; how many of it where there are several."""
    texts = [built_text(each) for each in line.builds]
    counted = {text: texts.count(text) for text in texts}
    return [text if count == 1 else f"{text} × {count}" for text, count in counted.items()]


def closes_texts(closes: Sequence[Sequence[str]]) -> list[str]:
    """The rules of the gaps that it closes, each once, with the number of communities where there are several."""
    rules = [rule for _code, rule in closes]
    counted = {rule: rules.count(rule) for rule in rules}
    return [
        spoken(rule_named(rule).name) if count == 1 else f"{spoken(rule_named(rule).name)} × {count}"
        for rule, count in counted.items()
    ]


def range_text(amounts: Sequence[str] | None) -> str:
    """Yuan from and to; empty where nobody knows."""
    return money_range(Decimal(amounts[0]), Decimal(amounts[1])) if amounts else ""


def is_nothing(amounts: Sequence[str] | None) -> bool:
    return bool(amounts) and all(not Decimal(each) for each in amounts or ())


def price_line_of(told: Told) -> PriceLine:
    """The line of the price book as it was when the plan was made."""
    since = told["since"]
    return PriceLine(
        remedy=told["remedy"], facility_type=told["facility_type"], item=told["item"],
        low=Decimal(told["low"]), high=Decimal(told["high"]), source=Words(*told["source"]), place_name=Words(*told["place"]),
        since=date.fromisoformat(since) if since else None, is_placeholder=told["is_placeholder"],
    )  # fmt: skip
