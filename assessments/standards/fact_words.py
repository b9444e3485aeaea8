"""Facts in words: what a fact is called and what to say when it is missing."""

from __future__ import annotations

from assessments.standards.fact_names import fact_kind
from communities.survey_items import SURVEY_ITEMS
from communities.words import Lang, Words
from facilities.catalogue import FACILITY_TYPES

_NAMES = {
    "households": Words("户数", "household count"),
    "population": Words("常住人口", "resident population"),
    "floor_area": Words("{0}的建筑面积", "floor area of {0}"),
    "activity_area": Words("{0}中用于居民活动的建筑面积", "floor area of {0} used for residents' activities"),
    "site_area": Words("{0}的用地面积", "site area of {0}"),
    "largest_floor_area": Words("最大一处{0}的建筑面积", "floor area of the largest {0}"),
    "largest_site_area": Words("最大一处{0}的用地面积", "site area of the largest {0}"),
    "capacity": Words("{0}的容量（位）", "places of {0}"),
    "households_within": Words("{0} {1}以内的户数", "households within {1} of {0}"),
    "neighbour_count": Words("本社区及 {1}以内有协议可用的{0}", "{0} here, or within {1} by agreement"),
    "count": Words("{0}", "{0}"),
    "colocated_types": Words(
        "设在社区综合服务设施内或周边 {0}以内的服务设施类型数",
        "service types inside or within {0} of the service complex",
    ),
    "block_exists": Words("划入活力街区", "belongs to an active block"),
    "block_count": Words("街区内的{0}", "{0} in the block"),
    "block_households": Words("街区户数", "household count of the block"),
    "block_households_covered": Words(
        "街区内步行 {0}以内三类设施齐全的户数",
        "households of the block within {0} of all three facilities",
    ),
    "build_class": Words("建设类型", "build class"),
    "central_heating": Words("属于集中供热地区", "lies in a central-heating area"),
    "is_committee": Words("以社区居委会辖区为单元", "unit is a residents' committee area"),
    "pilots_in_district": Words("本城市（区）试点社区数", "pilot communities in the city or district"),
    "survey": Words("{0}", "{0}"),
}
_LIST_OPEN = Words("“{0}”清单尚未核实完整", "the list “{0}” has not been declared complete")
_FIGURE_OPEN = Words(
    "“{0}”清单尚未核实完整，或有面积未填",
    "the list “{0}” has not been declared complete, or an area is not filled in",
)
_MISSING = {
    "floor_area": _FIGURE_OPEN,
    "activity_area": _FIGURE_OPEN,
    "site_area": _FIGURE_OPEN,
    "largest_floor_area": _FIGURE_OPEN,
    "largest_site_area": _FIGURE_OPEN,
    "capacity": Words(
        "“{0}”清单尚未核实完整，或有容量未填",
        "the list “{0}” has not been declared complete, or a capacity is not filled in",
    ),
    "households_within": Words(
        "“{0}”清单、其位置或户数不全",
        "the list “{0}”, its places or the household count is not complete",
    ),
    "neighbour_count": Words(
        "“{0}”清单尚未核实完整，或有位置未填",
        "the list “{0}” has not been declared complete, or a place is not filled in",
    ),
    "count": _LIST_OPEN,
    "colocated_types": Words(
        "十三类服务设施和综合服务设施的清单尚未全部核实完整",
        "the lists of the thirteen service types and of service complexes have not all been declared complete",
    ),
    "block_count": Words("街区内“{0}”清单尚未核实完整", "the block's list “{0}” has not been declared complete"),
    "block_households_covered": Words(
        "街区内三类设施的清单、位置或各社区户数不全",
        "the block's facility lists, places or household counts are not complete",
    ),
    "pilots_in_district": Words(
        "本城市（区）的试点名单尚未核实完整",
        "the list of pilots in the city or district has not been declared complete",
    ),
    "build_class": Words("未登记是新建还是既有社区", "whether the community is new-built or existing is not recorded"),
    "block_exists": Words("未登记是否划入活力街区", "whether it belongs to an active block is not recorded"),
    "central_heating": Words("未登记是否属于集中供热地区", "whether heating is central here is not recorded"),
    "is_committee": Words(
        "未登记是否以社区居委会辖区为单元",
        "whether the unit is a residents' committee area is not recorded",
    ),
    "survey": Words("调查项“{0}”尚未填报", "the survey item “{0}” has no answer"),
}
_MISSING_DEFAULT = Words("缺少{0}", "{0} is missing")


def _argument(name: str, lang: Lang) -> str:
    """The readable argument of a fact name: a facility type, a survey item, a distance."""
    kind = fact_kind(name)
    if kind.stem == "survey":
        return SURVEY_ITEMS[kind.argument].name(lang)
    if kind.argument.endswith("m") and kind.argument[:-1].isdigit():
        return _metres(int(kind.argument[:-1]), lang)
    return _inside(FACILITY_TYPES[kind.argument].name(lang)) if kind.argument else ""


def _inside(name: str) -> str:
    """A name as it stands inside a sentence: "Kindergarten" is lowered, "EV charger" is not."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _distance(name: str, lang: Lang) -> str:
    metres = fact_kind(name).metres
    return "" if metres is None else _metres(metres, lang)


def _metres(number: int, lang: Lang) -> str:
    return f"{number:,} {'米' if lang == 'zh' else 'm'}"


def fact_text(name: str, lang: Lang) -> str:
    """What a fact is called."""
    return _NAMES[fact_kind(name).stem].of(lang).format(_argument(name, lang), _distance(name, lang))


def missing_text(name: str, lang: Lang) -> str:
    """What to say when a fact is not known: the words a clerk can act on."""
    stem = fact_kind(name).stem
    if stem in _MISSING:
        return _MISSING[stem].of(lang).format(_argument(name, lang))
    return _MISSING_DEFAULT.of(lang).format(fact_text(name, lang))
