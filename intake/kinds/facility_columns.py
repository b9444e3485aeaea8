"""Facilities many at once: which lines of a register are plain.

The long way (facility_rows.py) is the law: a line is plain only where that takes it without a word and without a look at any
other line.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import compress
from typing import Any, Final

import numpy as np

from communities.divisions import path_of
from intake.blocks import NOTHING_PLAIN, Block, Bools, Plain, Texts
from intake.fields import Fields, Place, note_first
from intake.kinds.facility_rows import CODE_LIMIT, EVIDENCE_LIMIT, NAME_LIMIT, TENURES
from intake.kinds.proposals import take_types
from intake.learned_words import ODD, LearnedWords
from intake.plain_cells import blank, committees, each, every, figures, latitudes, longitudes, words
from intake.values import ValueRefused, is_missing, plain, read_text
from intake.work import Work

_NEEDED: Final = ("facility_code", "facility_type", "code")
_FIGURES: Final = ("floor_area", "activity_area", "site_area")
_TEXTS: Final = (("facility_code", CODE_LIMIT), ("facility_name", NAME_LIMIT), ("evidence", EVIDENCE_LIMIT))
_WORDS: Final = ("facility_type", "tenure", "capacity", "opened_on")
_KEPT: Final = frozenset({*(key for key, _ in _TEXTS), *_WORDS, *_FIGURES, "code", "lng", "lat"})
_UNREAD: Final = frozenset({"community_name", "remark", "beside", "provenance", "phone", "address", "footprint_m2", "poi_id"})
_OF_MAPS: Final = frozenset({"osm_id", "osm_type", "is_in", "tags", "typecode", "supplier_type", "location"})


class PlainFacilities:
    """Asked of each block in turn."""

    def __init__(self, work: Work) -> None:
        self._fields, self._within = work.fields, work.within
        self._may_be = _may_be(work.fields, work.datum)
        self._committees: set[str] = set()
        self.words = LearnedWords(work.fields, _readers(work))

    def __call__(self, block: Block) -> Bools:
        """Which lines of a block are plain."""
        if not self._may_be:
            return np.zeros(len(block), np.bool_)
        columns = {key: block.columns[self._fields.header(key)] for key in self._fields.keys}
        found = self._is_well_formed(columns) & self._is_inside(columns["code"])
        for key in _WORDS:
            if key in columns:
                found &= self.words.plain(key, columns[key])
        return found & _is_alone(columns["facility_code"], found)

    def _is_well_formed(self, columns: Mapping[str, Texts]) -> Bools:
        found = committees(columns["code"], self._committees)
        for key in _NEEDED:
            found &= ~blank(columns[key])
        for key in columns.keys() - _KEPT - _UNREAD:
            found &= blank(columns[key])
        for key, limit in _TEXTS:
            if key in columns:
                found &= words(columns[key], limit)
        for key in _FIGURES:
            if key in columns:
                found &= figures(columns[key]) if self._fields.factor(key) == 1 else blank(columns[key])
        return found & _is_placed(columns) & _is_within_floor(columns, found)

    def _is_inside(self, codes: Texts) -> Bools:
        """In the division of which alone rows are taken."""
        if not self._within:
            return every(codes)
        outside = {code for code in set(codes) & self._committees if not path_of(code).startswith(self._within)}
        return each(codes, lambda code: code not in outside)

    def taken(self, block: Block | None, chosen: Bools | None) -> Plain:
        """The chosen lines."""
        if block is None or chosen is None or not chosen.any():
            return NOTHING_PLAIN
        headers = {key: self._fields.header(key) for key in self._fields.keys & _KEPT}
        return Plain.of(block, chosen, headers, "facility_code")

    def note_names(self, block: Block | None, chosen: Bools | None) -> None:
        """The names that the chosen lines give the codes of communities, as the long way notes them."""
        if block is None or chosen is None or not chosen.any() or not self._fields.has("community_name"):
            return
        codes, names = (block.columns[self._fields.header(key)].each(chosen) for key in ("code", "community_name"))
        numbers = compress(block.numbers, chosen)
        first = dict(zip(zip(reversed(codes), reversed(names), strict=True), reversed([*numbers]), strict=True))
        for (code, name), number in reversed(first.items()):
            if not is_missing(name):
                note_first(self._fields.named, (code, plain(name)), Place(block.sheet, number))


def _may_be(fields: Fields, datum: str) -> bool:
    """The table is a register with codes of its own, and its points are what they say."""
    return fields.keys >= set(_NEEDED) and not _OF_MAPS & fields.keys and datum in ("", "wgs84")


def _readers(work: Work) -> dict[str, Any]:
    def one_type(fields: Fields) -> Any:
        types = take_types(fields)
        return types[0].code if len(types) == 1 else ODD

    def opened(fields: Fields) -> Any:
        day = fields.day("opened_on")
        return ODD if day and day > work.today else day

    return {
        "facility_type": one_type,
        "tenure": lambda fields: fields.choice("tenure", TENURES),
        "capacity": lambda fields: fields.whole("capacity"),
        "opened_on": opened,
    }


def _is_placed(columns: Mapping[str, Texts]) -> Bools:
    """With both degrees, in China, or with none."""
    codes = columns["code"]
    lng, lat = (columns.get(key, Texts([""] * len(codes))) for key in ("lng", "lat"))
    found: Bools = longitudes(lng) & latitudes(lat) & (blank(lng) == blank(lat))
    return found


def _is_within_floor(columns: Mapping[str, Texts], figured: Bools) -> Bools:
    """No more for activities than there is; ``figured`` are the lines whose figures are well formed."""
    found = figured.copy()
    if "floor_area" in columns and "activity_area" in columns:
        floor, activity = columns["floor_area"], columns["activity_area"]
        for at in np.flatnonzero(figured & ~blank(floor) & ~blank(activity)).tolist():
            found[at] = float(activity[at]) <= float(floor[at])
    return found


def _is_alone(codes: Texts, plain_ones: Bools) -> Bools:
    """No other line has its code, however it is written there."""
    mine = codes.each(plain_ones)
    known = set(mine)
    twice = {code for code, number in Counter(mine).items() if number > 1} if len(known) < len(mine) else set()
    twice |= known & {_as_read(code) for code in codes.each(~plain_ones)}
    return each(codes, lambda code: code not in twice) if twice else every(codes)


def _as_read(code: str) -> str:
    try:
        return read_text(code, CODE_LIMIT)
    except ValueRefused:
        return ""
