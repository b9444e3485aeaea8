"""What the header of a table was read as, column by column, for the person who may know better. Pure."""

from typing import Any

from intake.columns import ITEM, Column, FileKind, folded
from intake.outcome import Part
from intake.problems import storable

READ, TAUGHT, LEFT, ALIKE = "read", "taught", "left", "alike"


def headings_of(part: Part) -> list[dict[str, Any]]:
    """Per header: ``header``, ``key`` (as FileKind.taught writes it; "" where it is not read), ``how`` it came to be so, and
    ``near``, the column that it may be a slip of. Nothing where the table is not known, or was stopped for personal data.
    """
    heading = part.heading
    if heading is None or part.is_stopped:
        return []
    columns = {column.header: column for column in heading.columns}
    named = [header for header in dict.fromkeys(heading.headers) if header]
    return [_heading(heading.kind, header, columns.get(header)) for header in named]


def _heading(kind: FileKind, header: str, column: Column | None) -> dict[str, Any]:
    is_taught = folded(header) in kind.taught
    near = "" if column or is_taught else kind.nearest(header)
    how = TAUGHT if is_taught else READ if column else ALIKE if near else LEFT
    key = "" if column is None else f"{ITEM}:{column.item}" if column.item else column.key
    return {"header": storable(header)[:100], "key": key, "how": how, "near": near}
