"""The lists of the law book: its rules, its packs, the items of the notice. One FilterSet for the page and the API."""

from typing import Any

from assessments.law import packs
from assessments.standards.covering import Covered
from assessments.standards.model import Domain, Level, Rule, Status
from communities.filters import OneOf, Order, Ordering, Search, SpokenFilterSet
from communities.filters.kinds import YES_NO, Choices
from communities.in_memory import MemoryRows
from communities.words import Words

PACK = Words("标准包", "Pack")
STATUS = Words("文件状态", "Standing of the document")
STATUSES = {status.value: status.words for status in Status}


def pack_choices() -> Choices:
    """Every pack: id -> title and id."""
    return {pack.id: Words(f"{pack.title.zh}（{pack.id}）", f"{pack.title.en} ({pack.id})") for pack in packs()}


def pack_statuses() -> dict[str, Status]:
    return {pack.id: pack.status for pack in packs()}


class _OfMemory(SpokenFilterSet):
    """Narrows ``MemoryRows`` as the others narrow query sets."""

    def __init__(self, data: Any = None, queryset: Any = None, **options: Any) -> None:
        found: Any = MemoryRows(()) if queryset is None else queryset
        super().__init__(data, found, **options)


class _RuleSearch(Search):
    """All words somewhere in the code, names, clause and text of a rule, in either language."""

    def narrow(self, rows: Any, value: str) -> Any:
        words = value.casefold().split()
        return rows.where(lambda rule: all(word in searched(rule) for word in words))


def searched(rule: Rule) -> str:
    """Everything of a rule that the search looks at, in both languages."""
    clause = rule.clause
    texts = (rule.code, rule.name.zh, rule.name.en, clause.id, clause.text.zh, clause.text.en, rule.pointer_zh)
    return "\n".join(texts).casefold()


class _Enabled(OneOf):
    def narrow(self, rows: Any, value: str) -> Any:
        return rows.where(lambda rule: rule.enabled == (value == "yes"))


class _PackStatus(OneOf):
    def narrow(self, rows: Any, value: str) -> Any:
        statuses = pack_statuses()
        return rows.where(lambda rule: statuses[rule.pack_id] == value)


class RuleFilter(_OfMemory):
    """Rules by document, domain, level and words; enforced or not; by the standing of their document."""

    orders = {"code": Order(Words("代码", "code"), "code")}

    search = _RuleSearch(
        Words("搜索", "Search"), help_words=Words("代码、名称、条款或条文中的词", "Code, name, clause or words of the text")
    )
    pack = OneOf(PACK, "pack_id", choices=pack_choices)
    domain = OneOf(Words("领域", "Domain"), "domain", choices={domain.value: domain.words for domain in Domain})
    level = OneOf(Words("要求程度", "Level"), "level", choices={level.value: level.words for level in Level})
    enabled = _Enabled(Words("执行", "Enforced"), choices=YES_NO)
    status = _PackStatus(STATUS, choices=STATUSES)
    ordering = Ordering(orders)


class PackFilter(_OfMemory):
    """Packs by standing, and the overlays of one."""

    tie = ("id",)
    orders = {"id": Order(Words("编号", "id"), "id")}

    status = OneOf(STATUS, "status", choices=STATUSES)
    parent = OneOf(Words("上位标准包", "Overlay of"), "parent", choices=pack_choices)
    ordering = Ordering(orders)


class ItemFilter(_OfMemory):
    """Items of the notice by whether rules check them."""

    tie = ("number",)

    status = OneOf(Words("是否编为规则", "Checked by rules"), "status", choices={each.value: each.words for each in Covered})


class NoFilter(_OfMemory):
    """An answer that is not narrowed."""
