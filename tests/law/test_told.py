"""The law lab says what is written down: decisions, the law at a place, differences."""

import json

from tests.law.told import FILE, told


def test_the_law_lab_says_what_is_written_down() -> None:
    assert told() == json.loads(FILE.read_text(encoding="utf-8")), "if it should: python -m tests.law.told"
