"""Which type a map feature may be, and how sure that is. Pure.

A code of a map is taken only where the catalogue calls it certain and nothing in the name speaks against it; everything else
is a proposal that somebody has to confirm:

* The name is a spelling of the type (and the AMap codes do not say otherwise), or one of its map tags is there: high.
* One of its AMap codes: as sure as the catalogue says (``confidence``), a step less where it goes by words and none is there.
* A code or tag of something more general (``_maybe``), or a word of the name alone: never high.
* The name holds a word against the type: two steps less, so that what would have been high is still proposed.
* Another type has a claim to the same code and its word is in the name, or the name is that type's own: never high.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from facilities.catalogue import FACILITY_TYPES, Confidence, FacilityType, folded, has_tag, type_spelt

_STEPS: Final[Mapping[Confidence, int]] = MappingProxyType({Confidence.HIGH: 3, Confidence.MEDIUM: 2, Confidence.LOW: 1})
_NAMED: Final = MappingProxyType({steps: confidence for confidence, steps in _STEPS.items()})
_CERTAIN, _LIKELY, _POSSIBLE = 3, 2, 1
_TAKEN_OFF: Final = 2
_CHINESE: Final = re.compile("[\u4e00-\u9fff]{2,}")
_NO_TAGS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class Suggestion:
    """A type and how sure it is. ``why`` lists the codes, tags and words that led to it; ``-word`` speaks against it."""

    type: FacilityType
    confidence: Confidence
    why: tuple[str, ...]


class _Feature(NamedTuple):
    name: str  # folded
    spelt: FacilityType | None
    codes: frozenset[str]
    tags: Mapping[str, str]


class _Claim(NamedTuple):
    """What speaks for one type."""

    kind: FacilityType
    codes: tuple[str, ...]
    tags: tuple[str, ...]
    loose: tuple[str, ...]  # codes and tags of something more general
    words: tuple[str, ...]
    against: tuple[str, ...]


def suggest(name: str, amap_codes: Iterable[str] = (), tags: Mapping[str, str] = _NO_TAGS) -> tuple[Suggestion, ...]:
    """Every type that something speaks for, best first: the surer, then the one for which more speaks, then as catalogued."""
    feature = _Feature(folded(name), type_spelt(name), frozenset(amap_codes), tags)
    claims = [_claim(kind, feature) for kind in FACILITY_TYPES.values()]
    found = list(_suggestions(claims, feature))
    return tuple(sorted(found, key=lambda each: (-_STEPS[each.confidence], -_weight(each))))


def _weight(found: Suggestion) -> int:
    return sum(-1 if reason.startswith("-") else 1 for reason in found.why)


def _suggestions(claims: Collection[_Claim], feature: _Feature) -> Iterator[Suggestion]:
    for claim in claims:
        steps = _steps(claim, feature)
        if steps == _CERTAIN and _is_disputed(claim, claims, feature):
            steps = _LIKELY
        if steps > 0:
            reasons = (*claim.codes, *claim.tags, *claim.loose, *claim.words, *(f"-{word}" for word in claim.against))
            yield Suggestion(claim.kind, _NAMED[steps], reasons)


def _claim(kind: FacilityType, feature: _Feature) -> _Claim:
    spelt = (feature.name,) if feature.spelt is kind else ()
    loose = [code for code in kind.amap_maybe if code in feature.codes]
    loose += [tag for tag in kind.osm_maybe if has_tag(feature.tags, tag)]
    return _Claim(
        kind,
        tuple(code for code in kind.amap if code in feature.codes),
        tuple(tag for tag in kind.osm if has_tag(feature.tags, tag)),
        tuple(loose),
        _longest(word for word, part in _WORDS[kind.code] if part in feature.name) or spelt,
        tuple(word for word, part in _AGAINST[kind.code] if part in feature.name),
    )


def _words(kind: FacilityType) -> Iterator[str]:
    """The parts of a name that speak for a type: its own words, then its Chinese spellings."""
    yield from dict.fromkeys((*kind.words, *filter(_CHINESE.fullmatch, kind.spellings())))


def _with_folded(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((word, folded(word)) for word in words)


_WORDS: Final = {kind.code: _with_folded(_words(kind)) for kind in FACILITY_TYPES.values()}
_AGAINST: Final = {kind.code: _with_folded(kind.against) for kind in FACILITY_TYPES.values()}


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    """Without the words that only stand inside another one."""
    listed = list(words)
    return tuple(word for word in listed if not any(word != other and word in other for other in listed))


def _steps(claim: _Claim, feature: _Feature) -> int:
    own = _STEPS[claim.kind.confidence]
    steps = max(
        _CERTAIN if claim.tags else 0,
        _by_spelling(claim, feature) if feature.spelt is claim.kind else 0,
        _by_codes(claim, own) if claim.codes else 0,
        _by_loose(claim, own) if claim.loose else 0,
        max(_POSSIBLE, own - 1) if claim.words else 0,
    )
    return steps - _TAKEN_OFF if claim.against else steps


def _by_spelling(claim: _Claim, feature: _Feature) -> int:
    """A plain name is enough, unless the map files the feature under something else."""
    return _LIKELY if feature.codes and not claim.codes and not claim.loose else _CERTAIN


def _by_codes(claim: _Claim, own: int) -> int:
    """Types that go by words are less sure without one; the certain ones need none."""
    needs_word = own < _CERTAIN and claim.kind.words and not claim.words
    return max(_POSSIBLE, own - 1) if needs_word else own


def _by_loose(claim: _Claim, own: int) -> int:
    """A general code is something only with a word of the type, or where the type's codes are good ones."""
    if claim.words:
        return min(own, _LIKELY)
    return _POSSIBLE if own == _CERTAIN else 0


def _is_disputed(claim: _Claim, claims: Iterable[_Claim], feature: _Feature) -> bool:
    """Another type is spelt out in the name, or shares a code and has its word there."""
    return any(_disputes(other, claim, feature) for other in claims if other.kind is not claim.kind)


def _disputes(other: _Claim, claim: _Claim, feature: _Feature) -> bool:
    if other.kind is feature.spelt:
        return True
    shared = {*claim.codes, *claim.tags} & {*other.codes, *other.loose}
    return bool(shared and other.words and not other.against)
