"""The kinds of checks, by the word that checks.toml uses. Each is one set-based question to the database."""

from collections.abc import Mapping

from assessments.checks.kinds.answers import AgainstAnswer, AgainstCommunity, AgainstRegister
from assessments.checks.kinds.bands import Parts
from assessments.checks.kinds.boundaries import OutsideBoundary
from assessments.checks.kinds.community_ratio import CommunityRatio
from assessments.checks.kinds.dates import ClosedButServing, LaterThanData
from assessments.checks.kinds.distances import FarFromCommunity, FarFromMiddle
from assessments.checks.kinds.division_counts import AboveCensus
from assessments.checks.kinds.duplicates import SameName, SamePlace
from assessments.checks.kinds.facility_figures import FacilityFigure
from assessments.checks.kinds.lists import CompleteWithoutFigure, NotServingOwn
from assessments.checks.model import Kind

KINDS: Mapping[str, type[Kind]] = {
    "later_than_data": LaterThanData,
    "closed_but_serving": ClosedButServing,
    "community_ratio": CommunityRatio,
    "above_census": AboveCensus,
    "parts": Parts,
    "facility_figure": FacilityFigure,
    "answer_against_register": AgainstRegister,
    "answer_against_community": AgainstCommunity,
    "answer_against_answer": AgainstAnswer,
    "outside_boundary": OutsideBoundary,
    "far_from_community": FarFromCommunity,
    "far_from_middle": FarFromMiddle,
    "same_name": SameName,
    "same_place": SamePlace,
    "complete_without_figure": CompleteWithoutFigure,
    "not_serving_own": NotServingOwn,
}
