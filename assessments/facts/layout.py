"""Which facts are kept: all that any rule of the law book reads, and what those rest on."""

import hashlib
from collections.abc import Collection
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
    """Of the law book that is loaded."""
    return hashlib.sha256("\n".join(kept_names()).encode()).hexdigest()


def are_kept(names: Collection[str]) -> bool:
    """Whether all of ``names`` are among them. No name asks for everything, which is not kept."""
    return bool(names) and set(names) <= set(kept_names())


def layout_key() -> int:
    """The key of the layout of this law book, made where it is new."""
    return FactLayout.objects.get_or_create(checksum=checksum(), defaults={"names": list(kept_names())})[0].pk
