"""Divisions that the rows of a file speak of and do not create: the nation is none, and what the register lacks is left out."""

from collections.abc import Mapping
from typing import Final

from communities.divisions import Level, level_of, path_of, short_code
from communities.models import Division
from intake.fields import Fields, Place
from intake.lookups import among
from intake.names import same_name
from intake.problems import shown
from intake.values import is_missing, plain
from intake.work import Work

CODE: Final = "division_code"
NAME: Final = "division_name"
_NATION: Final = frozenset({"全国", "全国合计", "中国", "中华人民共和国", "china"})
_ROOTS: Final = frozenset({"0", "00", "000000", "86", "000000000000"})
_WHOLE: Final = "100000"  # how map services write the nation, and with a tail the line in the sea that is a part of it
_LISTED: Final = 10


def take_division(work: Work) -> str | None:
    """The full code of the row's division. None where there is an error, or, without one, where the row is left out."""
    fields = work.fields
    if _is_nation(fields):
        fields.refuse("row_is_nation", CODE)
        return None
    if plain(fields.raw(CODE)) and _is_codeless(fields):  # NA: its maker says that it has none, and no slip left it out
        fields.refuse("division_without_code", CODE, name=shown(fields.raw(NAME)))
        return None
    code = fields.division_code(CODE, required=True)
    if code and level_of(code) is Level.COMMITTEE:
        fields.refuse("division_is_committee", CODE)
        return None
    if code and not path_of(code).startswith(work.within):
        fields.refuse("row_outside", division=work.within.split("/")[-2])
        return None
    return code


def _is_nation(fields: Fields) -> bool:
    """By its name beside no code, or by the code that stands for the whole."""
    code, name = plain(fields.raw(CODE)), plain(fields.raw(NAME)).casefold()
    return code.startswith(_WHOLE) or (_is_codeless(fields) and (name in _NATION or (code in _ROOTS and not name)))


def _is_codeless(fields: Fields) -> bool:
    """Written as missing, or as noughts, as lists write the nation and others what has no code."""
    return is_missing(fields.raw(CODE)) or plain(fields.raw(CODE)) in _ROOTS


def known_divisions(places: Mapping[str, Place], names: Mapping[str, str], work: Work) -> dict[str, int]:
    """Primary keys by code; -1 of what another file of a rejected set brings along. Lists of other years have divisions that
    the register no longer has: they are said and left out, unless there is no other in the file.
    """
    stored = among(Division.objects.all(), "code", places).order_by().values_list("code", "pk", "name")
    rows = {code: (pk, name) for code, pk, name in stored if code in places}
    known = dict.fromkeys(work.announced.divisions.intersection(places), -1) | {code: pk for code, (pk, _) in rows.items()}
    _note_unknown([code for code in places if code not in known], places, work)
    for code, said in names.items():
        name = rows[code][1] if code in rows else ""
        if name and name != short_code(code) and not same_name(said, name):
            details = {"own": short_code(code), "known": name}
            work.fields.note_at(places[code], "division_name_differs", NAME, shown(said), **details)
    return known


def _note_unknown(unknown: list[str], places: Mapping[str, Place], work: Work) -> None:
    if unknown:
        problem = "division_unknown" if len(unknown) < len(places) else "divisions_unknown"
        codes = " ".join(map(short_code, unknown[:_LISTED]))
        work.fields.note_at(places[unknown[0]], problem, CODE, codes=codes, number=len(unknown))
