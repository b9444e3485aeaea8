"""Every kind written out, and brought in again."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from communities.scope import AreaScope
from communities.words import Lang
from intake.exports import EXPORTS, FORMATS, formats_of, sheet_of
from intake.exports import written as pieces
from intake.outcome import Outcome
from intake.services import bring_in
from tests.factories.communities import DAY

EVERYWHERE = AreaScope.everywhere()


def written(folder: Path, suffix: str, lang: Lang, scope: AreaScope = EVERYWHERE) -> list[Path]:
    """The kinds that have rows, each in this format, or as CSV where it is no map."""
    return list(_written(folder, suffix, lang, scope))


def _written(folder: Path, suffix: str, lang: Lang, scope: AreaScope) -> Iterator[Path]:
    for kind, export in EXPORTS.items():
        chosen = suffix if suffix in formats_of(kind) else "csv"
        is_map = FORMATS[chosen].is_map
        sheet = sheet_of(scope, kind, export, lang=lang, is_map=is_map, division=None, today=DAY)
        path = folder / f"{kind}.{chosen}"
        path.write_bytes(b"".join(pieces(sheet, FORMATS[chosen])))
        if sheet.rows.number:
            yield path


def brought(paths: Sequence[Path]) -> Outcome:
    """Accepted, and every table was taken for what it is."""
    outcome = bring_in(paths=paths, by=None)
    assert outcome.accepted, [
        (each.code, each.file, each.row, each.column, each.value) for each in outcome.problems() if each.is_error
    ]
    kinds = {part.name.split(".")[0]: part.kind.code for part in outcome.parts if part.kind}
    assert kinds == {path.stem: path.stem for path in paths}
    return outcome


def changes_nothing(paths: Sequence[Path]) -> None:
    outcome = brought(paths)
    assert {(part.name, part.created, part.changed) for part in outcome.parts} == {(path.name, 0, 0) for path in paths}
