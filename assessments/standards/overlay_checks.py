"""Whether an overlay fits its parent: the parent is there, lies around it, and has the rules that are changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessments.standards.faults import Fault, fault_of
from assessments.standards.model import Combine, Pack, Rule
from assessments.standards.resolution import above, covers, resolve
from assessments.standards.strict_table import PackError
from communities.words import Words


def overlay_faults(pack: Pack, known: Sequence[Pack]) -> Iterator[Fault]:
    """Everything wrong between an overlay and the packs above it; nothing for a pack without a parent."""
    if pack.parent is None:
        return
    parent = next((other for other in known if other.id == pack.parent), None)
    if parent is None:
        problem = Words(f"没有标准包 {pack.parent}", f"there is no pack {pack.parent}")
        ids = ", ".join(sorted(other.id for other in known if other is not pack))
        yield _fault(pack, "pack", "parent", problem, Words(f"可选：{ids}", f"choose one of {ids}"))
        return
    if not covers(parent.places, pack.places):
        problem = Words(f"不在上位标准包 {parent.id} 的适用地区之内", f"does not lie inside that of its parent {parent.id}")
        yield _fault(pack, "pack", "jurisdiction", problem, Words("缩小适用地区", "name a place inside the parent's"))
    if pack.status.enforced and not parent.status.enforced:
        problem = Words(f"上位标准包 {parent.id} 尚未施行", f"its parent {parent.id} is not in force")
        yield _fault(pack, "pack", "status", problem, Words('写 status = "draft"', 'write status = "draft"'))
    chain = above(pack, known)
    if pack.parent == pack.id or any(other.parent == pack.id for other in chain):
        problem = Words("上位标准包最终又指向自身", "the way up leads back to this pack")
        yield _fault(pack, "pack", "parent", problem, Words("改写 parent", "name a parent that is no overlay of this pack"))
        return
    yield from _wrong_changes(pack, chain)
    yield from _cannot_be_resolved(pack, chain)


def _wrong_changes(pack: Pack, chain: Sequence[Pack]) -> Iterator[Fault]:
    rules = {rule.code: rule for other in chain for rule in other.rules}
    for rule in pack.rules:
        if rule.changes is None:
            continue
        if rule.changes not in rules:
            ids = ", ".join(other.id for other in chain)
            problem = Words(f"{ids} 中没有规则 {rule.changes}", f"{rule.changes} is no rule of {ids}")
            yield _fault(pack, f"rule {rule.code}", "changes", problem, Words("写上位规则的代码", "name a rule of the parent"))
        elif not can_be_weighed(rule, rules[rule.changes]):
            problem = Words(
                f"{rule.combine} 无法与 {rule.changes} 比较：两者不止一个数不同",
                f"{rule.combine} cannot weigh it against {rule.changes}: they differ in more than one number",
            )
            remedy = Words('写 combine = "add" 或 "replace"', 'write combine = "add" or "replace"')
            yield _fault(pack, f"rule {rule.code}", "combine", problem, remedy)


def can_be_weighed(rule: Rule, other: Rule) -> bool:
    """Whether the policy of a change can be carried out: the larger or smaller of two numbers needs two alike tests."""
    if rule.combine not in (Combine.MAX, Combine.MIN):
        return True
    mine, theirs = rule.kind.threshold(), other.kind.threshold()
    return mine is not None and theirs is not None and mine[0] == theirs[0]


def _cannot_be_resolved(pack: Pack, chain: Sequence[Pack]) -> Iterator[Fault]:
    """Rules that meet others on the way up than the one they name."""
    day = max(other.in_force_from for other in (pack, *chain))
    try:
        resolve([pack, *chain], day)
    except PackError as error:
        fault = fault_of(error)
        named = {rule.code: rule for other in chain for rule in other.rules}
        told = any(
            rule.changes in named and not can_be_weighed(rule, named[rule.changes])
            for rule in pack.rules
            if fault.table == f"rule {rule.code}" and rule.changes
        )
        if not told:
            yield fault


def _fault(pack: Pack, table: str, key: str, problem: Words, remedy: Words) -> Fault:
    return Fault(f"{pack.id}/pack.toml", table, key, problem, remedy)
