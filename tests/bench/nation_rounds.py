"""Rounds of the nation by the verb that makes them in life, each on empty tables, with what they tell of their steps."""

from collections import defaultdict
from statistics import median
from typing import Final

from django.db import connection

from assessments.law import rules_on
from assessments.models import Round
from assessments.services.rounds import assess
from communities.scope import AreaScope
from tests.bench.nation_answers import DAY

ALL: Final = AreaScope.everywhere()


class Rounds:
    """Call it for a round; ``one`` is the last."""

    def __init__(self) -> None:
        self._last: Round | None = None
        self._steps: dict[str, list[float]] = defaultdict(list)

    def __call__(self) -> None:
        self._last = assess(by=None, scope=ALL, division=None, day=DAY, as_of=DAY, report=self._note)

    def ensure(self) -> None:
        """One by the whole law, made where there is none."""
        self._last = next((one for one in Round.objects.all() if len(one.rules) == _whole_law()), None)
        if self._last is None:
            no_rounds()
            self()

    def _note(self, step: str, took: float) -> None:
        self._steps[step].append(took)

    @property
    def one(self) -> Round:
        assert self._last is not None
        return self._last

    def steps(self) -> dict[str, float]:
        """Medians of the seconds of each step."""
        return {step: median(took) for step, took in self._steps.items()}


def _whole_law() -> int:
    """How many rules speak somewhere in the nation."""
    return sum(not rule.places for rule in rules_on(DAY))


def no_rounds() -> None:
    """A table that has held ten rounds is another table; and the disk is at rest."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE assessments_round CASCADE")
        cursor.execute("CHECKPOINT")
