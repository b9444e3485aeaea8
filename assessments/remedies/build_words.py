"""What a measure builds, in words: from the JSON that is kept with a plan and with a project. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from communities.survey_items import SURVEY_ITEMS, VOCABULARIES
from communities.words import Lang, Words, both
from facilities.catalogue import FACILITY_TYPES

_BUILT: Final = {
    "built": Words("新设{thing}{size}", "a {thing}{size}"),
    "extended": Words("扩大{thing}（{facility}）{size}", "the {thing} {facility} larger{size}"),
    "given_over": Words("将{thing}的用房改为居民活动用房{size}", "rooms of the {thing} given to residents' activities{size}"),
    "shared": Words("共用相邻社区的{thing}（{facility}）", "the {thing} {facility} of a neighbour, shared"),
    "answered": Words("{thing}达到“{value}”", "{thing}: {value}"),
}
_SIZES: Final = {
    "floor_area": Words("建筑面积 {area} 平方米", "{area} m² of floor"),
    "activity_area": Words("居民活动 {area} 平方米", "{area} m² for residents' activities"),
    "site_area": Words("用地面积 {area} 平方米", "{area} m² of site"),
}
_SERVES: Final = Words("，服务 {number} 个社区", ", serving {number} communities")


def thing_words(code: str) -> Words:
    """A facility type or a survey item by its name."""
    found = FACILITY_TYPES.get(code) or SURVEY_ITEMS.get(code)
    return Words(found.zh, found.en) if found else Words(code, code)


def build_words(build: Mapping[str, Any]) -> Words:
    """One thing that is built, enlarged, shared, given over or put in order."""
    return both(lambda lang: _build(build, lang))


def _build(build: Mapping[str, Any], lang: Lang) -> str:
    sizes = [words.of(lang).format(area=build[name]) for name, words in _SIZES.items() if build.get(name)]
    said = {
        "thing": thing_words(build["thing"]).of(lang), "facility": build.get("facility", ""), "size": _bracketed(sizes, lang),
        "value": _value(build, lang),
    }  # fmt: skip
    serves = _SERVES.of(lang).format(number=len(build["serves"])) if len(build["serves"]) > 1 else ""
    return _BUILT[build["kind"]].of(lang).format(**said) + serves


def _bracketed(sizes: list[str], lang: Lang) -> str:
    if not sizes:
        return ""
    return f"（{'，'.join(sizes)}）" if lang == "zh" else f" ({', '.join(sizes)})"


def _value(build: Mapping[str, Any], lang: Lang) -> str:
    """An answer in its word."""
    if build["kind"] != "answered":
        return ""
    known = {each.value: each for each in VOCABULARIES.get(SURVEY_ITEMS[build["thing"]].kind, ())}
    found = known.get(build["value"])
    return str(build["value"]) if found is None else found.zh if lang == "zh" else found.en
