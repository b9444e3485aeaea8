"""`manage.py pack check`: whether packs load, answer as their cases say, and fit together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.management.pack_words import NO_PACK
from assessments.standards.checking import Report, check
from assessments.standards.loading import PACKS, pack_ids


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("packs", nargs="*", metavar="PACK", help="ids, or folders that hold pack.toml (default: all packs)")


def run(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print every fault, or the counts. Raises CommandError (exit 1) where there is a fault."""
    asked = options["packs"]
    report = check([_folder(text) for text in asked] if asked else None)
    for fault in report.faults:
        command.stdout.write(fault.line())
    counted = _counted(report)
    if report.faults:
        number = len(report.faults)
        raise CommandError(f"{number} fault{'s' * (number != 1)} in {counted} / 共有 {number} 处问题")
    command.stdout.write(f"{counted}: no fault / 没有问题")


def _folder(text: str) -> Path:
    if text in pack_ids():
        return PACKS / text
    if not Path(text).is_dir():
        raise CommandError(NO_PACK.format(text, ", ".join(pack_ids())))
    return Path(text).resolve()


def _counted(report: Report) -> str:
    counts = (("pack", "个标准包", report.packs), ("rule", "条规则", report.rules), ("case", "个情形", report.cases))
    english = ", ".join(f"{number} {name}{'s' * (number != 1)}" for name, _, number in counts)
    return f"{english} / {'、'.join(f'{number} {name}' for _, name, number in counts)}"
