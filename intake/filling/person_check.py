"""A blank form asks; it holds nobody's number. Stops one that does, as the front door stops a file with people in it. Pure."""

from collections.abc import Iterable

from intake.problems import FileRefused
from intake.readers.rows import RawRow
from intake.tripwire import Tripwire

_TEXT = ""


def refuse_people(texts: Iterable[str]) -> None:
    """Raises FileRefused where three texts or more look like identity numbers or mobile numbers."""
    wire = Tripwire()
    for _row in wire.watch(RawRow("", row, {_TEXT: text}) for row, text in enumerate(texts, start=1)):
        pass
    if wire.stops:
        raise FileRefused("form_people")
