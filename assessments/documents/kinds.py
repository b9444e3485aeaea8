"""The kinds of documents: the setting DOCUMENT_KINDS names the entries of the registry, so that other rooms add their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

from django.conf import settings
from django.http import QueryDict
from django.utils.module_loading import import_string

from assessments.documents.content import Content
from assessments.documents.paper import Paper
from assessments.models import IssuedDocument, Round
from communities.scope import AreaScope
from communities.words import Lang, Words


@dataclass(frozen=True)
class Asked:
    """Of what a document is asked: of which round (None: of none), of which places, narrowed to what."""

    kind: str
    round: Round | None
    places: tuple[str, ...]
    asked: Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """The figures of what was asked, before they are given out. ``rows``: the single rows, None where they are too many."""

    asked: Asked
    content: Content
    labels: int
    rows: list[Any] | None = None


class Tell(Protocol):
    """Hears how far it is; raises where nobody wants it any more. See services/telling.py."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None: ...


@dataclass(frozen=True)
class DocumentKind:
    """``asked``: what a list under a query speaks of, None for what is not there or not in the scope. ``draft``: the figures as
    the round has them now, None where there is nothing any more. ``number``: how many rows the paper would have. ``paper``: the
    document that was issued, for somebody of a scope. ``narrowed``: to what, in words. The rest says the figures in words: of
    ``sums``, of the columns of ``lines``, the key of a line, and its cells.
    """

    code: str
    words: Words
    asked: Callable[[AreaScope, QueryDict], Asked | None]
    draft: Callable[[Asked], Draft | None]
    number: Callable[[Asked], int]
    paper: Callable[[AreaScope, IssuedDocument, Lang, Tell], Paper]
    narrowed: Callable[[Asked, Lang], str]
    sums: Mapping[str, Words]
    heads: tuple[Words, ...]
    line: Callable[[str], Words]
    cells: Callable[[str, Any], tuple[Words, ...]]


@cache
def kinds() -> Mapping[str, DocumentKind]:
    """Code -> kind."""
    found: list[DocumentKind] = [import_string(name) for name in settings.DOCUMENT_KINDS]
    return MappingProxyType({kind.code: kind for kind in found})


def asked_of(document: IssuedDocument) -> Asked:
    """What the document was asked of, to be asked again."""
    return Asked(document.kind, document.round, tuple(document.places), document.asked)


def untold(stage: str, done: int = 0, total: int = 0) -> None:
    """Nobody waits for a progress."""
