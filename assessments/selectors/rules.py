"""How a rule went in a round: communities per verdict."""

from django.db.models import Count, F

from assessments.models import Round
from assessments.selectors.scorecards import scorecards
from assessments.standards.model import Verdict
from communities.scope import AreaScope


def verdict_counts(scope: AreaScope, one: Round, code: str) -> dict[str, int]:
    """Verdict code -> communities of the scope, for a rule; empty where the round did not judge by it."""
    if code not in one.rules:
        return {}
    cards = scorecards(scope, one).order_by().annotate(answer=F(f"verdicts__{one.rules.index(code)}"))
    found = dict(cards.values_list("answer").annotate(number=Count("pk")))
    return {verdict.code: found.get(verdict.value, 0) for verdict in Verdict}
