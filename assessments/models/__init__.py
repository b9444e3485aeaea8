"""What was judged, by which law, from which data, and what is planned to remedy it."""

from assessments.models.frozen import FrozenFacts
from assessments.models.gap import Gap
from assessments.models.issued import IssuedDocument
from assessments.models.kept import FactLayout, KeptFacts, StaleFacts
from assessments.models.ordered_file import OrderedFile
from assessments.models.plan import LeftGap, PlannedRemedy, PromisedCard, RemedyPlan
from assessments.models.price import Price
from assessments.models.round import UNDER_WAY, Round, RoundState
from assessments.models.scorecard import Scorecard
from assessments.models.sums import RoundSums

__all__ = [
    "UNDER_WAY", "FactLayout", "FrozenFacts", "Gap", "IssuedDocument", "KeptFacts", "LeftGap", "OrderedFile", "PlannedRemedy",
    "Price", "PromisedCard", "RemedyPlan", "Round", "RoundState", "RoundSums", "Scorecard", "StaleFacts",
]  # fmt: skip
