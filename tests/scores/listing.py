"""What the list of a round should be, by the oracle."""

from assessments.filters import rules_of
from assessments.models import Round, Scorecard
from assessments.scores.loading import weight_set
from tests.scores.oracle import GAP, ranks_of, score_of


def expected(one: Round, weights: str, prefix: str = "") -> list[tuple[str, int | None]]:
    """(code, rank) in the order of the list, for the communities whose code begins so."""
    cards = Scorecard.objects.filter(round=one, code__startswith=prefix).order_by("code")
    rules, chosen = list(rules_of(one)), weight_set(weights).weights
    ranks = ranks_of([score_of(card.verdicts, rules, chosen, unknown_is=GAP) for card in cards])
    found = [(card.code, rank) for card, rank in zip(cards, ranks, strict=True)]
    return sorted(found, key=lambda each: (each[1] is None, each[1], each[0]))
