"""Small values that several pages hand to the components of templates/_components."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.templatetags.components import Column


@dataclass(frozen=True)
class Link:
    """A word that leads somewhere: a crumb, an action."""

    label: str
    href: str = ""


@dataclass(frozen=True)
class Tally:
    """A figure with its name, leading to the list behind it: stat.html."""

    label: str
    value: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Term:
    """A line of definition_list.html."""

    term: str
    text: str
    note: str = ""
    href: str = ""
    provenance: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of table.html."""

    text: str = ""
    href: str = ""
    note: str = ""
    verdict: str = ""
    level: str = ""
    provenance: str = ""
    badges: Sequence[str] = ()
    bar: Any = None
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Empty:
    """Why a list is empty, and what to do about it: empty_state.html."""

    title: str
    reason: str
    actions: Sequence[Link] = ()


@dataclass(frozen=True)
class Table:
    """As table.html takes it."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: Empty | None = None
    titled: bool = False


@dataclass(frozen=True)
class Field:
    """One field of a filter that is no Django form: field.html."""

    name: str
    label: str
    value: str = ""
    options: Sequence["Choice"] = ()
    type: str = "text"
    help_text: str = ""
    errors: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Choice:
    """One option of a Field."""

    value: str
    label: str
    selected: bool = False
