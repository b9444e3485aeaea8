"""What was judged, by which law, from which data."""

from assessments.models.frozen import FrozenFacts
from assessments.models.gap import Gap
from assessments.models.kept import FactLayout, KeptFacts, StaleFacts
from assessments.models.price import Price
from assessments.models.round import UNDER_WAY, Round, RoundState
from assessments.models.scorecard import Scorecard
from assessments.models.sums import RoundSums

__all__ = [
    "UNDER_WAY", "FactLayout", "FrozenFacts", "Gap", "KeptFacts", "Price", "Round", "RoundState", "RoundSums", "Scorecard",
    "StaleFacts",
]  # fmt: skip
