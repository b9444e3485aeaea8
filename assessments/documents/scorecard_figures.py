"""The figures of a scorecard, as its round stored them."""

from typing import Any, Final

from django.http import QueryDict

from assessments.documents.content import Content
from assessments.documents.grounding import ground_of, named
from assessments.documents.kinds import Asked, Draft
from assessments.law import rule_named
from assessments.models import Scorecard
from assessments.selectors.rounds import rounds
from assessments.selectors.scorecards import scorecard as find_card
from assessments.standards.model import Verdict
from assessments.standards.units import difference_shown, shown
from communities.models import Community
from communities.scope import AreaScope
from communities.words import Lang, Words, both

KIND: Final = "scorecard"
COUNTS: Final = ("met", "gaps", "unknown", "not_applicable")
SUMS: Final = {
    "households": Words("户数", "Households"), "met": Words("达标", "Met"), "gaps": Words("短板", "Gaps"),
    "unknown": Words("待核实", "Unknown"), "not_applicable": Words("不适用", "Not applicable"),
}  # fmt: skip
HEADS: Final = (Words("判定", "Verdict"), Words("现状", "Measured"), Words("要求", "Required"), Words("缺口", "Shortfall"))
NOTHING: Final = Words("—", "—")


def asked_card(found: Scorecard) -> Asked:
    return Asked(KIND, found.round, (found.path,), {"code": found.code})


def drafted(found: Scorecard) -> Draft:
    """Of a scorecard at hand."""
    one = found.round
    answers = zip(one.rules, found.verdicts, found.reasons, found.measured, found.required, found.shortfall, strict=True)
    content = Content(
        kind=KIND,
        of={"code": found.code, "path": found.path},
        ground=ground_of(one, found.labels),
        sums={"households": found.households, **{name: getattr(found, name) for name in COUNTS}},
        lines={rule: list(said) for rule, *said in answers},
        rows={},
    )
    return Draft(asked_card(found), content, found.labels)


def card_draft(asked: Asked) -> Draft | None:
    """From the stored row. None where the round has no such card any more."""
    cards = Scorecard.objects.select_related("round", "round__division")
    found = cards.filter(round=asked.round, code=asked.asked["code"], path__in=asked.places).first()
    return drafted(found) if found else None


def card_of_list(scope: AreaScope, query: QueryDict) -> Asked | None:
    """Of ``code`` in ``round``; None where the scope has no such card."""
    wanted, code = query.get("round", ""), query.get("code", "")
    one = rounds(scope).filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    found = find_card(scope, one, code) if one else None
    return asked_card(found) if found else None


def card_named(asked: Asked, lang: Lang) -> str:
    """The community, by its name of today."""
    code = str(asked.asked["code"])
    found = Community.objects.filter(code=code).first()
    return f"{named(found, lang)} {code}" if found else code


def card_line(rule: str) -> Words:
    name = rule_named(rule).name
    return Words(f"{rule} {name.zh}", f"{rule} {name.en}")


def card_cells(rule: str, said: Any) -> tuple[Words, ...]:
    """Of [verdict, reason, measured, required, shortfall]."""
    verdict, _, measured, required, shortfall = said
    figures = (amount_words(rule, measured), amount_words(rule, required), short_words(rule, shortfall))
    return (Verdict(verdict).words, *(each or NOTHING for each in figures))


def amount_words(rule: str, value: int | None) -> Words | None:
    """A stored figure with its unit."""
    return None if value is None else both(lambda lang: shown(value, rule_named(rule).unit, lang))


def short_words(rule: str, value: int | None) -> Words | None:
    """A stored shortfall; None also where steps on a scale of words would mean nothing."""
    unit = rule_named(rule).unit
    if value is None or difference_shown(value, unit, "zh") is None:
        return None
    return both(lambda lang: difference_shown(value, unit, lang) or "")
