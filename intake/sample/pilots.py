"""The pilot programme of the sample: four pilots in the first district, two in the second, six in the third.

Pilot by pilot one section of the work plan is missing or was not asked, so that every rule has each answer somewhere.
"""

from collections.abc import Iterator

from intake.sample import holes
from intake.sample.chance import between
from intake.sample.items import PILOT_FLAGS
from intake.sample.people import SampleCommunity

PILOTS = (
    "900101001001", "900101001003", "900101002005", "900101003001",
    "900102001001", "900102003001",
    "900103001002", "900103001005", "900103002004", "900103002008", "900103003001", "900103003401",
)  # fmt: skip
# The programme ran from 2022-10 for 24 months. Two pilots run late, for one the month is not known.
END_MONTHS = {"900101003001": "2025-03", "900103001005": "2024-12", "900102003001": "", "900103002004": "2024-09"}
USUAL_END = "2024-10"
COVERAGE_UNKNOWN = "900103003001"


def enrolment(community: SampleCommunity) -> str:
    """是 or 否; blank only where nobody ever surveyed."""
    if community.code == holes.NEVER_SURVEYED:
        return ""
    return "是" if community.code in PILOTS else "否"


def section_answer(pilot: int, section: int) -> str:
    """否 for one of the first six pilots, blank for one of the other six, 是 for all others."""
    if pilot == section:
        return "否"
    return "" if pilot == section + len(PILOT_FLAGS) else "是"


def figures(community: SampleCommunity) -> Iterator[tuple[str, str]]:
    """End month, and complete and all communities of the district."""
    yield "pilot_end_month", END_MONTHS.get(community.code, USUAL_END)
    if community.code != COVERAGE_UNKNOWN:
        yield "coverage_complete", str(between(2, 11, "coverage", community.district.code))
        yield "coverage_all", "27"


def pilot_answers(community: SampleCommunity) -> Iterator[tuple[str, str]]:
    """(item, answer) of a community's programme items: enrolment for all, the rest for pilots only."""
    yield "pilot_enrolled", enrolment(community)
    if community.code in PILOTS:
        pilot = PILOTS.index(community.code)
        yield from ((item, section_answer(pilot, place)) for place, item in enumerate(PILOT_FLAGS))
        yield from figures(community)
