"""The documents say what the code does."""

import tomllib
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent


def test_every_column_of_every_kind_of_file_is_documented() -> None:
    page = (BASE / "docs" / "files.md").read_text()
    kinds = tomllib.loads((BASE / "intake" / "columns.toml").read_text())["kind"]
    assert page.count("\n## ") == len(kinds)
    for section in kinds.values():
        part = page.split(f"## {section['zh']} · {section['en']}\n")[1].split("\n## ")[0]
        for column, names in section["columns"].items():
            row = next((line for line in part.splitlines() if line.startswith(f"| `{column}` |")), "")
            assert all(name in row for name in names), column
            assert row, column
