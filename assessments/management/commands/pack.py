"""`manage.py pack check | show | diff | impact | coverage`: the law book at the command line."""

from argparse import ArgumentParser
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand

from assessments.management import pack_check, pack_coverage, pack_diff, pack_impact, pack_show

PARTS: dict[str, ModuleType] = {
    "check": pack_check,
    "show": pack_show,
    "diff": pack_diff,
    "impact": pack_impact,
    "coverage": pack_coverage,
}
"""Subcommand -> module with `add_arguments(parser)` and `run(command, options)`; what its docstring says is the help."""


class Command(BaseCommand):
    help = "Check, show and compare the packs of the law book, and ask what a draft would change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        for name, part in PARTS.items():
            words = (part.__doc__ or "").partition(": ")[2].strip()
            part.add_arguments(parts.add_parser(name, help=words, description=words))

    def handle(self, *args: Any, **options: Any) -> None:
        PARTS[options["part"]].run(self, options)
