"""The kinds of test, by the name that a pack uses. A new kind is one file here and one line below."""

from assessments.standards.kinds.base import Kind
from assessments.standards.kinds.bounds import Bounds
from assessments.standards.kinds.presence import Presence
from assessments.standards.kinds.rate import Rate
from assessments.standards.kinds.report import Report
from assessments.standards.kinds.scale import Flag, Level, State
from assessments.standards.kinds.several import Several
from assessments.standards.kinds.share import Share
from assessments.standards.kinds.tiers import Tiers

__all__ = ["KINDS", "Bounds", "Flag", "Kind", "Level", "Presence", "Rate", "Report", "Several", "Share", "State", "Tiers"]

_ALL = (Presence, Rate, Share, State, Flag, Level, Bounds, Tiers, Several, Report)
KINDS: dict[str, type[Kind]] = {kind.name: kind for kind in _ALL}
