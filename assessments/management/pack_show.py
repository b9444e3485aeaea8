"""`manage.py pack show`: a pack, one of its rules, or the law at a place line by line."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.law_at import is_place, law_at
from assessments.management.pack_words import add_day, add_language, pack_asked, said
from assessments.standards.conditions import conditions_text
from assessments.standards.difference import Side, side_of
from assessments.standards.model import DatedValue, Pack, Parameter, Rule
from assessments.standards.standing import Line, alone_at, lines_at
from assessments.standards.units import amount_shown
from communities.words import Lang, Words, both

ONE_OF_TWO = "Name a pack, or a place with --place. / 请给出标准包，或用 --place 给出地区。"
NOT_A_PLACE = "{0} is not a place: write 2 to 12 digits of a code. / {0} 不是地区代码：请写代码的 2 至 12 位数字。"
NO_RULE = "{0} has no rule {1}; there are {2}. / {0} 没有规则 {1}；可选：{2}。"
NOTHING = Words("没有两条以上规则涉及同一事项", "on no thing does more than one rule speak")
ALONE = Words("本地另有的规则", "rules of this place alone")
ONLY_WHERE = Words("仅当", "only where")
NOT_THAT_DAY = Words("该日不在有效期内", "not in force that day")
ENFORCED = {True: Words("执行", "enforced"), False: Words("不执行：凭记忆，未核对", "not enforced: from memory, not compared")}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pack", nargs="?", metavar="PACK", help="a pack's id, or a folder that holds pack.toml")
    parser.add_argument("--rule", metavar="CODE", help="one rule of the pack, with the history of its numbers")
    parser.add_argument("--place", metavar="CODE", help="the law at a place: 2 to 12 digits of a code")
    parser.add_argument("--drafts", action="store_true", help="with --place: drafts for comment too")
    add_day(parser, "--on", "day whose law is shown (default: today)")
    add_language(parser)


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print what was asked for. Raises CommandError for a pack, a rule or a place that is none."""
    if bool(options["pack"]) == bool(options["place"]):
        raise CommandError(ONE_OF_TWO)
    day, lang = options["on"] or timezone.localdate(), options["lang"]
    for line in _lines(options, day, lang):
        command.stdout.write(line)


def _lines(options: dict[str, Any], day: date, lang: Lang | None) -> Iterator[str]:
    if options["place"]:
        return _place_lines(options["place"], day, lang, drafts=options["drafts"])
    pack = pack_asked(options["pack"])
    day = day if options["on"] else side_of(pack, day).day
    return _rule_lines(_rule(pack, options["rule"]), day, lang) if options["rule"] else _pack_lines(pack, day, lang)


def _rule(pack: Pack, code: str) -> Rule:
    try:
        return pack.rule(code)
    except KeyError:
        codes = ", ".join(rule.code for rule in pack.rules)
        raise CommandError(NO_RULE.format(pack.id, code, codes)) from None


def _pack_lines(pack: Pack, day: date, lang: Lang | None) -> Iterator[str]:
    yield f"{pack.id} {pack.version}: {said(pack.title, lang)}"
    yield f"  {pack.document}; {said(pack.issuer, lang)}"
    until = f"–{pack.in_force_to}" if pack.in_force_to else ""
    yield f"  {said(pack.status.words, lang)}, {pack.in_force_from}{until or '–'}; {pack.jurisdiction}"
    if pack.parent:
        yield f"  → {pack.parent}"
    yield f"  SHA-256 {pack.checksum}"
    if not pack.in_force_on(day):
        yield f"  {said(NOT_THAT_DAY, lang)}"
    for rule in Side(pack, day).rules:
        mark = "" if rule.enabled else f" [{said(ENFORCED[False], lang)}]"
        yield f"{rule.code} [{said(rule.level.words, lang)}] {said(_asks(rule, day), lang)}{mark}"


def _asks(rule: Rule, day: date) -> Words:
    return both(lambda one: rule.kind.requirement(day, one))


def _rule_lines(rule: Rule, day: date, lang: Lang | None) -> Iterator[str]:
    yield f"{rule.code}: {said(rule.name, lang)}"
    yield f"  [{said(rule.level.words, lang)}] {said(_asks(rule, day), lang)}"
    if rule.conditions:
        condition = both(lambda one: conditions_text(rule.conditions, one))
        yield f"  {said(ONLY_WHERE, lang)}: {said(condition, lang)}"
    if rule.changes and rule.combine:
        yield f"  → {rule.changes}: {said(rule.combine.words, lang)}"
    yield f"  {rule.clause.id} “{rule.pointer_zh}” {said(rule.clause.text, lang)}"
    yield f"  {said(rule.confidence.words, lang)}; {said(ENFORCED[rule.enabled], lang)}"
    for parameter in rule.parameters():
        for dated in parameter.values:
            value, known = _value(parameter, dated), said(dated.confidence.words, lang)
            yield f"  {parameter.id}: {said(value, lang)}, {dated.since}–, {parameter.clause.id}, {known}"


def _value(parameter: Parameter, dated: DatedValue) -> Words:
    return both(lambda one: amount_shown(dated.value, parameter.unit, one))


def _place_lines(code: str, day: date, lang: Lang | None, *, drafts: bool) -> Iterator[str]:
    if not is_place(code):
        raise CommandError(NOT_A_PLACE.format(code))
    law = law_at(day, drafts=drafts)
    things, alone = lines_at(law, code), alone_at(law, code)
    yield f"{code}, {day}"
    if not things:
        yield said(NOTHING, lang)
    for thing in things:
        yield f"{thing.code}: {said(thing.name, lang)}"
        yield from (_line(line, lang) for line in thing.lines)
    if alone:
        yield said(ALONE, lang)
        yield from (_line(line, lang) for line in alone)


def _line(line: Line, lang: Lang | None) -> str:
    rule = line.rule
    value = said(line.value, lang) if line.value and line.value.zh != line.value.en else line.value.en if line.value else "—"
    combine = f", {rule.combine}" if rule.combine else ""
    head = f"  {said(line.tier, lang)} {rule.code} ({line.pack.document}) {value} [{said(rule.level.words, lang)}{combine}]"
    return f"{head}: {said(line.told, lang)}"
