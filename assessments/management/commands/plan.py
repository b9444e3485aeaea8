"""`manage.py plan`: which gaps of a division to close, where, by which way, in which year, for this money."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from assessments.management.asking import division_named, finished_round, round_over
from assessments.management.plan_asking import add_outcome, add_wishes, in_both, wishes_of
from assessments.models import RemedyPlan
from assessments.plan_reasons import reasons_in_words
from assessments.plan_summary import account_lines
from assessments.remedies.planning.infeasible import NothingFound
from assessments.remedies.wishes import BadWish
from assessments.reports.plan_content import PlanContent, plan_content
from assessments.reports.plan_data import whole_data
from assessments.reports.plan_line_data import card_data, left_data, remedy_data
from assessments.reports.plan_writers import PLAN_WRITERS
from assessments.services.ordering import NotNow
from assessments.services.planning.at_once import Drawn, draw_up, keep_plan
from assessments.services.planning.making import NothingToPlan
from assessments.services.planning.ordering import wanted
from assessments.services.planning.refusing import Refused
from assessments.services.rounds import path_of
from communities.scope import AreaScope
from communities.words import LANGS

EVERYWHERE = AreaScope.everywhere()
NAME = "补短板方案"


class Command(BaseCommand):
    help = "Plan which gaps of a division to close, where, by which way, in which year. Without --store nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--division", help="division code, 2 to 12 digits (default: everywhere)")
        parser.add_argument("--round", type=int, help="number of a finished round that holds it (default: the newest)")
        parser.add_argument("--name", default=NAME, help="name of the plan")
        add_wishes(parser)
        add_outcome(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = self._drawn(self._asked(options))
        with transaction.atomic():
            plan = keep_plan(by=None, drawn=drawn)
            self._tell(plan_content(EVERYWHERE, plan, options["lang"] or "zh"), options)
            if not options["store"]:
                transaction.set_rollback(True)

    def _asked(self, options: dict[str, Any]) -> RemedyPlan:
        division = division_named(options["division"])
        path = path_of(division)
        one = finished_round(options["round"]) if options["round"] else round_over(path)
        wishes = wishes_of(options, one)
        try:
            return wanted(by=None, scope=EVERYWHERE, division=division, round=one, name=options["name"][:120], wishes=wishes)
        except NotNow as wrong:
            raise CommandError(in_both(wrong.code, {})) from wrong

    def _drawn(self, plan: RemedyPlan) -> Drawn:
        steps = _Steps(self.stderr)
        try:
            drawn = draw_up(plan, steps)
            steps("", 0, 0)
            return drawn
        except NothingToPlan as wrong:
            raise CommandError(in_both("nothing_to_plan", {})) from wrong
        except BadWish as wrong:
            raise CommandError(in_both(wrong.trouble, wrong.about)) from wrong
        except NothingFound as wrong:
            raise CommandError(in_both("no_plan_in_time", {})) from wrong
        except Refused as wrong:
            reasons = [f"{words.en} / {words.zh}" for words in reasons_in_words({"reasons": wrong.told})]
            raise CommandError("\n".join([in_both("plan_impossible", {}), *reasons])) from wrong

    def _tell(self, content: PlanContent, options: dict[str, Any]) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(_data(content, is_kept=options["store"]), ensure_ascii=False, cls=DjangoJSONEncoder))
        else:
            self._print(content, options)
        for name in PLAN_WRITERS:
            if options[name]:
                _write(options[name], PLAN_WRITERS[name].made(content))
                self.stderr.write(f"  {options[name]}")

    def _print(self, content: PlanContent, options: dict[str, Any]) -> None:
        head = f"Plan {content.plan.pk} / 方案 {content.plan.pk}" if options["store"] else "Plan, not kept / 方案（未保存）"
        self.stdout.write(f"{head}: {content.plan.name}")
        for line in account_lines(content, [options["lang"]] if options["lang"] else LANGS):
            self.stdout.write(line)


class _Steps:
    """Says how long each step took, when the next one begins."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.stage, self.since = stream, "", time.perf_counter()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        if stage != self.stage:
            if self.stage:
                self.stream.write(f"  {self.stage}: {now - self.since:.1f} s")
            self.stage, self.since = stage, now


def _data(content: PlanContent, *, is_kept: bool) -> dict[str, Any]:
    """As the API gives it, whole; no number where it is not kept."""
    context = {"objective": content.wishes.objective, "rules": content.plan.round.rules}
    return {
        **whole_data(content.plan, EVERYWHERE),
        "id": content.plan.pk if is_kept else None,
        "remedies": [remedy_data(line, context) for line in content.lines],
        "left": [left_data(gap) for gap in content.left],
        "communities": [card_data(card, context) for card in content.cards],
    }


def _write(to: Path, content: bytes) -> None:
    try:
        to.write_bytes(content)
    except OSError as wrong:
        raise CommandError(f"{to}: {wrong.strerror}. Name a file that can be written. / 无法写入该文件，请另选。") from wrong
