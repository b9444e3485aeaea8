"""Random registers, as the import could have stored them: every kind, every blank, every provenance side by side."""

import datetime as dt
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any, TypeVar

import shapely
from hypothesis import strategies as st

from communities.divisions import full_code, is_pseudo, level_of, parent_code, path_of
from communities.models import (
    Band,
    Basis,
    Block,
    Community,
    Compound,
    Division,
    DivisionCount,
    HouseholdCount,
    PopulationBand,
    Provenance,
    Source,
    SurveyAnswer,
)
from communities.survey_items import SURVEY_ITEMS, VOCABULARIES, SurveyKind
from facilities.catalogue import FACILITY_TYPES
from facilities.models import Facility, Inventory, MatchedBy, Ownership, Premises, PremisesKind, ServedCommunity, Tenure
from intake.points import EAST, NORTH, SOUTH, WEST
from tests.exports.texts import names, texts

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

DIVISIONS = (
    "90",
    "9001",
    "900101",
    "900101001",
    "900171",
    "900171001",
    "9002",
    "900200003",
    "91",
    "9101",
    "910101",
    "910101001",
)
"""9002 has no districts; 900171 is a functional zone."""
CODES = ("900101001001", "900101001002", "900171001201", "900200003001", "910101001401", "910101001599")
COUNTED = st.tuples(
    st.sampled_from(["90", "900101", "910101001"]), st.sampled_from([dt.date(2010, 11, 1), dt.date(2020, 11, 1)]),
    st.sampled_from(["population", "age_60plus", "age_65plus", "family_households", "one_person_households"]),
)  # fmt: skip
WAYS = ("build", "sale", "swap", "lease", "retrofit")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2026, 6, 30))
COUNTS = st.integers(0, 10_000_000)
AREAS = st.decimals(0, 100_000_000, places=2)
LNG = st.floats(WEST, EAST) | st.sampled_from([WEST, EAST, 116.3, 116.30000000000001, 100.1 + 0.2])
LAT = st.floats(SOUTH, NORTH) | st.sampled_from([SOUTH, NORTH, 40.0, 39.99999999999999, 3.0000000000000004])


