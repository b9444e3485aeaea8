"""What the checks of the data find. A fault is no gap: nothing here is read by the law or stands in a round."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, attrgetter, or_

from assessments.checks.area import Area
from assessments.checks.book import run
from assessments.checks.model import Check, Fault
from communities.scope import EVERYWHERE, AreaScope

ORDER = ("rank", "code", "community", "facility", "mark")
"""The gravest first, one check after the other; together unique."""


@dataclass(frozen=True)
class Checked:
    """A check with the number of its faults."""

    position: int
    check: Check
    faults: int


def faults(scope: AreaScope, checks: Iterable[Check], *, as_of: date, under: str = EVERYWHERE) -> list[Fault]:
    """What ``checks`` find in the scope, below the path ``under``, as of a day; the gravest first.

    One or two queries a check, however much there is; none without a scope.
    """
    if not scope.paths:
        return []
    area = Area(scope, as_of, under)
    return sorted((fault for check in checks for fault in run(check, area)), key=attrgetter(*ORDER))


def per_check(checks: Sequence[Check], found: Iterable[Fault]) -> list[Checked]:
    """Each check with how often it struck, also those that found nothing."""
    numbers = Counter(fault.check.code for fault in found)
    return [Checked(at, check, numbers[check.code]) for at, check in enumerate(checks)]


def label_range(found: Sequence[Fault]) -> tuple[int, int]:
    """The labels that any of these faults carries, and those that all of them carry."""
    labels = {fault.labels for fault in found} or {0}
    return reduce(or_, labels), reduce(and_, labels)
