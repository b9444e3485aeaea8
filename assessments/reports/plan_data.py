"""A plan as plain data, the same for the command and the API. Yuan are whole numbers; prices, worth and areas are text."""

from collections.abc import Mapping
from typing import Any

from assessments.how_good import SCALE, counted, goodness, more_words
from assessments.labels import label_codes
from assessments.models import RemedyPlan
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import reason_words
from assessments.remedies.wishes import OBJECTIVE_WORDS, PRICE_WORDS, Wishes, wishes_of
from assessments.selectors.plans import has_placeholders, left_counts, way_sums
from assessments.services.planning.accounts import WAN
from communities.divisions import short_code
from communities.models import Division
from communities.scope import AreaScope


def division_of(division: Division | None) -> dict[str, Any] | None:
    if division is None:
        return None
    return {"code": division.code, "name": division.name, "name_en": division.name_en, "level": division.level}


def head_data(plan: RemedyPlan) -> dict[str, Any]:
    """What a list says of a plan. Sums are null until it is finished."""
    wishes, told = wishes_of(plan.wishes), plan.told
    return {
        "id": plan.pk,
        "name": plan.name,
        "state": plan.state,
        "division": division_of(plan.division),
        "round": plan.round_id,
        "first_year": wishes.first_year,
        "budget": sum(wishes.budgets),
        "spent": sum(plan.spent) if told else None,
        "gaps": _today_and_with(told, "gaps"),
        "prices_on": plan.prices_on,
        "ordered_at": plan.made_at,
        "finished_at": plan.finished_at,
        "data_labels": label_codes(plan.labels),
    }


def _today_and_with(told: Mapping[str, Any], name: str) -> dict[str, int] | None:
    return {"today": told[name][0], "with_plan": told[name][1]} if told else None


def whole_data(plan: RemedyPlan, scope: AreaScope) -> dict[str, Any]:
    """With what was asked for, from what it was made, and what it comes to."""
    wishes, one = wishes_of(plan.wishes), plan.round
    return {
        **head_data(plan),
        "day": one.day,
        "as_of": one.as_of,
        "packs": one.packs,
        "fingerprint": plan.fingerprint,
        "software": plan.software,
        "wishes": wishes_data(wishes),
        "result": _result(plan, wishes, scope) if plan.told else None,
    }


def wishes_data(wishes: Wishes) -> dict[str, Any]:
    """As they are asked for, so that they may be sent again."""
    return {
        "budgets": list(wishes.budgets),
        "first_year": wishes.first_year,
        "objective": wishes.objective.value,
        "objective_name": OBJECTIVE_WORDS[wishes.objective].as_dict(),
        "price": wishes.price.value,
        "price_name": PRICE_WORDS[wishes.price].as_dict(),
        "carries_over": wishes.carries_over,
        "floor": wishes.floor,
        "rate": str(wishes.rate),
        "is_known_only": wishes.is_known_only,
        "sharing": wishes.sharing,
        "joint": wishes.joint,
        "never": [{"division": code_at(each.path), "way": each.way} for each in wishes.never],
        "must": [{"community": each.code, "rule": each.rule} for each in wishes.must],
    }


def code_at(path: str) -> str | None:
    """The code of the division that a path ends in; None for everything."""
    parts = [part for part in path.split("/") if part]
    return short_code(parts[-1]) if parts else None


def _result(plan: RemedyPlan, wishes: Wishes, scope: AreaScope) -> dict[str, Any]:
    told = plan.told
    return {
        "totals": _totals(told),
        "quality": _quality(plan, wishes),
        "years": [_year(each) for each in told["years"]],
        "more": {**_more(told, wishes), "sentence": more_words(told, wishes).as_dict()},
        "curve": [{**point, "worth": _units(point["worth"]), "bound": _units(point["bound"])} for point in told["curve"]],
        "floors": [{**each, "price": _price(each["price"])} for each in told["floors"]],
        "ways": _ways(plan, scope),
        "left": _left(plan, scope),
        "has_placeholder_prices": has_placeholders(plan),
    }


def _totals(told: Mapping[str, Any]) -> dict[str, Any]:
    pairs = {name: _today_and_with(told, name) for name in ("gaps", "unknown", "complete")}
    names = ("communities", "helped", "households", "closable", "closed", "measures")
    return {**pairs, **{name: told[name] for name in names}}


def _quality(plan: RemedyPlan, wishes: Wishes) -> dict[str, Any]:
    found = goodness(plan, wishes.objective)
    assert found is not None  # noqa: S101  # of a plan that is finished
    return {
        "worth": f"{found.worth:.3f}",
        "bound": f"{found.bound:.3f}",
        "gap_percent": str(found.gap),
        "status": plan.told["status"],
        "sentence": found.sentence.as_dict(),
        "counts": counted(wishes).as_dict(),
        "not_kept": plan.told["broken"],
    }


def _units(worth: int) -> str:
    return f"{worth / SCALE:.3f}"


def _year(each: Mapping[str, Any]) -> dict[str, Any]:
    left = each["budget"] - each["spent"]
    return {
        "year": each["year"],
        "budget": each["budget"],
        "spent": each["spent"],
        "left": left,
        "price": _price(each["price"]),
    }


def _price(price: float) -> str:
    """Worth of 10,000 yuan more."""
    return f"{price * WAN / SCALE:.3f}"


def _more(told: Mapping[str, Any], wishes: Wishes) -> dict[str, Any]:
    more = told["more"]
    return {**more, "year": wishes.first_year + more["year"], "worth": _units(more["worth"])}


def _ways(plan: RemedyPlan, scope: AreaScope) -> list[dict[str, Any]]:
    sums = way_sums(scope, plan)
    return [{"way": way, "name": BY_CODE[way].name.as_dict(), **sums[way]._asdict()} for way in BY_CODE if way in sums]


def _left(plan: RemedyPlan, scope: AreaScope) -> list[dict[str, Any]]:
    words = reason_words()
    return [{"why": why, "reason": words[why].as_dict(), "gaps": number} for why, number in left_counts(scope, plan).items()]
