"""The author's guide works: what it says is done in a copy of the tree, with no Python written, and the law answers."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
ROOMS = ("accounts", "assessments", "communities", "config", "facilities", "intake", "pilots")
STEP = re.compile(r"(Write|Append to)\s+`([^`]+)`:\n\n```(?:toml|markdown)\n(.*?)```", re.DOTALL)
PACK = Path("assessments/standards/packs/guide-reading-2026/pack.toml")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code in which every step of the guide has been done."""
    copy = tmp_path_factory.mktemp("guide")
    for room in ROOMS:
        shutil.copytree(BASE / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "CHANGELOG.md"):
        shutil.copy(BASE / name, copy / name)
    steps = STEP.findall((BASE / "docs" / "law.md").read_text(encoding="utf-8"))
    assert [verb for verb, _, _ in steps] == ["Append to", *["Write"] * 6]
    for verb, name, text in steps:
        path = copy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") + "\n" if verb == "Append to" else ""
        path.write_text(before + text, encoding="utf-8")
    return copy


def run(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # what is compiled once serves the next
    return subprocess.run(command, cwd=tree, env=kept, capture_output=True, text=True, check=False, timeout=120)


def test_the_packs_of_the_guide_are_sound(tree: Path) -> None:
    done = run(tree, "pack", "check", "guide-reading-2026", "guide-district-2026")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 packs, 2 rules, 8 cases" in done.stdout


def test_the_district_is_shown_line_by_line(tree: Path) -> None:
    done = run(tree, "pack", "diff", "guide-reading-2026", "guide-district-2026")
    assert done.returncode == 0, done.stderr
    assert "20" in done.stdout
    assert "30" in done.stdout


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        (
            'at_least = "seats_per_1000"',
            'at_least = "seats"',
            "rule GUIDE-01: at_least: 'seats' is not in this pack. To mend it:",
        ),
        (
            'numerator = "survey.reading_room_seats"',
            'numerator = "survey.seats"',
            "rule GUIDE-01: numerator: there is no survey item",
        ),
        (
            'value = "20"',
            "value = 20",
            "parameter seats_per_1000.value 2026-01-01: value: 20 is not a text in quotes. To mend it:",
        ),
        ('status = "trial"', 'status = "maybe"', "pack: status: 'maybe' is not known. To mend it: choose one of"),
        ('jurisdiction = "9001"', 'jurisdiction = "Wuhan"', "pack: jurisdiction: 'Wuhan' is no place. To mend it:"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_its_remedy(tree: Path, right: str, wrong: str, complaint: str) -> None:
    path = tree / PACK
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    try:
        done = run(tree, "pack", "check", "guide-reading-2026")
    finally:
        path.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert f"guide-reading-2026/pack.toml: {complaint}" in done.stdout
