"""`manage.py pack impact DRAFT`: which communities flip if a draft is adopted, how many, at what cost."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.labels import label_codes
from assessments.law import NoSuchPack, pack_or_folder
from assessments.management.asking import path_named
from assessments.remedies.costs import Cost
from assessments.reports.figures import difference_of, text_of
from assessments.reports.impact import impact_data
from assessments.selectors.impact import Bill, Flip, Impact, ThingImpact, flips, impact_of
from assessments.standards.strict_table import PackError
from assessments.standards.units import Unit
from communities.scope import AreaScope


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the subcommand."""
    parser.add_argument("draft", help="a pack's id, or a folder that holds pack.toml")
    parser.add_argument("--division", help="division code, 2 to 12 digits (default: every community)")
    parser.add_argument("--day", type=date.fromisoformat, help="day whose law the draft meets (default: today)")
    parser.add_argument("--as-of", type=date.fromisoformat, help="day the data speaks of (default: the same day)")
    parser.add_argument("--packs", nargs="+", metavar="PACK", help="the law without the draft (default: what it builds on)")
    parser.add_argument("--list", type=int, default=20, metavar="N", help="how many flips to name (default 20)")
    parser.add_argument("--json", action="store_true", help="everything, every flip named, as JSON")


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print the impact. Raises CommandError for a draft, a pack or a division that cannot be read."""
    day = options["day"] or timezone.localdate()
    under = path_named(options["division"])
    try:
        draft = pack_or_folder(options["draft"])
        found = impact_of(
            AreaScope.everywhere(), draft, under=under, day=day, as_of=options["as_of"] or day, chosen=options["packs"]
        )
    except (PackError, NoSuchPack) as wrong:
        raise CommandError(f"{wrong} / 标准包无法使用，请按提示改正。") from wrong
    if options["json"]:
        command.stdout.write(json.dumps(impact_data(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found, options["list"]):
        command.stdout.write(line)


def _lines(found: Impact, listed: int) -> list[str]:
    head = f"{found.draft.id}: {found.draft.title.en} / {found.draft.title.zh} [{found.draft.status.words.en}]"
    basis = ", ".join(pack.id for pack in found.speaking)
    lines = [head, f"law of {found.day}, data of {found.as_of}, against {basis}; {len(found.sheet):,} communities"]
    if not found.spoken_of and found.draft.places:
        lines.append(f"NOTE: it speaks only of codes that begin with {', '.join(found.draft.places)}; none of these lies there")
    labels = " and ".join(label_codes(found.labels))
    lines += [f"NOTE: among the facts are {labels} figures"] if labels else []
    for thing in found.things:
        lines += ["", *_thing_lines(found, thing, listed)]
    return lines


def _thing_lines(found: Impact, thing: ThingImpact, listed: int) -> list[str]:
    change = thing.change
    names = "; ".join(f"{rule.code} {rule.name.en} / {rule.name.zh}" for rule in change.rules)
    flipped = int(change.flipped.sum())
    lines = [f"{change.thing}: {names}", f"  {flipped:,} of {len(found.sheet):,} flip"]
    lines += [f"    {before.code} -> {after.code}: {number:,}" for (before, after), number in change.counts().items()]
    if thing.area_after is not None and thing.area_before is not None:
        area = [text_of(each, Unit.AREA) for each in (thing.area_before, thing.area_after)]
        lines.append(f"  floor area to be made up: {area[0]} -> {area[1]} m2")
    lines += [f"    {_bill_line(bill)}" for bill in thing.bills if bill.after]
    lines += [f"    {_flip_line(flip, thing)}" for flip in flips(found, thing, limit=max(listed, 0))]
    return lines + ([f"    ... and {flipped - listed:,} more (--list {flipped}, --json)"] if flipped > max(listed, 0) else [])


def _bill_line(bill: Bill) -> str:
    parts = [f"{cost.low:,.0f} to {cost.high:,.0f}" if cost else "no price" for cost in (bill.before, bill.after)]
    return f"all of it by {bill.remedy.code}: yuan {parts[0]} -> {parts[1]}{_rent(bill.after)}{_origin(bill.after)}"


def _rent(cost: Cost | None) -> str:
    return f", and {cost.yearly_low:,.0f} to {cost.yearly_high:,.0f} a year" if cost and cost.yearly_low else ""


def _origin(cost: Cost | None) -> str:
    return " (placeholder prices)" if cost and cost.is_placeholder else ""


def _flip_line(flip: Flip, thing: ThingImpact) -> str:
    unit = thing.change.rules[0].unit
    short = f", {difference_of(flip.shortfall_after, unit)} short" if flip.shortfall_after else ""
    return f"{flip.code} {flip.name}: {flip.before.code} -> {flip.after.code}{short}"
