"""What a plan may take, and where it would stand. Pure: yuan as whole numbers, areas in hundredths of m2."""

from dataclasses import dataclass

from assessments.remedies.effects import Effect


@dataclass(frozen=True)
class Placed:
    """An effect in a community (its database id). ``serves``: all whom a facility serves, where they are others too.

    ``lng``, ``lat``: where a facility will stand; None where nobody knows, which leaves every distance to it unknown.
    """

    community: int
    effect: Effect
    serves: tuple[int, ...] = ()
    lng: float | None = None
    lat: float | None = None
