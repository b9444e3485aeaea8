"""Which facts are kept: all that any rule of the law book reads, and what those rest on."""

import hashlib
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from assessments.facts.asks import rests_on
from assessments.law import all_rules
from assessments.models import FactLayout

BESIDE: Final = ("build_class", "households")
"""Facts that pages show beside whatever was asked."""


@cache
def kept_names() -> tuple[str, ...]:
    """In the order in which they are kept."""
    read = {name for rule in all_rules() for name in rule.inputs()}
    return tuple(sorted({*BESIDE, *read, *(below for name in read for below in rests_on(name))}))


@cache
def checksum() -> str:
    """Of the layout of the law book that is loaded."""
    return _checksum(kept_names())


def _checksum(names: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def are_kept(names: Collection[str]) -> bool:
    """Whether all of ``names`` are among them. No name asks for everything, which is not kept."""
    return bool(names) and set(names) <= set(kept_names())


def layout_of(names: Sequence[str]) -> FactLayout:
    """The layout of these facts, made where it is new."""
    return FactLayout.objects.get_or_create(checksum=_checksum(names), defaults={"names": list(names)})[0]
