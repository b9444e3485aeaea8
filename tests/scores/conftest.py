"""The small country with verdicts that differ."""

import pytest

from assessments.models import Round, Scorecard
from tests.factories import Territory, make_round
from tests.scores.oracle import random_verdicts


@pytest.fixture
def scored(territory: Territory) -> Round:
    """A round over everything; the first community has nothing that was judged, the others anything."""
    one = make_round()
    verdicts = random_verdicts(11, 6, len(one.rules)).tolist()
    for card, answers in zip(Scorecard.objects.order_by("code"), verdicts, strict=True):
        Scorecard.objects.filter(pk=card.pk).update(verdicts=answers)
    return one
