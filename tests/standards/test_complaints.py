"""A mistake in a pack is told with its file, its table, its key and its remedy, word for word."""

import json

from tests.standards.complaints import FILE, complaints


def test_the_loader_says_what_is_written_down() -> None:
    said = complaints()
    assert "nothing" not in said.values()
    assert said == json.loads(FILE.read_text(encoding="utf-8")), "if it should: python -m tests.standards.complaints"


def test_every_complaint_names_its_file_and_what_to_do() -> None:
    for name, text in complaints().items():
        assert ".toml: " in text, name
        assert ". To mend it: " in text, name
