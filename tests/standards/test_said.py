"""What the law says of its own examples, word for word. Read the difference before accepting it: people will read it."""

import json

from tests.standards.said import FILE, said


def test_the_law_says_what_is_written_down() -> None:
    assert said() == json.loads(FILE.read_text(encoding="utf-8")), "if it should: python -m tests.standards.said"
