"""Every shape of every kind of test speaks as written down. Read the difference before accepting it: people will read it."""

import json

from tests.standards.shapes import FILE, told


def test_every_shape_says_what_is_written_down() -> None:
    assert told() == json.loads(FILE.read_text(encoding="utf-8")), "if it should: python -m tests.standards.shapes"
