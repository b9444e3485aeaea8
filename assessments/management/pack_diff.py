"""`manage.py pack diff`: what differs between two packs, or between two days of one, in plain words."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.law import packs
from assessments.management.pack_words import add_day, add_language, pack_asked, said
from assessments.standards.difference import Difference, RuleDifference, Side, difference, side_of
from communities.words import Lang, Words

TWO = "Name two packs, or one pack and two days with --on and --and. / 请给出两个标准包，或一个标准包和 --on、--and 两个日期。"
ALIKE = Words("没有差异", "no difference")
UNTOUCHED = Words("未涉及、仍然有效的规则", "rules that are left as they are")
SAME = Words("相同的规则", "rules alike")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("packs", nargs="+", metavar="PACK", help="two packs, or one; ids or folders")
    add_day(parser, "--on", "day of the first (default: today)")
    add_day(parser, "--and", "day of the second (default: today)")
    add_language(parser)


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print the difference. Raises CommandError where there are not two sides."""
    names, days = options["packs"], (options["on"], options["and"])
    if len(names) > 2 or (len(names) == 1 and None in days):
        raise CommandError(TWO)
    before, after = _side(names[0], days[0]), _side(names[-1], days[1])
    for line in _lines(difference(before, after, packs()), options["lang"]):
        command.stdout.write(line)


def _side(name: str, day: Any) -> Side:
    pack = pack_asked(name)
    return Side(pack, day) if day else side_of(pack, timezone.localdate())


def _lines(found: Difference, lang: Lang | None) -> Iterator[str]:
    yield f"{_named(found.before)} → {_named(found.after)}"
    if not found.rules and not found.clauses:
        yield said(ALIKE, lang)
    for each in found.rules:
        yield f"{_codes(each)}: {said(each.rule.name, lang)}"
        yield from (f"  {said(change.words, lang)}" for change in each.changes)
    for clause in found.clauses:
        yield f"§ {clause.id}"
        yield f"  {said(clause.change.words, lang)}"
    for words, number in ((SAME, found.same), (UNTOUCHED, found.untouched)):
        if number:
            yield f"{said(words, lang)}: {number}"


def _named(side: Side) -> str:
    return f"{side.pack.id} {side.pack.version} ({side.day})"


def _codes(each: RuleDifference) -> str:
    codes = dict.fromkeys(rule.code for rule in (each.before, each.after) if rule)
    return " → ".join(codes)
