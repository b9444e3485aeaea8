"""What of a document is encoded: its items one by one, with the rules that check each, or why none does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from assessments.standards.loading import pack_named, read_toml
from assessments.standards.model import Pack
from assessments.standards.strict_table import Table
from communities.words import Words

COVERAGE = Path(__file__).with_name("coverage")
NOTICE = "cn-pilot-2022-48"


class Covered(StrEnum):
    """Whether an item is checked."""

    ENCODED = "encoded"
    GUIDANCE = "guidance"
    NOT_ENCODABLE = "not_encodable"

    @property
    def words(self) -> Words:
        """The answer on a page."""
        return _COVERED[self]


_COVERED = {
    Covered.ENCODED: Words("已编为规则", "encoded"),
    Covered.GUIDANCE: Words("仅为指引", "guidance only"),
    Covered.NOT_ENCODABLE: Words("无法编为规则", "not encodable"),
}


class Modality(StrEnum):
    """How the text speaks."""

    HARD = "hard"
    REQUIRED = "required"
    ENCOURAGED = "encouraged"
    PERMISSION = "permission"
    AIM = "aim"

    @property
    def words(self) -> Words:
        """The modality on a page."""
        return _MODALITIES[self]


_MODALITIES = {
    Modality.HARD: Words("明确要求", "hard"),
    Modality.REQUIRED: Words("要求", "required"),
    Modality.ENCOURAGED: Words("鼓励", "encouraged"),
    Modality.PERMISSION: Words("许可", "permission"),
    Modality.AIM: Words("目标", "aim"),
}


@dataclass(frozen=True)
class Item:
    """One checkable item of the document, in our words. `reason`: why it is not encoded, or how far the rules go."""

    number: int
    clause: str
    text: Words
    pointer_zh: str
    modality: Modality
    status: Covered
    rules: tuple[str, ...]
    reason: Words | None


@dataclass(frozen=True)
class Coverage:
    """The items of a pack's document, by number."""

    pack_id: str
    items: tuple[Item, ...]

    def count(self, status: Covered) -> int:
        """How many items have this answer."""
        return sum(item.status is status for item in self.items)


@cache
def coverage_of(pack_id: str = NOTICE) -> Coverage:
    """The coverage of a pack of the repository, read once. Raises PackError."""
    return load_coverage(COVERAGE / f"{pack_id}.toml", pack_named(pack_id))


def load_coverage(path: Path, pack: Pack) -> Coverage:
    """The coverage in a file. Raises PackError for anything misspelt, missing, or left over on either side."""
    table = Table(read_toml(path), file=f"{path.parent.name}/{path.name}", place="file")
    table.require("pack", table.text("pack") == pack.id, "is another pack", f"write pack = {pack.id!r}")
    items = tuple(_read_item(row, pack) for row in table.tables("item", "number"))
    table.finish()
    numbers = [item.number for item in items]
    table.require("item", numbers == list(range(1, len(numbers) + 1)), "the numbers are not 1, 2, 3", "number them in order")
    named = {code for item in items for code in item.rules}
    unnamed = [rule.code for rule in pack.rules if rule.code not in named]
    table.require("item", not unnamed, f"no item names {', '.join(unnamed)}", "name each rule in the item it checks")
    return Coverage(pack.id, items)


def _read_item(table: Table, pack: Pack) -> Item:
    item = Item(
        number=table.whole("number"),
        clause=table.text("clause"),
        text=table.words("text"),
        pointer_zh=table.text("pointer_zh"),
        modality=table.choice("modality", Modality),
        status=table.choice("status", Covered),
        rules=table.texts("rules") if table.has("rules") else (),
        reason=table.words_or_none("reason"),
    )
    table.finish()
    _require_sense(table, item, pack)
    return item


def _require_sense(table: Table, item: Item, pack: Pack) -> None:
    """An encoded item names enabled rules; any other gives its reason and names none."""
    table.require("clause", item.clause in pack.clauses, f"{item.clause!r} is no clause", f"choose {', '.join(pack.clauses)}")
    enabled = {rule.code for rule in pack.rules if rule.enabled}
    for code in item.rules:
        table.require("rules", code in enabled, f"{code} is no enabled rule of {pack.id}", "name a rule that is enforced")
    if item.status is Covered.ENCODED:
        table.require("rules", bool(item.rules), "no rule is named", "name one, or choose another status")
        return
    table.require("reason", item.reason is not None, "is missing", "say in both languages why no rule checks it")
    table.require(
        "rules", not item.rules, "an item that is not encoded names rules", 'remove them, or write status = "encoded"'
    )
