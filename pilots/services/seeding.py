"""From what the first text of a work plan is drafted: the newest round of the community and the lines of a remedy plan."""

from collections.abc import Sequence

from assessments.models import PlannedRemedy, RemedyPlan
from pilots.drafting.seeds import Seed, SeedGap, SeedLine, SeedPlan, SeedRound
from pilots.models import Enrolment
from pilots.selectors.shortcomings import Shortcomings, shortcomings


def seed_of(pilot: Enrolment, plan: RemedyPlan | None, lines: Sequence[PlannedRemedy]) -> tuple[Seed, Shortcomings | None]:
    """The seed, and the round it comes from with what it found."""
    found = shortcomings(pilot.community)
    seed = Seed(
        community=pilot.community.name, code=pilot.code, ends_on=pilot.programme.ends_on,
        found=_round(found) if found else None,
        plan=SeedPlan(plan.pk, plan.name, [_line(one) for one in lines]) if plan else None,
    )  # fmt: skip
    return seed, found


def _round(found: Shortcomings) -> SeedRound:
    one = found.round
    gaps = [SeedGap(rule, shortfall) for rule, shortfall in found.gaps]
    return SeedRound(one.pk, one.as_of, one.day, gaps, found.unknown, found.labels)


def _line(one: PlannedRemedy) -> SeedLine:
    return SeedLine(
        one.way, one.year, sum(one.outlay), one.builds, one.closes, is_placeholder=one.cost["is_placeholder"], labels=one.labels
    )
