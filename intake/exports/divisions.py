"""Divisions: those that the scope touches, so that everything in it has all that lies above it."""

from collections.abc import Generator
from typing import Final

from django.db.models import Q, QuerySet

from communities.divisions import short_code
from communities.models import Division
from communities.scope import AreaScope
from communities.selectors import within
from communities.words import Lang
from intake.exports.model import Export, Row, labels_of, read
from intake.exports.spoken import provenance_of, word_of

_COLUMNS: Final = ("code", "name", "name_en", "level", "parent_code", "provenance")


def touched(scope: AreaScope) -> "QuerySet[Division]":
    """The divisions of the scope and those above it."""
    above = [path for own in scope.paths for path in _above(own)]
    inside = within(Division.objects.all(), scope)
    return Division.objects.filter(Q(pk__in=inside.order_by().values("pk")) | Q(path__in=above)).order_by("code")


def _above(path: str) -> list[str]:
    """``/90/9001/`` -> ``/90/``."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]


def _rows(scope: AreaScope, lang: Lang) -> Generator[Row]:
    for code, name, name_en, level, parent, provenance in read(
        touched(scope), "code", "name", "name_en", "level", "parent__code", "provenance"
    ):
        above = short_code(parent) if parent else None
        yield short_code(code), name, name_en, word_of("level", level, lang), above, provenance_of(provenance, lang)


EXPORT: Final = Export(_COLUMNS, _rows, lambda scope: labels_of(touched(scope), "provenance"))
