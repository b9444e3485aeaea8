"""A finding with its trace, and what a second program makes of it."""

from typing import Any

from assessments.api.settling import settling_answer
from assessments.models import Scorecard
from assessments.selectors.cards import stored_verdict, trace_of
from assessments.standards.model import Rule
from assessments.standards.recompute import recompute
from communities.scope import AreaScope


def trace_answer(scope: AreaScope, found: Scorecard, rule: Rule) -> dict[str, Any]:
    """The answer of the trace endpoint. The facts are read anew; ``changed`` where the verdict is no longer the round's."""
    explanation, trace = trace_of(scope, found, rule)
    stored = stored_verdict(found, rule)
    return {
        "round": found.round_id,
        "community": found.code,
        "rule": rule.code,
        "verdict": explanation.verdict.code,
        "recomputed": recompute(trace).code,
        "stored": stored.code if stored else None,
        "changed": stored not in (None, explanation.verdict),
        "sentence": explanation.sentence.as_dict(),
        "arithmetic": explanation.arithmetic.as_dict(),
        "requirement": explanation.requirement.as_dict(),
        **settling_answer(explanation),
        "trace": trace,
    }
