"""Whether packs are sound: they load, answer as their cases say, use what they define and change only what there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assessments.standards.case_checks import case_count, case_faults
from assessments.standards.fact_names import fact_kind
from assessments.standards.faults import Fault, fault_of
from assessments.standards.loading import PACKS, load_pack, pack_ids
from assessments.standards.model import Pack, Rule, Status
from assessments.standards.overlay_checks import overlay_faults
from assessments.standards.resolution import resolve
from assessments.standards.strict_table import PackError
from assessments.standards.units import Unit
from communities.survey_items import SURVEY_ITEMS
from communities.words import Words

Loaded = list[tuple[Pack, Path]]
_DISTANCE = re.compile(r"\.(\d+)m$")


@dataclass(frozen=True)
class Report:
    """What was checked and what is wrong with it."""

    packs: int
    rules: int
    cases: int
    faults: tuple[Fault, ...]


def check(folders: Sequence[Path] | None = None) -> Report:
    """Check the packs in these folders beside those of the repository; all of the repository where none is named.

    A folder outside the repository takes the place of a pack of the same name.
    """
    shipped = [PACKS / pack_id for pack_id in pack_ids()]
    asked = shipped if folders is None else list(folders)
    names = {folder.name for folder in asked}
    loaded, faults = _loaded(asked)
    beside, _ = _loaded(folder for folder in shipped if folder.name not in names)
    known = [pack for pack, _ in (*loaded, *beside)]
    for pack, folder in loaded:
        faults += pack_faults(pack, folder, known)
    faults += together(known)
    faults += unread_items(known) if folders is None else ()
    cases = sum(case_count(pack, folder) for pack, folder in loaded)
    return Report(len(loaded), sum(len(pack.rules) for pack, _ in loaded), cases, tuple(dict.fromkeys(faults)))


def _loaded(folders: Iterable[Path]) -> tuple[Loaded, list[Fault]]:
    """The packs that can be read, each with its folder, and why the others cannot."""
    found: Loaded = []
    faults = []
    for folder in folders:
        try:
            found.append((load_pack(folder), folder))
        except PackError as error:
            faults.append(fault_of(error))
    return found, faults


def together(known: Sequence[Pack]) -> Iterator[Fault]:
    """Whether all packs in force, and each draft beside them, can be resolved on every day on which something begins."""
    enforced = [pack for pack in known if pack.status.enforced]
    asked = [pack for pack in known if pack.status in (Status.DRAFT, Status.EXAMPLE)]
    days = sorted({rule.in_force_from for pack in known for rule in pack.rules})
    for packs in (enforced, *([*enforced, draft] for draft in asked)):
        for day in days:
            try:
                resolve(packs, day)
            except PackError as error:
                yield fault_of(error)


def pack_faults(pack: Pack, folder: Path, known: Sequence[Pack]) -> Iterator[Fault]:
    """Everything wrong with one pack beside the other known ones."""
    yield from unused(pack)
    yield from uncited_distances(pack)
    yield from doubled_codes(pack, known)
    yield from overlay_faults(pack, known)
    yield from case_faults(pack, folder)


def unused(pack: Pack) -> Iterator[Fault]:
    """Clauses and parameters that nothing in the pack rests on."""
    parameters = {parameter.id for rule in pack.rules for parameter in rule.parameters()}
    clauses = {rule.clause.id for rule in pack.rules} | {parameter.clause.id for parameter in pack.parameters.values()}
    problem = Words("没有规则用到", "no rule uses it")
    remedy = Words("在规则中引用它，或删去", "name it in a rule, or take it out")
    for key, used, defined in (("clause", clauses, pack.clauses), ("parameter", parameters, pack.parameters)):
        for name in defined:
            if name not in used:
                yield Fault(_file(pack), f"{key} {name}", "id", problem, remedy)


def uncited_distances(pack: Pack) -> Iterator[Fault]:
    """A distance in a fact name is the value of a parameter that the rule names: else the law does not say where it is from."""
    for rule in pack.rules:
        for name in rule.inputs():
            distance = _DISTANCE.search(name)
            if distance and int(distance[1]) not in cited_distances(rule):
                problem = Words(f"{name} 中的距离不是所引参数的值", f"the distance of {name} is that of no cited parameter")
                remedy = Words(
                    f'在 rests_on 中列出值为 "{distance[1]}" 的参数（单位 metre）',
                    f'name in rests_on a parameter in metre whose value is "{distance[1]}"',
                )
                yield Fault(_file(pack), f"rule {rule.code}", "rests_on", problem, remedy)


def cited_distances(rule: Rule) -> set[int]:
    """The distances, in metres, of the parameters that a rule rests on."""
    return {int(dated.value) for each in rule.parameters() if each.unit is Unit.METRE for dated in each.values}


def doubled_codes(pack: Pack, known: Sequence[Pack]) -> Iterator[Fault]:
    """A rule's code is its name everywhere: no two packs may have the same."""
    for other in known:
        for code in sorted({rule.code for rule in other.rules} & {rule.code for rule in pack.rules}):
            if other is not pack:
                problem = Words(f"标准包 {other.id} 也有这个代码", f"the pack {other.id} has this code too")
                yield Fault(_file(pack), f"rule {code}", "code", problem, Words("换一个代码", "choose another code"))


def unread_items(known: Sequence[Pack]) -> tuple[Fault, ...]:
    """Survey items that no rule of any pack reads. That every item a rule reads exists is seen when the pack is loaded."""
    read = {fact_kind(name).argument for pack in known for rule in pack.rules for name in rule.inputs() if _is_survey(name)}
    problem = Words("没有规则读取它", "no rule reads it")
    remedy = Words("在规则中使用它，或删去", "use it in a rule, or take it out")
    return tuple(
        Fault("communities/survey_items.toml", f"item {code}", "code", problem, remedy)
        for code in SURVEY_ITEMS
        if code not in read
    )


def _is_survey(name: str) -> bool:
    return name.startswith("survey.")


def _file(pack: Pack) -> str:
    return f"{pack.id}/pack.toml"
