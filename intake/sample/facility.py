"""One facility of the sample as the other modules pass it on. Areas are whole hundredths of m2, None = not measured."""

from dataclasses import dataclass
from datetime import date

from intake.sample.places import Spot


@dataclass(frozen=True, slots=True)
class SampleFacility:
    """A facility. ``community`` is the code of the community in which it stands, ``serves`` all that share it."""

    code: str
    name: str
    facility_type: str
    community: str
    floor: int | None
    activity: int | None
    site: int | None
    capacity: int | None
    spot: Spot | None
    tenure: str
    opened: date
    closed: date | None
    evidence: str
    serves: tuple[str, ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether it works on ``day``: opened by then and not yet closed."""
        return self.opened <= day and (self.closed is None or self.closed > day)
