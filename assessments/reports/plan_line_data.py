"""The lines of a plan, what it leaves open, and its communities, as plain values: the same for the command and the API."""

from collections.abc import Mapping, Sequence
from typing import Any

from assessments.labels import label_codes
from assessments.law import rule_named
from assessments.models import LeftGap, PlannedRemedy, PromisedCard
from assessments.remedies.build_words import build_words, thing_words
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.plan_words import chosen_words, instead_words, left_words, reason_words
from assessments.remedies.wishes import Objective
from assessments.reports.community_data import community_of
from assessments.reports.plan_tables import is_asked_by_owner
from assessments.standards.model import Verdict
from facilities.models import Premises

Context = Mapping[str, Any]


def remedy_data(line: PlannedRemedy, context: Context) -> dict[str, Any]:
    """One line: what, where, when, for how much, and why."""
    objective: Objective = context["objective"]
    return {
        "position": line.position,
        "way": line.way,
        "name": BY_CODE[line.way].name.as_dict(),
        "community": community_of(line.community),
        "premises": _premises(line.premises),
        "facility": line.facility or None,
        "year": line.year,
        "ready_year": line.ready_year,
        "outlay": line.outlay,
        "yuan": sum(line.outlay),
        "cost": {**cost_data(line.cost), "asked_by_owner": is_asked_by_owner(line)},
        "builds": [_build(each) for each in line.builds],
        "closes": [{"community": code, "rule": rule, "name": rule_named(rule).name.as_dict()} for code, rule in line.closes],
        "households": line.households,
        "worth": line.worth,
        "account": line.account,
        "sentence": chosen_words(line.account, len(line.closes), objective).as_dict(),
        "instead": line.instead or None,
        "instead_sentence": instead_words(line.instead).as_dict(),
        "data_labels": label_codes(line.labels),
    }


def _premises(found: Premises | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"code": found.code, "name": found.name, "kind": found.kind, "provenance": found.source.provenance}


def cost_data(cost: Mapping[str, Any]) -> dict[str, Any]:
    """As it is kept with the line; what comes to nothing is null."""
    return {
        "once": _range(cost["once"]),
        "rent_a_year": None if cost["rent"] == ["0", "0"] else _range(cost["rent"]),
        "running_a_year": _range(cost["running"]),
        "net_present": _range(cost["present"]),
        "months": cost["months"],
        "is_placeholder": cost["is_placeholder"],
        "prices": [_line(line) for line in cost["lines"]],
    }


def _range(found: Sequence[str] | None) -> dict[str, str] | None:
    return None if found is None else {"low": _yuan(found[0]), "high": _yuan(found[1])}


def _yuan(text: str) -> str:
    whole, _, fen = text.partition(".")
    return f"{whole}.{fen:0<2}"


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    (place_zh, place_en), (source_zh, source_en) = line["place"], line["source"]
    return {
        **line,
        "low": _yuan(line["low"]),
        "high": _yuan(line["high"]),
        "place": {"zh": place_zh, "en": place_en},
        "source": {"zh": source_zh, "en": source_en},
    }


def _build(build: Mapping[str, Any]) -> dict[str, Any]:
    names = ("floor_area", "activity_area", "site_area", "facility", "value", "lng", "lat")
    return {
        "community": build["community"],
        "kind": build["kind"],
        "thing": build["thing"],
        "name": thing_words(build["thing"]).as_dict(),
        "text": build_words(build).as_dict(),
        **{name: build.get(name) for name in names},
        "serves": build["serves"],
    }


def left_data(gap: LeftGap) -> dict[str, Any]:
    """A gap that stays open. ``about``: the numbers behind the sentence."""
    rule = rule_named(gap.rule)
    return {
        "community": community_of(gap.community),
        "rule": gap.rule,
        "name": rule.name.as_dict(),
        "domain": rule.domain.value,
        "level": rule.level.value,
        "why": gap.why or "unknown",
        "reason": reason_words()[gap.why].as_dict(),
        "sentence": left_words(gap.why, gap.about).as_dict(),
        "about": gap.about,
    }


def card_data(card: PromisedCard, context: Context) -> dict[str, Any]:
    """A community today and with the plan, every rule of the round."""
    rules: Sequence[str] = context["rules"]
    return {
        "community": community_of(card.community),
        "households": card.households,
        "gaps": {"today": card.gaps_before, "with_plan": card.gaps_after},
        "unknown": {"today": card.unknown_before, "with_plan": card.unknown_after},
        "complete": {"today": not (card.gaps_before or card.unknown_before), "with_plan": is_complete_after(card)},
        "changes": card.before != card.after,
        "verdicts": [
            {"rule": rule, "today": Verdict(before).code, "with_plan": Verdict(after).code}
            for rule, before, after in zip(rules, card.before, card.after, strict=True)
        ],
        "data_labels": label_codes(card.labels),
    }


def is_complete_after(card: PromisedCard) -> bool:
    """Without a gap and with nothing unknown."""
    return not (card.gaps_after or card.unknown_after)
