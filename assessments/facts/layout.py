"""Which facts are kept: all that any rule of the law book reads, and what those rest on."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final

from assessments.facts.asks import rests_on
from assessments.law import all_rules, default_packs
from assessments.models import FactLayout
from assessments.standards.model import Rule

BESIDE: Final = ("build_class", "households")
"""Facts that pages show beside whatever was asked."""


@cache
def kept_names() -> tuple[str, ...]:
    """In the order in which they are kept: what the usual round reads comes first, so that it need not read the rest."""
    usual = default_packs()
    first = {*BESIDE, *_read_by(rule for rule in all_rules() if rule.pack_id in usual)}
    return (*sorted(first), *sorted(_read_by(all_rules()) - first))


def _read_by(rules: Iterable[Rule]) -> set[str]:
    read = {name for rule in rules for name in rule.inputs()}
    return read.union(*(rests_on(name) for name in read))


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
