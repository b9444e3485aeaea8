"""Weights and scores as plain values. Scores and shares are text from 0.0 to 100.0; weights and their parts are exact."""

from fractions import Fraction
from typing import Any

from assessments.api.showing import Context, card_url, community_of
from assessments.labels import label_codes
from assessments.models import Scorecard
from assessments.scores.model import DOMAINS, Per, WeightSet
from assessments.scores.moves import Moves
from assessments.scores.printed import decimal_text, ends, mean_text
from assessments.scores.scoring import Span
from assessments.scores.standing import Share
from assessments.selectors.scores import ScoredLine


def weight_row(each: WeightSet) -> dict[str, Any]:
    """A weight set. A domain's share is a fraction of 1; None where each rule weighs, for then it depends on the community."""
    shares = each.weights.per is Per.DOMAIN
    return {
        "id": each.id,
        "title": each.title.as_dict(),
        "reason": each.reason.as_dict(),
        "source": each.source.as_dict(),
        "confidence": each.confidence.value,
        "per": each.weights.per.value,
        "weights": [
            {
                "domain": domain.value,
                "name": domain.words.as_dict(),
                "weight": decimal_text(part),
                "share": str(each.weights.share(domain)) if shares else None,
            }
            for domain, part in zip(DOMAINS, each.weights.parts, strict=True)
        ],
    }


def moves_of(moves: Moves) -> dict[str, Any]:
    """How far ranks move: over all the other weights, and under each."""
    return {
        "most": moves.most,
        "mean": mean_text(moves.mean),
        "under": [{"title": move.title.as_dict(), "most": move.most, "mean": mean_text(move.mean)} for move in moves.moves],
    }


def score_row(each: ScoredLine, card: Scorecard, chosen: WeightSet, context: Context) -> dict[str, Any]:
    line = each.line
    weights = line.weights(chosen.weights)
    return {
        "round": context["round"].pk,
        "community": community_of(card.community),
        "rank": line.rank,
        "rank_best": line.best,
        "rank_worst": line.worst,
        **_ends(line.span),
        "unknown": line.unknown,
        "shares": [_share(share, weight) for share, weight in zip(line.shares, weights, strict=True)],
        "data_labels": label_codes(each.labels),
        "scorecard_url": card_url(context, each.code),
    }


def _ends(span: Span) -> dict[str, str | None]:
    low, high = ends(span) or (None, None)
    return {"low": low, "high": high}


def _share(share: Share, weight: Fraction | None) -> dict[str, Any]:
    return {
        "domain": share.domain.value,
        "weight": None if weight is None else str(weight),
        "met": share.met,
        "unknown": share.unknown,
        "judged": share.judged,
        **_ends(share.span),
    }
