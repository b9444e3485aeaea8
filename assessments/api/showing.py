"""Rounds' results as plain values. Kept out of the serializers because a page of gaps is shown ten thousand at a time."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from rest_framework.request import Request
from rest_framework.reverse import reverse

from assessments.api.option_rows import option_row
from assessments.labels import label_codes
from assessments.law import pack_of, rule_named
from assessments.models import Gap, Round, Scorecard
from assessments.reports.community_data import community_of as community_of
from assessments.reports.figures import difference_of, text_of
from assessments.reports.tables import is_complete
from assessments.selectors.cards import CardFinding, card
from assessments.standards.explain import Explanation
from assessments.standards.model import Reason, Rule, Verdict
from communities.scope import AreaScope

Context = Mapping[str, Any]


def addresses(one: Round, request: Request) -> dict[str, str]:
    """What the addresses of a round's cards and traces begin with, made once for a whole list."""
    return {
        "cards": str(reverse("api:round-scorecard-list", kwargs={"round": one.pk}, request=request)),
        "traces": str(reverse("api:scorecard-list", request=request)),
    }


def card_url(context: Context, code: str) -> str:
    return f"{context['cards']}{code}/"


def trace_url(context: Context, code: str, rule: str) -> str:
    return f"{context['traces']}{code}/trace/{rule}/?round={context['round'].pk}"


def scorecard_row(found: Scorecard, context: Context) -> dict[str, Any]:
    one: Round = context["round"]
    return {
        "round": one.pk,
        "community": community_of(found.community),
        "households": found.households,
        "complete": is_complete(found.gaps, found.unknown),
        "met": found.met,
        "gaps": found.gaps,
        "unknown": found.unknown,
        "not_applicable": found.not_applicable,
        "failed": [one.rules[position - 1] for position in found.failed],
        "data_labels": label_codes(found.labels),
        "url": card_url(context, found.code),
    }


@cache
def law_of(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.code,
        "name": rule.name.as_dict(),
        "domain": rule.domain.value,
        "level": rule.level.value,
        "binding": rule.level.binding,
    }


@cache
def clause_of(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.clause.id,
        "article": rule.clause.article.as_dict(),
        "pointer_zh": rule.pointer_zh,
        "document": pack_of(rule.code).document,
    }


def figures_of(rule: Rule, measured: int | None, required: int | None, shortfall: int | None) -> dict[str, Any]:
    return {
        "measured": text_of(measured, rule.unit),
        "required": text_of(required, rule.unit),
        "shortfall": difference_of(shortfall, rule.unit),
        "unit": rule.unit.value,
    }


def gap_row(gap: Gap, context: Context) -> dict[str, Any]:
    rule = rule_named(gap.rule)
    return {
        "round": gap.round_id,
        "community": community_of(gap.community),
        **law_of(rule),
        **figures_of(rule, gap.measured, gap.required, gap.shortfall),
        "clause": clause_of(rule),
        "data_labels": label_codes(gap.labels),
        "scorecard_url": card_url(context, gap.code),
        "trace_url": trace_url(context, gap.code, gap.rule),
    }


def scorecard_detail(found: Scorecard, context: Context) -> dict[str, Any]:
    one: Round = context["round"]
    scope: AreaScope = context["scope"]
    explained = {finding.rule.code: finding for domain in card(scope, found).domains for finding in domain.findings}
    show = partial(finding_row, found, context)
    findings = [show(at, explained[code]) for at, code in enumerate(one.rules)]
    return {**scorecard_row(found, context), "day": one.day, "as_of": one.as_of, "findings": findings}


def finding_row(found: Scorecard, context: Context, at: int, finding: CardFinding) -> dict[str, Any]:
    """The answer as the round stored it; the words only where they speak of the same figures."""
    rule, reason = finding.rule, Reason(found.reasons[at])
    figures = figures_of(rule, found.measured[at], found.required[at], found.shortfall[at])
    changed = finding.has_changed or any(_differences(finding.explanation, figures))
    return {
        **law_of(rule),
        "verdict": Verdict(found.verdicts[at]).code,
        "reason": None if reason is Reason.NONE else reason.code,
        **figures,
        "clause": clause_of(rule),
        "sentence": None if changed else finding.explanation.sentence.as_dict(),
        "options": [option_row(option) for option in finding.options],
        "changed": changed,
        "trace_url": trace_url(context, found.code, rule.code),
    }


def _differences(explanation: Explanation, figures: Mapping[str, Any]) -> Iterator[bool]:
    """Whether each figure that the engine finds now is another than the round stored."""
    now: Mapping[str, Any] = explanation.trace
    return (now[name] != figures[name] for name in ("measured", "required", "shortfall"))