def perhaps(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def some(strategy: st.SearchStrategy[T], most: int = 3) -> st.SearchStrategy[list[T]]:
    return st.lists(strategy, max_size=most, unique=True)


@st.composite
def registers(draw: Draw[Any]) -> Callable[[], None]:
    """A function that stores a register in an empty database."""
    makers = [_places(draw), _people(draw), _things(draw), _answers(draw)]

    def store() -> None:
        sources = {each.value: Source.objects.create(name=f"own {each}", provenance=each) for each in Provenance}
        for maker in makers:
            maker(sources)

    return store


def _source(draw: Draw[Any]) -> str:
    return str(draw(st.sampled_from(Provenance.values)))


def _point(draw: Draw[Any]) -> dict[str, float | None]:
    return {"lng": draw(LNG), "lat": draw(LAT)} if draw(st.booleans()) else {"lng": None, "lat": None}


def _places(draw: Draw[Any]) -> Callable[[dict[str, Source]], None]:
    divisions = {code: (draw(names()), draw(texts()), _source(draw)) for code in DIVISIONS}
    fences = {code: (_boundary(draw), _source(draw)) for code in draw(some(st.sampled_from(DIVISIONS)))}
    counts = [(*key, draw(st.integers(0, 2_000_000_000)), _source(draw)) for key in draw(some(COUNTED, 8))]
    blocks = draw(st.lists(st.tuples(names(), names()), min_size=1, max_size=2, unique_by=lambda block: block[0]))
    communities = [_community(draw, code, [code for code, _ in blocks]) for code in CODES]

    def store(sources: dict[str, Source]) -> None:
        for short, (name, name_en, provenance) in divisions.items():
            code = full_code(short)
            above = parent_code(code)
            Division.objects.create(
                code=code, name=name, name_en=name_en, level=level_of(code).value, path=path_of(code),
                is_pseudo=is_pseudo(code), provenance=provenance, parent=Division.objects.get(code=above) if above else None,
            )  # fmt: skip
        for short, (box, source) in fences.items():
            if box:
                Division.objects.filter(code=full_code(short)).update(**box, boundary_source=sources[source])
        for short, day, what, number, source in counts:
            division = Division.objects.get(code=full_code(short))
            DivisionCount.objects.create(division=division, counted_on=day, what=what, number=number, source=sources[source])
        used = {fields["block"] for fields, _ in communities}
        made = {code: Block.objects.create(code=code, name=name) for code, name in blocks if code in used}
        for fields, source in communities:
            block = made.get(fields["block"])
            division = Division.objects.get(code=parent_code(fields["code"]))
            Community.objects.create(**{**fields, "block": block, "division": division, "source": sources[source]})

    return store


def _community(draw: Draw[Any], code: str, blocks: list[str]) -> tuple[dict[str, Any], str]:
    point, block = _point(draw), draw(perhaps(st.sampled_from(blocks)))
    given = st.builds("{} {:.7f},{:.7f}".format, st.sampled_from(["GCJ-02", "BD-09"]), LNG, LAT)
    fields = {
        "code": code, "name": draw(names()), "name_en": draw(texts()), "path": path_of(code),
        "kind": draw(st.sampled_from(["committee", "committee_like", "village", "village_like"])),
        "build_class": draw(st.sampled_from(["new", "existing", "unknown"])), "central_heating": draw(perhaps(st.booleans())),
        "in_block": True if block else draw(perhaps(st.booleans())), "block": block, **point,
        "point_given": draw(st.just("") | given) if point["lng"] is not None else "", **_boundary(draw),
    }  # fmt: skip
    return fields, _source(draw)


def _boundary(draw: Draw[Any]) -> dict[str, Any]:
    """None, a box, one with a hole, or two of them, with corners of any length."""
    kind = draw(st.sampled_from(["none", "box", "hole", "two"]))
    if kind == "none":
        return {}
    west, south, side = draw(st.floats(73.5, 130)), draw(st.floats(3.5, 50)), draw(st.floats(0.001, 0.5))
    box = shapely.box(west, south, west + side, south + side)
    if kind == "hole":
        box = box.difference(shapely.box(west + side / 3, south + side / 3, west + side / 2, south + side / 2))
    if kind == "two":
        box = shapely.MultiPolygon([box, shapely.box(west + 2 * side, south, west + 3 * side, south + side)])
    bounds = dict(zip(("west", "south", "east", "north"), box.bounds, strict=True))
    return {"boundary": shapely.to_wkb(box), **bounds} if box.is_valid else {}


def _people(draw: Draw[Any]) -> Callable[[dict[str, Source]], None]:
    where = st.sampled_from(CODES[:3])
    days = st.sampled_from([dt.date(1900, 1, 1), dt.date(2020, 2, 29), dt.date(2024, 12, 31)])
    counts = draw(some(st.tuples(where, days, st.sampled_from(Basis.values)), 5))
    bands = draw(some(st.tuples(where, days, st.sampled_from(Band.values)), 8))
    counted = [(*key, draw(COUNTS), _source(draw)) for key in counts]
    banded = [(*key, draw(COUNTS), _source(draw)) for key in bands]

    def store(sources: dict[str, Source]) -> None:
        at = _communities()
        for code, day, basis, number, source in counted:
            HouseholdCount.objects.create(
                community=at[code], counted_on=day, basis=basis, households=number, source=sources[source]
            )
        for code, day, band, number, source in banded:
            PopulationBand.objects.create(
                community=at[code], counted_on=day, band=band, residents=number, source=sources[source]
            )

    return store


def _communities() -> dict[str, Community]:
    return {community.code: community for community in Community.objects.all()}


def _things(draw: Draw[Any]) -> Callable[[dict[str, Source]], None]:
    compounds = [
        {"code": code, "name": draw(names()), "community": draw(st.sampled_from(CODES)), "households": draw(perhaps(COUNTS)),
         "built_year": draw(perhaps(st.integers(1800, 2100))), **_point(draw), "source": _source(draw)}
        for code in draw(some(names()))
    ]  # fmt: skip
    facilities = [_facility(draw, code) for code in draw(some(names(80), 5))]
    premises = [_premises(draw, code) for code in draw(some(names(60)))]

    def store(sources: dict[str, Source]) -> None:
        at = _communities()
        for fields in compounds:
            Compound.objects.create(**_resolved(fields, at, sources))
        for fields in premises:
            Premises.objects.create(**_resolved(fields, at, sources))
        for fields, served in facilities:
            made = Facility.objects.create(**_resolved(fields, at, sources))
            ServedCommunity.objects.bulk_create(ServedCommunity(facility=made, community=at[code]) for code in served)

    return store


def _resolved(fields: dict[str, Any], at: dict[str, Community], sources: dict[str, Source]) -> dict[str, Any]:
    return {**fields, "community": at.get(fields["community"]), "source": sources[fields["source"]]}


def _in_order(draw: Draw[Any]) -> tuple[dt.date | None, dt.date | None]:
    first, second = draw(perhaps(DAYS)), draw(perhaps(DAYS))
    return (min(first, second), max(first, second)) if first and second else (first, second)


def _facility(draw: Draw[Any], code: str) -> tuple[dict[str, Any], set[str]]:
    community, (opened, closed) = draw(perhaps(st.sampled_from(CODES))), _in_order(draw)
    how = draw(st.sampled_from(MatchedBy.values[:3])) if community else MatchedBy.NONE.value
    floor, activity = draw(perhaps(AREAS)), draw(perhaps(AREAS))
    if floor is not None and activity is not None:
        floor, activity = max(floor, activity), min(floor, activity)
    served = set(draw(some(st.sampled_from(CODES))))
    fields = {
        "code": code, "name": draw(names(200) | st.just("")), "facility_type": draw(st.sampled_from(list(FACILITY_TYPES))),
        "community": community, "matched_by": how,
        "match_metres": draw(perhaps(st.integers(0, 1000))) if how == MatchedBy.NEAREST else None,
        "floor_area": floor, "activity_area": activity, "site_area": draw(perhaps(AREAS)), "capacity": draw(perhaps(COUNTS)),
        **_point(draw), "tenure": draw(st.sampled_from(Tenure.values)), "opened_on": opened, "closed_on": closed,
        "evidence": draw(texts(300)), "source": _source(draw),
    }  # fmt: skip
    return fields, served | {community} if served and community else served


def _premises(draw: Draw[Any], code: str) -> dict[str, Any]:
    available, until = _in_order(draw)
    offers = [way for way in WAYS if draw(st.booleans()) and (way != "lease" or until)]
    money = perhaps(st.decimals(0, 10_000_000_000, places=2))
    return {
        "code": code, "name": draw(names(200)), "community": draw(st.sampled_from(CODES)),
        "kind": draw(st.sampled_from(PremisesKind.values)), "ownership": draw(st.sampled_from(Ownership.values)),
        "offers": offers, "floor_area": draw(perhaps(AREAS)), "site_area": draw(perhaps(AREAS)),
        "storey": draw(perhaps(st.integers(-200, 200))), "annual_rent": draw(money), "price": draw(money),
        "available_from": available, "lease_until": until, **_point(draw), "source": _source(draw),
    }  # fmt: skip


def _answers(draw: Draw[Any]) -> Callable[[dict[str, Source]], None]:
    items = draw(some(st.sampled_from(list(SURVEY_ITEMS)), 4))
    keys = draw(some(st.tuples(st.sampled_from(CODES[:2]), st.sampled_from(items), DAYS), 6)) if items else []
    answers = [(*key, _value(draw, key[1]), draw(texts(300)), draw(texts(300)), _source(draw)) for key in sorted(keys)]
    types = st.sampled_from(list(FACILITY_TYPES))
    declared = [
        (*key, draw(perhaps(st.integers(0, 400))), _source(draw))
        for key in draw(some(st.tuples(st.sampled_from(CODES), types, DAYS), 4))
    ]

    def store(sources: dict[str, Source]) -> None:
        at = _communities()
        for (code, item, day, value, evidence, note, source), end in _ended(answers):
            SurveyAnswer.objects.create(
                community=at[code], item=item, value=value, answered_on=day, superseded_on=end, evidence=evidence, note=note,
                source=sources[source],
            )  # fmt: skip
        for code, kind, day, later, source in declared:
            withdrawn = None if later is None else day + dt.timedelta(days=later)
            Inventory.objects.create(
                community=at[code], facility_type=kind, complete_on=day, withdrawn_on=withdrawn, source=sources[source]
            )

    return store


def _ended(answers: Iterable[Any]) -> list[tuple[Any, dt.date | None]]:
    """Each answer, sorted, with the day of the next one to the same item."""
    return [
        (one, following[2] if following and following[:2] == one[:2] else None) for one, following in pairwise([*answers, None])
    ]


def _value(draw: Draw[Any], item: str) -> int:
    kind = SURVEY_ITEMS[item].kind
    if kind in VOCABULARIES:
        return int(draw(st.sampled_from([answer.value for answer in VOCABULARIES[kind]])))
    most = {SurveyKind.MONTH: 9999 * 12 + 11, SurveyKind.AREA: 2 * 10**9}.get(kind, 10**9)
    return int(draw(st.integers(0, most)))
