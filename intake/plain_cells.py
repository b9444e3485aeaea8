"""Whole columns of texts: which of them the long way (intake/values.py, intake/fields.py) reads without a word. Pure.

Each answer is bool[N], one a line: True promises that the long way has nothing to say; False only that it has to be asked.
A column is looked at as one text first, which takes a fraction of a look at every cell, and is nearly always enough.
"""

import re
from collections.abc import Callable, Collection
from typing import Final

import numpy as np

from intake.blocks import Bools, Texts
from intake.values import begins_as_han, is_garbled, is_plain_committee, is_plain_text

_FIGURE: Final = r"[0-9]{1,8}+(?:\.[0-9]{1,2}+)?+"
_LONGITUDE: Final = r"(?:7[3-9]|[89][0-9]|1[0-2][0-9]|13[0-5])\.[0-9]{1,15}+"  # from 73 to 136
_LATITUDE: Final = r"(?:[3-9]|[1-4][0-9]|5[0-3])\.[0-9]{1,15}+"  # from 3 to 54
_OTHER_SIGNS: Final = re.compile("[^\n0-9A-Za-z\u4e00-\u9fff()（）]")
_BEGINS_OTHERWISE: Final = re.compile("\n[不无未nN()（）]")
_SPOILT: Final = ("锟斤拷", "烫烫烫", "屯屯屯")


def each(texts: Texts, answer: Callable[[str], bool]) -> Bools:
    """Every text by itself; an empty one says nothing and is plain."""
    return np.fromiter((not text or answer(text) for text in texts), np.bool_, len(texts))


def blank(texts: Texts) -> Bools:
    """Nothing is said."""
    if "" not in texts:
        return ~every(texts)
    return np.fromiter((not text for text in texts), np.bool_, len(texts)) if any(texts) else every(texts)


def figures(texts: Texts) -> Bools:
    """Areas or amounts of money with two places at most."""
    return _matching(texts, _FIGURE)


def longitudes(texts: Texts) -> Bools:
    """Degrees in the box of China (intake/points.py)."""
    return _matching(texts, _LONGITUDE)


def latitudes(texts: Texts) -> Bools:
    """Degrees in the box of China (intake/points.py)."""
    return _matching(texts, _LATITUDE)


def _matching(texts: Texts, pattern: str) -> Bools:
    if texts.is_flat and re.fullmatch(rf"\n(?:(?:{pattern})?+\n)*+", texts.joined):
        return every(texts)
    return each(texts, lambda text: re.fullmatch(pattern, text) is not None)


def committees(texts: Texts, known: set[str]) -> Bools:
    """Codes of committees; ``known`` are those that were found to be such, and takes up others."""
    new = set(texts) - known
    known |= {text for text in new if is_plain_committee(text)}
    return every(texts) if new <= known else np.fromiter((text in known for text in texts), np.bool_, len(texts))


def words(texts: Texts, limit: int) -> Bools:
    """Names and the like, of ``limit`` signs at most."""
    if not texts.is_flat or _OTHER_SIGNS.search(texts.joined) or _BEGINS_OTHERWISE.search(texts.joined):
        return each(texts, lambda text: is_plain_text(text, limit))
    found = every(texts) if max(map(len, texts), default=0) <= limit else each(texts, lambda text: len(text) <= limit)
    return found if texts.joined.isascii() else found & _unspoilt(texts)


def _unspoilt(texts: Texts) -> Bools:
    """Not read in a wrong encoding before."""
    doubtful = {begin for begin in {text[:1] for text in texts} if begin and begins_as_han(begin)}
    if any(word in texts.joined for word in _SPOILT):
        return each(texts, lambda text: not is_garbled(text))
    return each(texts, lambda text: text[0] not in doubtful or not is_garbled(text)) if doubtful else every(texts)


def learned(texts: Texts, known: Collection[str]) -> Bools:
    """Words that the long way has read before and had nothing to say of."""
    new = set(texts).difference(known, ("",))
    return every(texts) if not new else each(texts, lambda text: text not in new)


def every(texts: Texts) -> Bools:
    """All of them."""
    return np.ones(len(texts), np.bool_)
