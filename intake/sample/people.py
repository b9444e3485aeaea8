"""The communities of the sample: who they are, how many households live there, which block they are in."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from intake.sample import holes
from intake.sample.chance import between, happens
from intake.sample.names import CITY, DISTRICTS, PROVINCE, STREETS, Place, stems
from intake.sample.places import Cell

BuildClass = Literal["新建", "既有", "未知"]
YesNo = Literal["是", "否", ""]
NEW, HEATED, OLD = 0, 1, 2

BLOCKS = {
    "QH-B01": ("萤湾活力街区", tuple(f"90010100100{n}" for n in range(1, 7))),
    "QH-B02": ("霁桥活力街区", tuple(f"90010200200{n}" for n in range(1, 7))),
    "QH-B03": ("桐巷活力街区", tuple(f"90010300200{n}" for n in range(4, 10))),
}
HOUSEHOLD_RANGE = {NEW: (1400, 4600), HEATED: (800, 3400), OLD: (300, 2600)}
FIXED_HOUSEHOLDS: dict[str, int | None] = {
    holes.EXACTLY_30[0]: 2667,
    holes.SHORT_OF_30: 2666,
    holes.EXACTLY_60: 3000,
    holes.SHORT_OF_60: 3000,
    holes.NOBODY_LIVES_HERE: 0,
    holes.NEVER_COUNTED: None,
    "900101003002": 5000,
    "900103003007": 300,
}
# Old committees inside the new district and new ones inside the two others.
OTHER_CLASS = ("900101003003", "900101003006", "900102003005", "900103003008")


@dataclass(frozen=True, slots=True)
class SampleCommunity:
    """One community. ``households`` is the latest count: 0 where nobody lives there yet, None where nobody counted."""

    code: str
    stem: str
    name: str
    name_en: str
    unit_kind: str
    street: Place
    district: Place
    character: int
    cell: Cell
    build_class: BuildClass
    central_heating: YesNo
    households: int | None
    block_code: str
    block_name: str
    in_block: YesNo


def build_class_of(code: str, character: int) -> BuildClass:
    """新建 in the new district, 既有 elsewhere, with a few exceptions and a few that nobody recorded."""
    if code in holes.CLASS_UNKNOWN:
        return "未知"
    return "新建" if (character == NEW) != (code in OTHER_CLASS) else "既有"


def heating_of(code: str, character: int) -> YesNo:
    if code in holes.HEATING_UNKNOWN:
        return ""
    return "是" if character == HEATED else "否"


def households_of(code: str, character: int) -> int | None:
    """The latest count: fixed for the edge cases, drawn from the range of the district otherwise."""
    if code in FIXED_HOUSEHOLDS:
        return FIXED_HOUSEHOLDS[code]
    return between(*HOUSEHOLD_RANGE[character], "households", code)


def block_of(code: str) -> tuple[str, str, YesNo]:
    """(block code, block name, whether the community is in a block)."""
    for block_code, (name, members) in BLOCKS.items():
        if code in members:
            return block_code, name, "是"
    return "", "", "" if code in holes.IN_BLOCK_UNKNOWN else "否"


def code_of(street: Place, number: int) -> str:
    """Twelve digits; the last community of the last sub-district is no residents' committee (4xx)."""
    committee = f"{street.code}{number:03d}"
    return holes.NOT_A_COMMITTEE if committee == "900103003009" else committee


def full_names(code: str, stem: str, stem_en: str) -> tuple[str, str, str]:
    """(Chinese name, English name, kind of unit)."""
    if code == holes.NOT_A_COMMITTEE:
        return f"{stem}厂区生活区", f"{stem_en} Works Living Area", "committee_like"
    return f"{stem}社区", f"{stem_en} Community", "committee"


def cell_of(street: Place, number: int) -> Cell:
    """Districts lie in bands from north to south, their sub-districts from west to east, three by three cells each."""
    band, third, place = int(street.code[4:6]) - 1, int(street.code[6:9]) - 1, number - 1
    return Cell(third * 3 + place % 3, 8 - band * 3 - place // 3)


def make_community(street: Place, number: int, stem: str, stem_en: str) -> SampleCommunity:
    character = int(street.code[4:6]) - 1
    code = code_of(street, number)
    name, name_en, kind = full_names(code, stem, stem_en)
    block_code, block_name, in_block = block_of(code)
    return SampleCommunity(
        code=code, stem=stem, name=name, name_en=name_en, unit_kind=kind,
        street=street, district=DISTRICTS[character], character=character, cell=cell_of(street, number),
        build_class=build_class_of(code, character), central_heating=heating_of(code, character),
        households=households_of(code, character),
        block_code=block_code, block_name=block_name, in_block=in_block,
    )  # fmt: skip


@cache
def communities() -> tuple[SampleCommunity, ...]:
    """All 81 communities in the order of their codes."""
    return tuple(
        make_community(street, number, stem, stem_en)
        for street in STREETS
        for number, (stem, stem_en) in enumerate(stems(street.code), start=1)
    )


@cache
def by_code() -> dict[str, SampleCommunity]:
    return {community.code: community for community in communities()}


def good(community: SampleCommunity, *key: str | int) -> bool:
    """Whether something is in order: more often in the new district than in the old one."""
    if community.code in holes.COMPLETE:
        return True
    percent = {NEW: 88, HEATED: 74, OLD: 52}[community.character]
    return happens(percent, *key, community.code)


__all__ = ["BLOCKS", "CITY", "PROVINCE", "SampleCommunity", "by_code", "communities", "good"]
