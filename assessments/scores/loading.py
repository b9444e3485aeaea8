"""Weight sets from their files. Strict: every domain has a weight, a misspelt key stops the load and says where it stands."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

from assessments.scores.model import DOMAINS, Per, Weights, WeightSet
from assessments.standards.loading import read_toml
from assessments.standards.model import Confidence
from assessments.standards.strict_table import Table

FOLDER = Path(__file__).with_name("weights")
DECIMAL = re.compile(r"\d{1,3}(\.\d{1,3})?")
ID = re.compile(r"[a-z][a-z_]{0,29}")
KNOWN = (Confidence.D, Confidence.V2)
"""Nothing from memory; and nothing has been read in an official text, for none was found."""


@cache
def weight_sets() -> tuple[WeightSet, ...]:
    """Those of the repository, in the order in which they are offered."""
    return load_weight_sets(FOLDER)


def weight_set(set_id: str) -> WeightSet:
    """Raises KeyError where there is no such set."""
    return {each.id: each for each in weight_sets()}[set_id]


def load_weight_sets(folder: Path) -> tuple[WeightSet, ...]:
    """The sets of a folder by their places. Raises PackError."""
    found = sorted((load_weight_set(path) for path in folder.glob("*.toml")), key=lambda each: each.place)
    places = [each.place for each in found]
    for each in found:
        table = Table({}, file=f"weights/{each.id}.toml", place="weight set")
        table.require("place", places.count(each.place) == 1, f"{each.place} is taken twice", "give each set its own")
    return tuple(found)


def load_weight_set(path: Path) -> WeightSet:
    """The set in a file. Raises PackError."""
    table = Table(read_toml(path), file=f"weights/{path.name}", place="weight set")
    found = WeightSet(
        id=_id(table, path.stem),
        place=table.whole("place"),
        title=table.words("title"),
        reason=table.words("reason"),
        source=table.words("source"),
        confidence=_confidence(table),
        weights=_weights(table),
    )
    table.finish()
    return found


def _id(table: Table, stem: str) -> str:
    found = table.text("id")
    table.require("id", found == stem, "is not the file's name", f"write id = {stem!r}")
    table.require("id", ID.fullmatch(found), "is not a plain word", "use small letters and low lines, 30 at most")
    return found


def _confidence(table: Table) -> Confidence:
    found = table.choice("confidence", Confidence)
    table.require("confidence", found in KNOWN, f"{found} is not for weights", f"choose one of {', '.join(KNOWN)}")
    return found


def _weights(table: Table) -> Weights:
    per, row = table.choice("per", Per), table.table("weights")
    parts = tuple(_weight(row, domain.value) for domain in DOMAINS)
    row.finish()
    return Weights(per, parts)


def _weight(row: Table, key: str) -> Fraction:
    """An exact decimal above 0; it stands in quotes because a TOML float would not be exact."""
    text = row.text(key)
    row.require(key, DECIMAL.fullmatch(text), f"{text!r} is not a decimal", "write one such as 0.25, in quotes")
    row.require(key, Fraction(text) > 0, "is 0: the domain would be hidden", "write a number above 0, however small")
    return Fraction(text)
