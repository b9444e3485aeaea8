"""The kinds of test, by the name that a pack uses. A new kind is one file here and one line below."""

from assessments.standards.kinds.base import Kind
from assessments.standards.kinds.bounds import Bounds
from assessments.standards.kinds.presence import Presence
from assessments.standards.kinds.rate import Rate
from assessments.standards.kinds.report import Report
from assessments.standards.kinds.scale import Flag, Level, State
from assessments.standards.kinds.share import Share

__all__ = ["KINDS", "Bounds", "Flag", "Kind", "Level", "Presence", "Rate", "Report", "Share", "State"]

KINDS: dict[str, type[Kind]] = {kind.name: kind for kind in (Presence, Rate, Share, State, Flag, Level, Bounds, Report)}
