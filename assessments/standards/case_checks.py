"""Whether the cases of a pack are all there, and whether the law answers as they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assessments.standards.cases import Case, Situation, rule_cases
from assessments.standards.explain import explain
from assessments.standards.faults import Fault, fault_of
from assessments.standards.kinds import Rate, Report, Share
from assessments.standards.model import Pack, Reason, Rule
from assessments.standards.recompute import recompute
from assessments.standards.strict_table import PackError
from communities.words import Words

FEWEST_WORDS = 4
"""A situation in fewer English words than these is no sentence."""


def case_faults(pack: Pack, folder: Path) -> Iterator[Fault]:
    """Everything wrong with the cases of a pack, rule by rule."""
    yield from _without_rule(pack, folder)
    for rule in pack.rules:
        try:
            cases = rule_cases(pack, rule.code, folder)
        except PackError as error:
            yield fault_of(error)
            continue
        yield from lacking(rule, cases)
        for case in cases:
            yield from wrong_answer(pack, case)
            yield from unclear_name(case)


def case_count(pack: Pack, folder: Path) -> int:
    """How many cases there are, in the files that can be read."""
    count = 0
    for rule in pack.rules:
        try:
            count += len(rule_cases(pack, rule.code, folder))
        except PackError:
            continue
    return count


def _without_rule(pack: Pack, folder: Path) -> Iterator[Fault]:
    codes = {rule.code for rule in pack.rules}
    for path in sorted((folder / "cases").glob("*.toml")):
        if path.stem not in codes:
            problem = Words(f"标准包中没有规则 {path.stem}", f"the pack has no rule {path.stem}")
            yield Fault(f"cases/{path.name}", "file", "rule", problem, Words("改名或删去", "rename or remove the file"))


def lacking(rule: Rule, cases: tuple[Case, ...]) -> Iterator[Fault]:
    """The situations that a rule must show and does not."""
    shown = {case.situation for case in cases}
    for situation in sorted(needed(rule) - shown):
        problem = Words(f"缺少情形 {situation}", f"there is no case of {situation}")
        remedy = Words(f'加一个 situation = "{situation}" 的 [[case]]', f'add a [[case]] with situation = "{situation}"')
        yield Fault(_file(rule), "file", "case", problem, remedy)
    if rule.alternatives and not any(case.reason is Reason.ALTERNATIVE for case in cases):
        codes = ", ".join(other.code for other in rule.alternatives)
        problem = Words(f"没有以替代规则 {codes} 达标的情形", f"no case is met by the alternative {codes}")
        remedy = Words('加一个 reason = "alternative" 的情形', 'add a case of just_met with reason = "alternative"')
        yield Fault(_file(rule), "file", "case", problem, remedy)


def needed(rule: Rule) -> set[Situation]:
    """Just met, just missed, unknown; not applicable where it has a condition; undefined where it divides by a fact."""
    judged = {Situation.REPORTED} if isinstance(rule.kind, Report) else {Situation.JUST_MET, Situation.JUST_MISSED}
    conditional = {Situation.NOT_APPLICABLE} if rule.conditions else set()
    return {Situation.UNKNOWN, *judged, *conditional, *_undefined(rule)}


def _undefined(rule: Rule) -> set[Situation]:
    kind = rule.kind
    divides = isinstance(kind, Rate | Share | Report) and isinstance(kind.denominator, str)
    anyway = isinstance(kind, Rate) and kind.floor is not None
    guarded = any(condition.fact in kind.inputs() for condition in rule.conditions)
    return {Situation.UNDEFINED} if divides and not guarded and not anyway else set()


def wrong_answer(pack: Pack, case: Case) -> Iterator[Fault]:
    """The engine's answer, its reason, and the verdict that the printed trace alone gives, against what the case says."""
    told = explain(pack, case.rule, case.facts, 0, case.day)
    if (told.verdict, told.reason) != (case.verdict, case.reason):
        yield _differs(
            case,
            "situation",
            f"{told.verdict.code} ({told.reason.code})",
            f"{case.verdict.code} ({case.reason.code})",
        )
    again = recompute(json.loads(json.dumps(told.trace)))
    if again is not case.verdict:
        yield _differs(case, "trace", again.code, case.verdict.code)


def _differs(case: Case, key: str, found: str, said: str) -> Fault:
    problem = Words(f"规则的回答是 {found}，而不是 {said}", f"the rule answers {found} and not {said}")
    remedy = Words("更正情形中的事实、reason 或规则", "correct the facts or the reason of the case, or the rule")
    return Fault(_file(case.rule), f"case {case.situation}: {case.name.en}", key, problem, remedy)


def unclear_name(case: Case) -> Iterator[Fault]:
    """A case is named in whole sentences: they stand on the rule's page."""
    whole = case.name.zh.endswith("。") and case.name.en.endswith(".") and len(case.name.en.split()) >= FEWEST_WORDS
    if not whole:
        problem = Words("名称不是完整的句子", "the name is not a whole sentence")
        remedy = Words("用一句话说明情形，以句号结尾", "say the situation in a sentence with its full stop")
        yield Fault(_file(case.rule), f"case {case.situation}", "name", problem, remedy)


def _file(rule: Rule) -> str:
    return f"{rule.pack_id}/cases/{rule.code}.toml"
