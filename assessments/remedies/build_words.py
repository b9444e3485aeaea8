"""What a line of a plan builds, in words, from what is kept with it. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from assessments.remedies.price_words import about
from communities.words import Words, both

_WORDS: Final = {
    "built": Words("{thing} {area} ㎡", "{thing}, {area} m²"),
    "answered": Words("{thing}改造到位", "works: {thing}"),
    "given_over": Words("{thing}中 {area} ㎡ 改作居民活动用房", "{area} m² of {thing} given to residents' activities"),
    "extended": Words("{thing}扩建 {area} ㎡（{facility}）", "{thing} extended by {area} m² ({facility})"),
    "shared": Words("共享相邻社区的{thing}（{facility}）", "{thing} of a neighbour shared ({facility})"),
}
_WITHOUT_AREA: Final = Words("{thing}", "{thing}")
_SERVES: Final = Words("，兼顾 {codes}", ", serving {codes} too")


def thing_words(thing: str) -> Words:
    """A facility type, or what works are about."""
    return about(thing, thing)


def build_words(build: Mapping[str, Any]) -> Words:
    """Of one thing that is built, answered, given over, extended or shared (services/planning/told.py)."""
    area = build.get("floor_area") or build.get("activity_area")
    words = _WORDS[build["kind"]] if area or build["kind"] in ("answered", "shared") else _WITHOUT_AREA
    name, others = thing_words(build["thing"]), [code for code in build["serves"] if code != build["community"]]
    facility = build.get("facility") or ""
    said = both(lambda lang: words.of(lang).format(thing=name.of(lang), area=area, facility=facility))
    served = _SERVES.filled(codes=" ".join(others)) if others else Words("", "")
    return both(lambda lang: said.of(lang) + served.of(lang))
