"""What is at hand around a community: premises, facilities, its block. Pure; each row says whether it is real."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.remedies.present import TERMS, Terms
from assessments.remedies.prices import PriceBook

LAND, BUILDING = "land", "building"
NEAR_M = 1000


@dataclass(frozen=True)
class AtHand:
    """Premises near the community. Areas in hundredths of m2 (``site_area`` for land), money in yuan, distance in metres.

    ``offers`` are those still open on the day; ``has_offers`` is False where nobody has said what the owner is ready for.
    ``is_public`` and ``storey`` (1 on the ground) are None where it is not known. ``provenance`` says whether the row is real.
    """

    code: str
    name: str
    kind: str
    is_public: bool | None
    offers: tuple[str, ...]
    area: int | None
    metres: int | None
    in_community: bool
    annual_rent: Decimal | None
    price: Decimal | None
    lease_until: date | None
    available_from: date | None = None
    provenance: str = "recorded"
    storey: int | None = None
    has_offers: bool = True

    @property
    def is_land(self) -> bool:
        return self.kind == LAND


@dataclass(frozen=True)
class FacilityNear:
    """A facility that is open on the day, in the community itself or near it. Areas in hundredths of m2, None if not known.

    ``tenure``: public, leased, private, borrowed or unknown. ``metres`` is from the community's point.
    """

    code: str
    name: str
    facility_type: str
    in_community: bool
    community: str
    metres: int | None
    area: int | None
    capacity: int | None
    tenure: str
    source: str
    provenance: str = "recorded"


@dataclass(frozen=True)
class BlockNear:
    """The active block. ``in_block`` None: nobody has said whether there is one. ``mates``: the other communities that the
    reader may know; ``others``: how many there are in all, beside this one.
    """

    in_block: bool | None = None
    name: str = ""
    mates: tuple[str, ...] = ()
    others: int = 0


@dataclass(frozen=True)
class Situation:
    """All that decides which ways are open to one community on one day, beside the gap itself.

    ``build_class`` is new, existing or unknown. ``prices`` are read at the community's place. ``day`` None: ends of leases are
    not held against anything.
    """

    build_class: str
    prices: PriceBook
    premises: Sequence[AtHand] = ()
    facilities: Sequence[FacilityNear] = ()
    block: BlockNear = BlockNear()
    terms: Terms = TERMS
    day: date | None = None
