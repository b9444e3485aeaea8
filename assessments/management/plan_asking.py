"""What `manage.py plan` is asked, as wishes. Both languages where something cannot be read."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from assessments.management.asking import path_named
from assessments.models import Round
from assessments.plan_reasons import trouble_in_words
from assessments.remedies.catalogue import BY_CODE
from assessments.remedies.wishes import BadWish, Must, Never, Objective, PricePoint, Wishes
from assessments.reports.plan_writers import PLAN_WRITERS
from communities.scope import EVERYWHERE


def add_wishes(parser: ArgumentParser) -> None:
    """Of the plan itself; yuan may be written as 2e7."""
    parser.add_argument(
        "--budget", required=True, type=yuan_list, help="yuan of each year: 2e7,2e7,2e7; or of all: 6e7 --years 3"
    )
    parser.add_argument("--years", type=int, help="share one --budget out evenly over so many years")
    parser.add_argument("--first-year", type=int, help="year of the first budget (default: next year)")
    parser.add_argument("--objective", choices=list(Objective), default=Objective.HOUSEHOLDS, help="what a closed gap is worth")
    parser.add_argument(
        "--price", choices=list(PricePoint), default=PricePoint.MIDDLE, help="which figure of a range is counted"
    )
    parser.add_argument("--carry-over", action="store_true", help="what a year leaves is there in the next")
    parser.add_argument("--floor", type=int, default=0, help="percent of what can be closed that each district closes at least")
    parser.add_argument("--rate", type=decimal, default=Decimal("0.035"), help="what a year of waiting takes off (0.035)")
    parser.add_argument("--sharing", type=int, default=0, help="how many more communities a facility that stands may take on")
    parser.add_argument("--joint", type=int, default=1, help="how many communities one that is built may serve")
    parser.add_argument("--known-only", action="store_true", help="only premises of the register, none still to be found")
    parser.add_argument("--must", nargs="+", default=[], metavar="CODE:RULE", help="gaps that have to be closed")
    parser.add_argument(
        "--never", nargs="+", default=[], metavar="WAY[:DIVISION]", help="ways that are barred; any:DIVISION for all"
    )


def add_outcome(parser: ArgumentParser) -> None:
    """Of what becomes of it."""
    parser.add_argument("--store", action="store_true", help="keep the plan; without it nothing is written to the database")
    for name in PLAN_WRITERS:
        parser.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"write the plan as .{name}")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--lang", choices=["zh", "en"], help="language of the account and the files (account: both, files: zh)")


def yuan_list(text: str) -> tuple[int, ...]:
    """``2e7,2e7`` -> whole yuan. Raises ArgumentTypeError."""
    return tuple(_yuan(part) for part in text.split(","))


def _yuan(text: str) -> int:
    amount = decimal(text)
    if amount != amount.to_integral_value():
        raise ArgumentTypeError(f"{text} is no whole number of yuan / 不是整数元")
    return int(amount)


def decimal(text: str) -> Decimal:
    """Raises ArgumentTypeError."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise ArgumentTypeError(f"{text} is no number / 不是数字") from None
    if not found.is_finite() or found.adjusted() > 15:  # beyond every budget: not to be written out digit by digit
        raise ArgumentTypeError(f"{text} is too large / 过大")
    return found


def wishes_of(options: Mapping[str, Any], one: Round) -> Wishes:
    """Raises CommandError where they cannot be kept to, or name what is not there."""
    try:
        return Wishes(
            budgets=_budgets(options["budget"], options["years"]),
            first_year=options["first_year"] or timezone.localdate().year + 1,
            objective=Objective(options["objective"]), price=PricePoint(options["price"]), carries_over=options["carry_over"],
            floor=options["floor"], rate=options["rate"], is_known_only=options["known_only"],
            sharing=max(options["sharing"], 0), joint=max(options["joint"], 1),
            never=tuple(_never(text) for text in options["never"]), must=tuple(_must(text, one) for text in options["must"]),
        )  # fmt: skip
    except BadWish as wrong:
        raise CommandError(in_both(wrong.trouble, wrong.about)) from wrong


def in_both(code: str, about: Mapping[str, Any]) -> str:
    """A trouble with what to do about it, in both languages."""
    found = trouble_in_words(code, about)
    if found is None:
        return code
    return f"{found.sentence.en} {found.remedy.en} / {found.sentence.zh}{found.remedy.zh}"


def _budgets(given: Sequence[int], years: int | None) -> tuple[int, ...]:
    """One sum over ``years``: the same for each, and what is left over to the first."""
    if years is None:
        return tuple(given)
    if len(given) != 1 or years < 1:
        raise CommandError("--years goes with one --budget. / --years 只与单个 --budget 一起使用。")
    each, rest = divmod(given[0], years)
    return (each + rest, *([each] * (years - 1)))


def _never(text: str) -> Never:
    way, _, code = text.partition(":")
    if way != "any" and way not in BY_CODE:
        raise CommandError(f"{way} is no way: any, {', '.join(BY_CODE)}. / 没有这种方式：{way}。")
    return Never(path_named(code) if code else EVERYWHERE, "" if way == "any" else way)


def _must(text: str, one: Round) -> Must:
    code, _, rule = text.partition(":")
    if rule not in one.rules:
        raise CommandError(
            f"{text}: the round has no such rule; write CODE:RULE. / 该批次没有这条规则，应写作 社区代码:规则代码。"
        )
    return Must(code, rule)
