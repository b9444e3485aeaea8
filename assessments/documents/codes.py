"""Verification codes: ``WZ-7K3Q-9D2M-40EC``. Ten letters of a digest and two that check them. Pure.

The letters are those of Crockford's base 32: no I, L, O or U, and who types I or L for 1, or O for 0, is understood. The check
is the number modulo a prime: it finds every wrong letter, every two that were swapped, and all but a thousandth of the rest.
"""

import hashlib
import re
from typing import Final

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX: Final = "WZ"
LENGTH: Final = 12
_PRIME: Final = 1021  # the largest below 32 * 32
_BODY: Final = LENGTH - 2
_MEANT: Final = str.maketrans("ILO", "110")


class Mistyped(ValueError):
    """No code at all, or one whose letters do not fit together."""


def code_of(digest: str, attempt: int = 0) -> str:
    """Twelve letters for a digest (hex). The same digest gives the same code; ``attempt`` counts codes that were taken."""
    mark = hashlib.sha256(f"{digest} {attempt}".encode()).digest()
    number = int.from_bytes(mark) >> (len(mark) * 8 - 5 * _BODY)
    return _letters(number, _BODY) + _letters(number % _PRIME, 2)


def shown(code: str) -> str:
    """As it is printed: in groups of four behind the name of the house."""
    return "-".join([PREFIX, *(code[at : at + 4] for at in range(0, LENGTH, 4))])


def read(text: str) -> str:
    """The twelve letters of what somebody typed, in any case, with any hyphens and spaces. Raises Mistyped."""
    typed = re.sub(r"[\s\-–—‐_－]", "", text).upper().removeprefix(PREFIX).translate(_MEANT)
    if len(typed) != LENGTH or set(typed) - set(LETTERS):
        raise Mistyped(text)
    if _number(typed[:_BODY]) % _PRIME != _number(typed[_BODY:]):
        raise Mistyped(text)
    return typed


def _letters(number: int, length: int) -> str:
    return "".join(LETTERS[number >> (5 * at) & 31] for at in reversed(range(length)))


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 32 + LETTERS.index(letter)
    return found
