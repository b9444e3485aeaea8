"""`manage.py pack coverage`: each item of the notice, and the rules that check it or why none does."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from assessments.management.pack_words import add_language, said
from assessments.standards.covering import Covered, Item, coverage_of
from communities.words import Lang


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--status", choices=list(Covered), help="only the items with this answer")
    add_language(parser)


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print the items, then how many have which answer."""
    found, lang = coverage_of(), options["lang"]
    for item in found.items:
        if options["status"] in (None, item.status):
            command.stdout.write(_line(item, lang))
    counts = "; ".join(f"{said(status.words, lang)}: {found.count(status)}" for status in Covered)
    command.stdout.write(f"{found.pack_id}: {len(found.items)} — {counts}")


def _line(item: Item, lang: Lang | None) -> str:
    answer = ", ".join(item.rules) or said(item.status.words, lang)
    reason = f" ({said(item.reason, lang)})" if item.reason else ""
    return f"{item.number} §{item.clause} [{said(item.modality.words, lang)}] {said(item.text, lang)} → {answer}{reason}"
